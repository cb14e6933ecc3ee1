"""The gazetteer: well-formed, complete, and what its script makes."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from glossary.tables import data_dir

SCRIPT = Path(__file__).parent.parent / "scripts" / "make_places.py"
LEVELS = ("province", "prefecture", "county", "township")


@cache
def places() -> tuple[dict[str, str], ...]:
    with (data_dir() / "places.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def test_sorted_unique_and_normal() -> None:
    codes = [place["code"] for place in places()]
    assert codes == sorted(set(codes))
    assert all(unicodedata.is_normalized("NFC", cell) for place in places() for cell in place.values())


def test_parents_resolve_and_stand_higher() -> None:
    levels = {place["code"]: LEVELS.index(place["level"]) for place in places()}
    assert [place["zh"] for place in places() if not place["parent"]] == [
        place["zh"] for place in places() if place["level"] == "province"
    ]
    assert not [
        place["code"]
        for place in places()
        if place["parent"] and not levels.get(place["parent"], 9) < levels[place["code"]]
    ]


def test_complete() -> None:
    """The ministry's table of the end of 2025, and what it lacks."""
    counts = Counter(place["level"] for place in places())
    assert counts == {"province": 34, "prefecture": 333 + 21, "county": 2845 + 26, "township": 38723}


def test_every_row_has_chinese_pinyin_and_english() -> None:
    for place in places():
        assert re.fullmatch("[\u3400-\u9fff\U00020000-\U0003ffff]+", place["zh"]), place
        assert len(place["zh_hant"]) == len(place["zh"]), place
        assert re.fullmatch(r"[A-ZÀ-ɏ][^\W\d_]*(?:[' ]?[^\W\d_]+)*", place["pinyin"]), place
        assert re.fullmatch(r"[A-Z][a-zü]*(?:['’ ,-]{1,2}[A-Za-zü]+)*", place["english"]), place


def test_coordinates_come_with_their_source() -> None:
    with_them = [place for place in places() if place["latitude"] or place["longitude"]]
    assert all(re.fullmatch(r"GeoNames \d+", place["coordinate_source"]) for place in with_them)
    assert all(3 < float(p["latitude"]) < 54 and 73 < float(p["longitude"]) < 136 for p in with_them)
    assert not [place for place in places() if place["coordinate_source"] and not place["latitude"]]
    coverage = Counter(place["level"] for place in with_them)
    assert coverage["prefecture"] > 300
    assert coverage["county"] > 1400
    assert not coverage["township"]


@pytest.mark.parametrize(
    ("zh", "pinyin", "english", "hant", "parent"),
    [
        ("柯桥区", "Kēqiáo Qū", "Keqiao District", "柯橋區", "绍兴市"),
        ("河池市", "Héchí Shì", "Hechi City", "河池市", "广西壮族自治区"),
        (
            "环江毛南族自治县",
            "Huánjiāng Máonánzú Zìzhìxiàn",
            "Huanjiang Maonan Autonomous County",
            "環江毛南族自治縣",
            "河池市",
        ),
        ("泺口街道", "Luòkǒu Jiēdào", "Luokou Subdistrict", "濼口街道", "天桥区"),
        ("盛泽镇", "Shèngzé Zhèn", "Shengze Town", "盛澤鎮", "吴江区"),
        ("陕西省", "Shǎnxī Shěng", "Shaanxi Province", "陝西省", ""),
        ("吕梁市", "Lǚliáng Shì", "Lüliang City", "呂梁市", "山西省"),
        ("乌鲁木齐市", "Ürümqi Shì", "Urumqi City", "烏魯木齊市", "新疆维吾尔自治区"),
        ("日喀则市", "Xigazê Shì", "Xigaze City", "日喀則市", "西藏自治区"),
        ("内蒙古自治区", "Nèi Mongol Zìzhìqū", "Inner Mongolia Autonomous Region", "內蒙古自治區", ""),
        ("锡林郭勒盟", "Xilin Gol Méng", "Xilin Gol League", "錫林郭勒盟", "内蒙古自治区"),
        ("台州市", "Tāizhōu Shì", "Taizhou City", "台州市", "浙江省"),
        ("台北市", "Táiběi Shì", "Taipei City", "臺北市", "台湾省"),
        ("湾仔区", "Wānzǎi Qū", "Wan Chai District", "灣仔區", "香港特别行政区"),
    ],
)
def test_known_places(zh: str, pinyin: str, english: str, hant: str, parent: str) -> None:
    by_code = {place["code"]: place for place in places()}
    found = [place for place in places() if place["zh"] == zh]
    assert [(p["pinyin"], p["english"], p["zh_hant"]) for p in found] == [(pinyin, english, hant)]
    assert by_code.get(found[0]["parent"], {"zh": ""})["zh"] == parent


@pytest.mark.skipif(not SCRIPT.exists(), reason="the script is not part of an installation")
def test_the_file_is_what_the_script_makes() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    needed = dict(
        re.findall(r'^    "([a-z-]+)": "([0-9.]+)",$', text.partition("PACKAGES = {")[2].partition("}")[0], re.M)
    )
    assert needed
    for package, version in needed.items():
        try:
            found = metadata.version(package)
        except metadata.PackageNotFoundError:
            found = "none"
        if found != version:
            pytest.skip(f"places.csv was made with {package} {version}, here is {found}")
    asked = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stdout + asked.stderr
