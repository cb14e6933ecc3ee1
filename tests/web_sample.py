"""A small glossary for the tests of the site: made by hand, so that it stands still and takes a moment to write.

It holds homonyms, every role, an open name, nested mentions, a Chinese original with segments, and hostile text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from glossary.database import write_database
from glossary.judgements import Decided, Retired
from glossary.records import (
    Alternative,
    Confidence,
    Document,
    Entry,
    Form,
    Issue,
    Kind,
    Mention,
    Rendering,
    Role,
    Status,
    identifier,
)

TEXT = """Keqiao weaves for the world
The China Light Textile City stands in Keqiao, Shaoxing. Loko Garment City and Luokou Clothing City are one.
Charity warms the Surrounding Rivers, that is Huanjiang near Hechi. Yuncheng County makes grey cloth.
The Keqiao Printing and Dyeing Industry Association <script>alert("text")</script> met CNTAC & Xu Tao.
"""
ORIGINAL = "柯桥织造全球\n中国轻纺城位于绍兴柯桥。\n"
PAGES = ("/", "/documents", "/places", "/wrong", "/open", "/renderings", "/fields", "/fields/silk", "/overview")
HOSTILE = '<img src=x onerror="alert(1)">'

# slug, kind, field, zh, zh_hant, pinyin, English, parent, (latitude, longitude)
ROWS = (
    ("zhejiang", "place", "places", "浙江", "浙江", "Zhèjiāng", "Zhejiang", "", None),
    ("shaoxing", "place", "places", "绍兴", "紹興", "Shàoxīng", "Shaoxing", "zhejiang", (30.0024, 120.5786)),
    ("keqiao-district", "place", "places", "柯桥", "柯橋", "Kēqiáo", "Keqiao District", "shaoxing", None),
    ("keqiao-subdistrict", "place", "places", "柯桥", "柯橋", "Kēqiáo", "Keqiao Subdistrict", "keqiao-district", None),
    ("shandong", "place", "places", "山东", "山東", "Shāndōng", "Shandong", "", None),
    ("jinan", "place", "places", "济南", "濟南", "Jǐnán", "Jinan", "shandong", (36.6683, 116.9972)),
    ("heze", "place", "places", "菏泽", "菏澤", "Hézé", "Heze", "shandong", (35.2393, 115.4736)),
    ("yuncheng-county", "place", "places", "郓城", "鄆城", "Yùnchéng", "Yuncheng County", "heze", (35.5983, 115.9347)),
    ("yuncheng-shanxi", "place", "places", "运城", "運城", "Yùnchéng", "Yuncheng", "", (35.0231, 110.9928)),
    ("luokou", "place", "places", "泺口", "濼口", "Luòkǒu", "Luokou", "jinan", None),
    ("luokou-shaanxi", "place", "places", "洛口", "洛口", "Luòkǒu", "Luokou (Shaanxi)", "", None),
    ("hechi", "place", "places", "河池", "河池", "Héchí", "Hechi", "", (24.6928, 108.0838)),
    ("huanjiang", "place", "places", "环江", "環江", "Huánjiāng", "Huanjiang", "hechi", (24.8297, 108.2583)),
    ("urumqi", "place", "places", "乌鲁木齐", "烏魯木齊", "Wūlǔmùqí", "Ürümqi", "", (43.801, 87.6005)),
    ("lvliang", "place", "places", "吕梁", "呂梁", "Lǚliáng", "Lüliang", "", (37.52, 111.14)),
    ("xian", "place", "places", "西安", "西安", "Xī'ān", "Xi’an", "", (34.2583, 108.9286)),
    ("luokou-garment-city", "market", "markets-and-trade", "泺口服装城", "濼口服裝城", "Luòkǒu Fúzhuāngchéng",
     "Luokou Garment City", "jinan", None),
    ("changshu-garment-city", "market", "markets-and-trade", "常熟服装城", "常熟服裝城", "Chángshú Fúzhuāngchéng",
     "Changshu Garment City", "", None),
    ("china-textile-city", "market", "markets-and-trade", "中国轻纺城", "中國輕紡城", "Zhōngguó Qīngfǎngchéng",
     "China Textile City", "keqiao-district", None),
    ("cntac", "organisation", "industry", "中国纺织工业联合会", "中國紡織工業聯合會",
     "Zhōngguó Fǎngzhī Gōngyè Liánhéhuì", "China National Textile and Apparel Council", "", None),
    ("circulation-branch", "organisation", "industry", "中国纺织工业联合会流通分会", "中國紡織工業聯合會流通分會",
     "Zhōngguó Fǎngzhī Gōngyè Liánhéhuì Liútōng Fēnhuì", "Circulation Branch of CNTAC", "cntac", None),
    ("keqiao-dyeing-association", "organisation", "dyeing-and-finishing", "柯桥区印染工业协会", "柯橋區印染工業協會",
     "Kēqiáo Qū Yìnrǎn Gōngyè Xiéhuì", "Keqiao District Printing and Dyeing Industry Association", "", None),
    ("world-textile-merchandising-conference", "event", "industry", "世界布商大会", "世界布商大會",
     "Shìjiè Bùshāng Dàhuì", "World Textile Merchandising Conference", "", None),
    ("belt-and-road", "programme", "policy", "一带一路", "一帶一路", "Yī Dài Yī Lù", "Belt and Road Initiative",
     "", None),
    ("anta", "brand", "fashion", "安踏", "安踏", "Āntà", "ANTA", "", None),
    ("xia-lingmin", "person", "industry", "夏令敏", "夏令敏", "Xià Lìngmǐn", "Xia Lingmin", "", None),
    ("printing-and-dyeing", "term", "dyeing-and-finishing", "印染", "印染", "yìnrǎn", "printing and dyeing", "", None),
    ("silk-reeling", "term", "silk", "缫丝", "繅絲", "sāosī", "silk reeling", "", None),
    ("grey-cloth", "term", "weaving", "坯布", "坯布", "pībù", "grey cloth", "", None),
    ("industrial-chain", "term", "industry", "产业链", "產業鏈", "chǎnyèliàn", "industrial chain", "", None),
    ("green", "term", "environment", "绿色", "綠色", "lǜsè", "green", "", None),
    ("mu", "term", "units", "亩", "畝", "mǔ", "mu", "", None),
    ("xu-tao", "person", "", "", "", "", "Xu Tao", "", None),
    ("hostile", "product", "", "假<b>", "假<b>", "jiǎ", HOSTILE, "", None),
)  # fmt: skip
# slug → English renderings besides the preferred one: text, issue, why
OTHERS: dict[str, tuple[tuple[str, Issue, str], ...]] = {
    "keqiao-district": (("Keqiao", Issue.OK, ""), ("Shaoxing County", Issue.OUTDATED, "renamed in 2013")),
    "luokou-garment-city": (
        ("Luokou Clothing City", Issue.VARIANT, ""),
        ("Loko Garment City", Issue.MISSPELT, "泺口 is read Luokou"),
    ),
    "china-textile-city": (
        ("China Light Textile City", Issue.UNOFFICIAL, "its own name is China Textile City"),
        ("Young Textile City", Issue.MISTRANSLATED, "轻 is light, here of industry, not young"),
    ),
    "huanjiang": (("Surrounding Rivers", Issue.CALQUE, "环 surround, 江 river"),),
    "cntac": (
        ("CNTAC", Issue.OK, ""),
        ("China Textile Federation", Issue.UNOFFICIAL, "its own name is another"),
    ),
    "urumqi": (("Urumqi", Issue.OK, ""), ("Wulumuqi", Issue.MISTRANSLATED, "pinyin of a Uyghur name")),
    "xian": (("Xian", Issue.MISSPELT, "the apostrophe is missing"),),
    "world-textile-merchandising-conference": (
        ("World Cloth Merchant Conference", Issue.CALQUE, "布 cloth, 商 merchant"),
    ),
    "keqiao-dyeing-association": (("Keqiao Printing and Dyeing Industry Association", Issue.VARIANT, ""),),
    "anta": (("Anta Sports", Issue.VARIANT, ""),),
    "xia-lingmin": (("Xia Linmin", Issue.MISSPELT, "令 is read lìng"),),
    "grey-cloth": (("gray fabric", Issue.VARIANT, ""), ("blank cloth", Issue.CALQUE, "坯 blank, 布 cloth")),
    "silk-reeling": (("reeling silk", Issue.GARBLED, "turned round"),),
    "mu": (("acre", Issue.MISTRANSLATED, "15 mu are a hectare"),),
    "belt-and-road": (("One Belt One Road", Issue.OUTDATED, "the official English since 2015 is another"),),
}
ENGLISH = Document("articles/keqiao.txt", TEXT, "00", title="Keqiao weaves <b>", publisher="Nobody",
                   url="https://example.org/keqiao", original="articles/keqiao.zh.txt")  # fmt: skip
CHINESE = Document("articles/keqiao.zh.txt", ORIGINAL, "01", lang="zh")


RETIRED = (Retired(4711, "surrounding-rivers-1267", identifier("sample", "huanjiang")),)


def concept_id(slug: str) -> int:
    return identifier("sample", slug)


def _spans() -> dict[tuple[int, int], str]:
    """Where a rendering of the sample stands in its text → the rendering."""
    texts = {row[6] for row in ROWS} | {text for others in OTHERS.values() for text, _, _ in others}
    found = {}
    for text in sorted(texts):
        at = TEXT.find(text)
        while at >= 0:
            found[at, at + len(text)] = text
            at = TEXT.find(text, at + 1)
    return {
        span: text for span, text in found.items()
        if not any(a < span[0] < b < span[1] or span[0] < a < span[1] < b for a, b in found)
    }  # fmt: skip


def _mentions() -> Iterator[Mention]:
    spans = _spans()
    for (start, stop), shown in sorted(spans.items()):
        around = [(a, b) for a, b in spans if a <= start and stop <= b and (a, b) != (start, stop)]
        outer = min(around, key=lambda each: each[1] - each[0], default=None)
        left, right = TEXT[max(0, start - 60) : start].split("\n")[-1], TEXT[stop : stop + 60].split("\n")[0]
        line = TEXT.count("\n", 0, start) + 1
        yield Mention(shown, ENGLISH.path, start, stop, line, left, TEXT[start:stop], right, outer)


def _renderings(row: tuple[object, ...], spans: dict[tuple[int, int], str]) -> tuple[Rendering, ...]:
    slug, zh, zh_hant, pinyin, english = (str(row[i]) for i in (0, 3, 4, 5, 6))
    given = [(english, Issue.OK, "", Role.PREFERRED)]
    given += [(text, issue, why, issue.role) for text, issue, why in OTHERS.get(slug, ())]
    made = []
    for text, issue, why, role in given:
        uses = list(spans.values()).count(text)
        form = Form.ABBREVIATION if text.isupper() and text != "ANTA" else Form.FULL
        weighed: tuple[Alternative, ...] = ()
        if text == "Yuncheng County":
            weighed = (
                Alternative("郓城", "official table", 0.9, True, "Heze stands beside it"),
                Alternative("运城", "official table", 0.4, False, "is no county"),
            )
        made.append(Rendering("en", text, form, role, issue, why, (text,), uses, weighed))
    for lang, text in (("zh-Hans", zh), ("zh-Hant", zh_hant), ("zh-Latn-pinyin", pinyin)):
        if text:
            made.append(Rendering(lang, text, Form.FULL, Role.PREFERRED, None, ""))
    return tuple(made)


def entries() -> tuple[Entry, ...]:
    spans = _spans()
    made = []
    for row in ROWS:
        slug, kind, field, zh, zh_hant, pinyin, english, parent, place = row
        renderings = _renderings(row, spans)
        made.append(
            Entry(
                concept_id(slug),
                slug,
                Kind(kind),
                field,
                zh,
                zh_hant,
                pinyin,
                english,
                Status.LISTED if zh else Status.OPEN,
                Confidence.HIGH if zh else Confidence.LOW,
                0.9 if zh else 0.4,
                "in the sample" if zh else "nothing decides its characters",
                "sample",
                renderings,
                parent=concept_id(parent) if parent else None,
                latitude=place[0] if place else None,
                longitude=place[1] if place else None,
            )
        )
    return tuple(made)


def write_sample(target: Path) -> Path:
    """The sample as a database."""
    decided = Decided(entries(), retired=RETIRED)
    write_database(target, [(ENGLISH, len(TEXT.split())), (CHINESE, 0)], decided, _mentions())
    halves = TEXT.index("Charity"), ORIGINAL.index("中国")
    first = TEXT.index("The China")
    rows = [(0, first - 1, 0, halves[1] - 1), (first, halves[0] - 1, halves[1], len(ORIGINAL) - 1)]
    with sqlite3.connect(target) as db:
        db.execute("DELETE FROM segments")
        db.executemany("INSERT INTO segments VALUES (?, ?, ?, ?, ?)", [(ENGLISH.id, *row) for row in rows])
    db.close()
    return target
