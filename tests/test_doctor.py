"""The doctor: sound tables have no problem, and each check finds what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from glossary import cli
from glossary.doctor import CHECKS, examine, read_tables
from glossary.doctor.sheets import COLUMNS

SOUND = {  # 柯桥 Keqiao, its market 轻纺城, the council 中国纺联 CNTAC, the term 印染 printing and dyeing
    "places": """\
330000,浙江省,浙江省,province,,Zhèjiāng Shěng,Zhejiang Province,,,,
330600,绍兴市,紹興市,prefecture,330000,Shàoxīng Shì,Shaoxing City,30.0,120.58,GeoNames 1,4.2
330603,柯桥区,柯橋區,county,330600,Kēqiáo Qū,Keqiao District,,,,
""",
    "termbase": """\
dyeing,term,dyeing-and-finishing,en,dyeing,full,preferred,ok,,,,editor,high
dyeing,term,dyeing-and-finishing,zh-Hans,染色,full,preferred,,,,,editor,high
printing-and-dyeing,term,dyeing-and-finishing,en,printing and dyeing,full,preferred,ok,,,,editor,high
printing-and-dyeing,term,dyeing-and-finishing,en,print and dye,full,admitted,variant,,,,editor,high
printing-and-dyeing,term,dyeing-and-finishing,en,printed stain,full,deprecated,calque,染 is dyeing,,,editor,high
printing-and-dyeing,term,dyeing-and-finishing,zh-Hans,印染,full,preferred,,,,,editor,high
""",
    "organisations": """\
cntac,organisation,industry,en,China National Textile and Apparel Council,full,preferred,ok,,,,cntac.org.cn,medium
cntac,organisation,industry,en,China Textile Federation,full,deprecated,unofficial,its own name is another,,,editor,high
cntac,organisation,industry,zh-Hans,中国纺织工业联合会,full,preferred,,,,,editor,high
cntac,organisation,industry,zh-Hans,中国纺织工业协会,full,deprecated,,name until 2011,2001,2011,editor,high
""",
    "markets": """\
china-textile-city,market,markets-and-trade,en,China Textile City,full,preferred,ok,,,,editor,high
china-textile-city,market,markets-and-trade,en,Yuong Textile City,full,lookup,misspelt,a slip for Young,,,editor,high
china-textile-city,market,markets-and-trade,zh-Hans,中国轻纺城,full,preferred,,,,,editor,high
""",
    "place_names": """\
cn-330603,place,places,en,Keqiao,full,preferred,ok,,,,editor,high
cn-330603,place,places,zh-Hans,柯桥区,full,preferred,,,,,editor,high
""",
    "concepts": "china-textile-city,markets-and-trade,330603,,a market in Keqiao\n",
    "heads": "association,协会,organisation,,no,editor,high,\n",
    "modifiers": "textile,纺织,editor,high,\n",
    "glosses": "轻,light,editor,medium,\n",
    "readings": "柯,kē,place,editor,high\n绍兴,shào xīng,place,editor,high\n",
    "surnames": "孙,sūn,12,editor\n",
}
BROKEN = [  # check, table, what stands there, what is written instead, what the doctor says
    ("check_readable", "termbase", "dyeing,term,", "dyeing,term", "12 cells where the header has 13"),
    ("check_readable", "termbase", "染色,full", '"染"色,full', "broken CSV"),
    ("check_readable", "surnames", "zh,pinyin,rank,source", "zh,pinyin,source,rank", "the header is"),
    ("check_characters", "heads", "association,", "association ,", "stray space"),
    ("check_characters", "heads", "association,", "associ\u0301ation,", "is not NFC"),
    ("check_characters", "concepts", "a market", "a\u200b market", "control character"),
    ("check_closed_lists", "termbase", "en,dyeing,full", "en,dyeing,whole", "unknown form 'whole'"),
    ("check_closed_lists", "markets", "market,markets-and-trade,en", "market,trade,en", "unknown subject_field"),
    ("check_closed_lists", "markets", "editor,high\n", "editor,certain\n", "unknown confidence 'certain'"),
    ("check_slugs", "termbase", "dyeing,term", "Dyeing,term", "no kebab-case"),
    ("check_chinese", "termbase", "染色", "染せ", "is not Chinese"),
    ("check_chinese", "termbase", "染色", "RS", "no Han character"),
    ("check_english", "termbase", "print and dye,", "print 和 dye,", "is not English"),
    ("check_english", "termbase", "print and dye,", '"print,dye",', "several renderings"),
    ("check_brackets", "markets", "中国轻纺城", "中国（轻纺城）", "brackets"),
    ("check_issues", "termbase", "preferred,ok", "preferred,calque", "on the preferred English"),
    ("check_issues", "termbase", "印染,full,preferred,", "印染,full,preferred,ok", "on a Chinese row"),
    ("check_issues", "termbase", "deprecated,calque", "deprecated,variant", "a deprecated rendering"),
    ("check_issues", "termbase", "admitted,variant", "admitted,outdated", "admitted without a reason"),
    ("check_reasons", "markets", "a slip for Young", "", "lookup without a reason"),
    ("check_sources", "markets", "editor,high\n", ",high\n", "has no source"),
    ("check_years", "organisations", "2001,2011", "2011,2001", "valid from '2011' to '2001'"),
    ("check_order", "termbase", "en,print and dye,full,admitted", "en,print,full,preferred", "stands after"),
    ("check_duplicates", "termbase", "en,print and dye,", "en,printing and dyeing,", "stands at"),
    ("check_agreement", "markets", "market,markets-and-trade,zh", "market,industry,zh", "subject_field 'industry'"),
    ("check_preferred", "termbase", "染色,full,preferred", "染色,full,admitted", "0 preferred zh-Hans"),
    ("check_files", "markets", "china-textile-city,market", "dyeing,market", "dyeing stands at"),
    ("check_chinese_homonyms", "termbase", "染色", "“印染”", "the preferred Chinese of dyeing"),
    ("check_english_homonyms", "termbase", "en,printing and dyeing,", "en,dyeing,", "preferred English of dyeing too"),
    ("check_deprecated_elsewhere", "termbase", "printed stain", "Dyeing", "the preferred English of dyeing"),
    ("check_official_sources", "organisations", "cntac.org.cn", "editor", "without a source that shows it"),
    ("check_divisions", "place_names", "cn-330603", "cn-330699", "no division has the code 330699"),
    ("check_details", "concepts", "china-textile-city", "young-textile-city", "no concept is called"),
    ("check_details", "concepts", "330603", "339999", "no division has the code '339999'"),
    ("check_details", "concepts", "markets-and-trade", "industry", "subject field 'industry', but"),
    ("check_details", "concepts", "330603,,a market in Keqiao", ",,", "neither parent nor definition nor note"),
    ("check_cells", "heads", "organisation", "body", "kind 'body'"),
    ("check_cells", "modifiers", "纺织", "textile?", "zh 'textile?'"),
    ("check_cells", "surnames", ",12,", ",twelfth,", "rank 'twelfth'"),
    ("check_sorted", "readings", "柯,kē", "轻,qīng", "'绍兴' stands after '轻'"),
    ("check_unique", "places", "330603,柯桥区", "330600,柯桥区", "330600 stands at"),
    ("check_readings", "readings", "shào xīng", "shàoxīng", "is read 'shàoxīng'"),
    ("check_pinyin", "places", "Kēqiáo Qū", "Héqiáo Qū", "its characters read 'Kēqiáo Qū'"),
    ("check_parents", "places", "prefecture,330000", "prefecture,", "no division has the code ''"),
    ("check_parents", "places", "GeoNames 1", "", "a coordinate without"),
]


def write_tables(folder: Path) -> None:
    (folder / "curated").mkdir()
    for name, columns in COLUMNS.items():
        path_of(folder, name).write_text(",".join(columns) + "\n" + SOUND.get(name, ""), encoding="utf-8")


def path_of(folder: Path, name: str) -> Path:
    return folder / f"{name}.csv" if name == "places" else folder / "curated" / f"{name}.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_tables(tmp_path)
    return tmp_path


def test_sound_tables_have_no_problem(folder: Path) -> None:
    assert examine(folder) == []


@pytest.mark.parametrize(("check", "table", "old", "new", "says"), BROKEN)
def test_each_check_finds_its_problem(folder: Path, check: str, table: str, old: str, new: str, says: str) -> None:
    path = path_of(folder, table)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    function = next(function for function in CHECKS if function.__name__ == check)
    problems = [problem for problem in function(read_tables(folder)) if says in problem.problem]
    assert problems
    assert problems[0].where.path.endswith(path.name)
    assert problems[0].where.line
    assert problems[0].remedy


def test_every_check_is_tested_and_says_its_rule() -> None:
    assert {function.__name__ for function in CHECKS} == {check for check, *_ in BROKEN}
    assert all(function.__doc__ for function in CHECKS)


def test_all_problems_at_once(folder: Path) -> None:
    for name in ("heads", "markets"):
        path = path_of(folder, name)
        path.write_text(path.read_text(encoding="utf-8").replace("high", "certain"), encoding="utf-8")
    path_of(folder, "glosses").unlink()
    path_of(folder, "surnames").write_bytes("孙,sūn".encode("gb18030"))
    found = {(problem.where.path.rpartition("/")[2], problem.where.line) for problem in examine(folder)}
    assert {("glosses.csv", 0), ("surnames.csv", 0), ("heads.csv", 2)} < found
    assert {("markets.csv", 2), ("markets.csv", 3), ("markets.csv", 4)} < found


def test_the_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "data_dir", lambda: folder)
    assert CliRunner().invoke(cli.main, ["doctor"]).exit_code == 0
    path_of(folder, "surnames").write_text("zh,pinyin,rank,source\n孙,sun1,12,editor\n", encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["doctor"])
    assert result.exit_code == 2
    assert "curated/surnames.csv:2: pinyin 'sun1'\n    to mend: write what matches" in result.stdout
