"""Alignment of a text with its original: kept, missing, merged, split and moved lines; furniture; long texts."""

import pytest

from glossary.alignment import align
from glossary.names import Page
from glossary.records import Document, Segment
from glossary.tables import data_dir

PAIRS = (
    ("Keqiao sells cloth to the whole world.", "柯桥把布卖到全世界。"),
    ("In 1998 the first hall had 1,200 stalls.", "1998年第一座馆有1200个摊位。"),
    ("Hechi raises silkworms, and Yizhou reels the silk.", "河池养蚕，宜州缫丝。"),
    ("The old dyer Zhou Wanlin still comes at five in the morning.", "老染匠周万霖还是早上五点就来。"),
    ("A bolt of 40 metres costs 300 yuan at the gate.", "一匹40米的布出厂价300元。"),
    ("Nobody in Shengze remembers a quieter winter than this.", "盛泽没有人记得比这更安静的冬天。"),
    ("Trucks leave for Lanzhou on Mondays and Fridays at 7.", "卡车每周一和周五7点开往兰州。"),
    ("The APEC visitors took home scarves of 16 colours.", "APEC的客人带走了16种颜色的围巾。"),
)
ENGLISH, CHINESE = [english for english, _ in PAIRS], [zh for _, zh in PAIRS]


def facing(english: str, chinese: str) -> dict[str, str]:
    page = Page.read(Document("a.txt", english, ""))
    original = Document("a.zh.txt", chinese, "", lang="zh-Hans")
    return {
        english[s.start : s.stop].strip(): chinese[s.original_start : s.original_stop].strip()
        for s in align(page, original)
    }


def joined(lines: list[str], end: str = "\n") -> str:
    return "".join(line + end for line in lines)


def test_lines_in_order_face_each_other() -> None:
    assert facing(joined(ENGLISH), joined(CHINESE)) == dict(PAIRS)


@pytest.mark.parametrize("gone", [0, 2, 5, 7])
def test_a_missing_line_faces_nothing_of_its_own(gone: int) -> None:
    found = facing(joined(ENGLISH), joined([zh for at, zh in enumerate(CHINESE) if at != gone]))
    assert ENGLISH[gone] not in found
    for at, (english, zh) in enumerate(PAIRS):
        assert at == gone or [one for one, other in found.items() if zh in other and english in one]


def test_a_moved_line_is_found_by_what_it_shares() -> None:
    moved = [*CHINESE[1:7], CHINESE[0], CHINESE[7]]
    assert facing(joined(ENGLISH), joined(moved))[ENGLISH[0]] == CHINESE[0]


def test_one_paragraph_against_many_lines() -> None:
    found = facing(" ".join(ENGLISH) + "\n", joined(CHINESE, "") + "\n")
    assert found == dict(PAIRS)


def test_site_furniture_faces_nothing() -> None:
    site = ["首页 | 行情 | 展会 | 登录"] * 6 + CHINESE + ["版权所有 转载请注明"] * 6
    assert facing(joined(ENGLISH), joined(site)) == dict(PAIRS)


def test_empty_sides_have_no_segments() -> None:
    assert facing("", "柯桥\n") == {}
    assert facing("Keqiao\n", "") == {}


def test_a_long_text_stays_in_its_band() -> None:
    english = joined([f"In {year} the hall of Keqiao sold {year * 7} bolts." for year in range(1000, 1600)])
    chinese = joined([f"{year}年柯桥的馆卖出{year * 7}匹布。" for year in range(1000, 1600) if year % 9])
    page = Page.read(Document("a.txt", english, ""))
    segments = align(page, Document("a.zh.txt", chinese, ""))
    for s in segments:
        assert english[s.start : s.stop].split()[1] == chinese[s.original_start : s.original_stop][:4]
    assert len(segments) == sum(bool(year % 9) for year in range(1000, 1600))


def test_the_sample_pair_keeps_its_paragraphs() -> None:
    (path,) = (data_dir() / "texts").glob("06-*.zh.txt")
    text = path.with_name(path.name.replace(".zh", "")).read_text(encoding="utf-8").split("---\n", 2)[2]
    found = facing(text, path.read_text(encoding="utf-8"))
    for english, zh in (("1986", "1986"), ("APEC", "APEC"), ("Lianyungang", "连云港"), ("Qingpu", "青浦")):
        assert all(zh in other for one, other in found.items() if english in one)
        assert any(english in one for one in found)


def test_segments_are_sorted_and_stay_inside() -> None:
    english, chinese = joined(ENGLISH), joined(CHINESE)
    segments = align(Page.read(Document("a.txt", english, "")), Document("a.zh.txt", chinese, ""))
    assert all(isinstance(s, Segment) and 0 <= s.start < s.stop <= len(english) for s in segments)
    assert list(segments) == sorted(segments, key=lambda s: s.start)
