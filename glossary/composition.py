"""The Chinese of a name worked out from its parts: owner, modifiers, head. A part that is not known leaves it open.

Comes in: the folded words around a head, the head's possible Chinese, the names the page is known to hold. Goes out:
the Chinese forms that the parts allow, and whether they may be proposed. National bodies and other names that no
literal translation reaches come from tables alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from glossary.authority import CHINESE, Authority
from glossary.parts import Known, Names, Part, chinese_order, read_parts
from glossary.records import Confidence, Head, Kind, Reading

MOST_FORMS = 64  # combinations looked at; names have few ambiguous parts
NATIONAL = frozenset(("中国", "中华", "全国", "国家", "中华全国", "世界", "国际"))
NAMELESS = ("厅", "局", "委员会")  # a division alone does not tell which
ASSOCIATIONS = ("协会", "商会", "联合会", "学会")
# Endings of the bodies that a division has for its own.
OFFICIAL = (
    *ASSOCIATIONS, *NAMELESS, "人大", "政协", "法院", "检察院", "政府", "党委", "省委", "市委", "县委", "区委",
    "总工会",
)  # fmt: skip
PAPERS = ("日报", "晚报")
FIRMS = ("集团", "公司", "股份", "控股")
_TWICE = re.compile(r"(..+)\1|([省市区县镇])\2")  # 产业园产业园, 县县政府
DIVISIONS = ("省", "市", "区", "县", "镇", "乡", "旗")
SHORTEST_ACRONYM = 3  # characters from which a short form may leave out the beginning
SHORTEST_ZONE = 3  # characters of a place head: 产业园, 高新区; divisions and rivers are for the gazetteer
AUTHORITIES = ("局", "厅", "法院", "检察院", "委员会")  # of which each level of divisions has one


@dataclass(frozen=True, slots=True)
class Composition:
    """The Chinese forms the parts of a name allow, the likeliest first, and why none of them is proposed, if so."""

    forms: tuple[str, ...]
    objection: str = ""
    short: tuple[str, ...] = ()  # the first form with its head written shorter or longer: 管委会, 管理委员会

    @property
    def is_settled(self) -> bool:
        return bool(self.forms) and not self.objection


def abbreviates(short: str, long: str) -> bool:
    """Whether one Chinese form is the other with characters left out, so that both say the same.

    >>> abbreviates("管委会", "管理委员会"), abbreviates("行业协会", "工业协会")
    (True, False)
    >>> abbreviates("贸促会", "国际贸易促进委员会"), abbreviates("有限公司", "股份有限公司")
    (True, False)
    """
    rest = iter(long)
    is_drawn_from_all = len(short) >= SHORTEST_ACRONYM and not long.endswith(short)
    return (short[0] == long[0] or is_drawn_from_all) and all(ch in rest for ch in short)


def is_one_sense(options: Sequence[str]) -> bool:
    """Whether all options are the first one or its short and long forms.

    >>> is_one_sense(["管委会", "管理委员会"]), is_one_sense(["行业", "产业"])
    (True, False)
    """
    first = options[0]
    return all(abbreviates(*sorted((first, other), key=len)) for other in options[1:])


def heads_for(heads: Sequence[Head], owner: str) -> tuple[Head, ...]:
    """The senses of a head that its owner allows: those within that owner, else those within none.

    >>> ministry = Head("department", "司", Kind.ORGANISATION, "ministry")
    >>> province = Head("department", "厅", Kind.ORGANISATION, "province")
    >>> [head.zh for head in heads_for([ministry, province], "province")]
    ['厅']
    """
    return tuple(h for h in heads if h.within and h.within == owner) or tuple(h for h in heads if not h.within)


def compose(
    prefix: Sequence[str], behind: Sequence[Sequence[str]], heads: Sequence[Head], authority: Authority, known: Names
) -> Composition:
    """The Chinese forms of "<prefix> <head> of <behind>…"; no form where a word is unknown or no head is left."""
    read = [read_parts(words, authority, known) for words in (prefix, *behind)]
    if unknown := [word for _, words in read for word in words]:
        return Composition((), f"not known: {' '.join(unknown)}")
    parts = chinese_order(read[0][0], [segment for segment, _ in read[1:]])
    endings = tuple(dict.fromkeys(head.zh for head in heads))
    if not parts or not endings:
        return Composition((), "no Chinese is known for its head")
    if endings[0].endswith(FIRMS) and (firm := parts[-1].owner) and firm.zh.endswith(FIRMS):
        is_whole = firm.zh.endswith(endings[0])  # Sanfangxiang, 三房巷集团, is the Sanfangxiang Group
        return Composition((firm.zh,) if is_whole else (), "" if is_whole else "the firm's own name has another form")
    if len(endings) > 1 and any(zh.endswith("大学") for zh in endings):
        return Composition((), "universities of this English differ: 理工大学, 工业大学")
    options = [*_in_full(parts, endings[0]), endings]
    forms = tuple(dict.fromkeys("".join(form) for form in islice(product(*options), MOST_FORMS)))
    body = "".join(option[0] for option in options[:-1])
    short = [body + zh for zh in endings[1:] if is_one_sense((endings[0], zh))]
    if endings[0].endswith(ASSOCIATIONS):
        short += ["".join(option[-1] for option in options[:-1]) + endings[0]]
    also = tuple(form for form in dict.fromkeys(short) if form != body + endings[0])
    objection = _objection(parts, options, heads[0], authority)
    if not objection and _TWICE.search(forms[0]):
        objection = "a part of it would stand twice"
    return Composition(forms, objection, also)


def _in_full(parts: Sequence[Part], ending: str) -> Iterator[tuple[str, ...]]:
    """The options of each part: divisions stand with their generic before their own authorities, bare elsewhere.

    浙江省商务厅 beside 浙江大学; in 内蒙古自治区乌海市委 the ending itself has the generic of the last division.
    """
    is_official = ending.endswith(OFFICIAL) and not (ending in ASSOCIATIONS and len(parts) == 1)
    divisions = [at for at, part in enumerate(parts) if part.owner and part.owner.code]
    for at, part in enumerate(parts):
        has_generic = at == divisions[-1] and bool(_level_in(ending)) if divisions else False
        is_full = part.owner and part.owner.code and is_official and not has_generic
        bare = part.options if ending.endswith(ASSOCIATIONS) else ()
        yield tuple(dict.fromkeys((part.owner.full, *bare))) if part.owner and is_full else part.options


def _level_in(zh: str) -> str:
    """The generic of a division that a head begins with: 市 of 市政府, and none of 市场监管局."""
    return zh[0] if zh.startswith(DIVISIONS) and not zh.startswith("市场") else ""


def _objection(parts: Sequence[Part], options: Sequence[tuple[str, ...]], head: Head, authority: Authority) -> str:
    """Why composed forms are not proposed, "" where they may be."""
    owners = [part.owner for part in parts if part.owner]
    is_national = any(option in NATIONAL for part in parts for option in part.options)
    if is_national and not (head.kind is Kind.EVENT and _names_trade(parts) and all(len(o) == 1 for o in options)):
        return "names of national and international bodies are for the table"
    if not owners and not is_national:
        return "no place or body owns it, so that its parts may say anything"
    if len(owners) > 1 and not (_is_nested(owners, authority) or _is_branch_there(owners, head)):
        return "it names several owners"
    if owners and not owners[-1].full.endswith(_level_in(head.zh)):
        return "its owner is no division of this sort"
    if head.kind is Kind.PLACE and len(head.zh) < SHORTEST_ZONE:
        return "places of this sort are for the gazetteer"
    if head.zh in PAPERS and len(parts) > 1:
        return "newspapers go by shorter names: 北京青年报"
    if len(parts) == 1 and (head.zh.endswith("学院") or head.zh in NAMELESS):
        return "bodies of this sort have longer names"
    if head.zh.endswith("局") and owners and owners[0].full.endswith(("省", "自治区")):
        return "what English calls a bureau may be a 厅 or a 局 in a province"
    if any(len(part.options[0]) == 1 and not part.owner for part in parts):
        return "one character before a head stands for a longer word: 鞋业, 桑蚕"
    if not all(is_one_sense(option) for option in options):
        return "its parts allow several Chinese names, and nothing decides between them"
    return ""


def _names_trade(parts: Sequence[Part]) -> bool:
    """Whether there is more to a name than its land: fairs of a trade are called what they are, word by word."""
    return any(not part.owner and not NATIONAL & set(part.options) for part in parts)


def _is_nested(owners: Sequence[Known], authority: Authority) -> bool:
    """Whether each division lies in the one before it: Weifang Changyi City."""
    for outer, inner in pairwise(owners):
        place = authority.gazetteer.find(inner.code)
        if place is None or outer.code not in [above.code for above in authority.gazetteer.ancestors(place)]:
            return False
    return True


def _is_branch_there(owners: Sequence[Known], head: Head) -> bool:
    """Whether it is a bank's branch in a division: "Shanghai Branch of the People's Bank of China"."""
    return len(owners) == 2 and not owners[0].code and bool(owners[1].code) and head.zh == "分行"


def worked_out(
    cited: tuple[str, int, int, str], kind: Kind, forms: Sequence[str], because: str, score: float
) -> Reading:
    """The reading of a cited stretch (document, offsets, surface) whose Chinese a rule gives, the usual form first."""
    return Reading(
        *cited,
        kind=kind,
        referent=f"zh:{forms[0]}",
        because=because,
        confidence=Confidence.MEDIUM,
        score=score,
        also_zh=tuple(forms[1:]),
    )


def find_listed_form(forms: Sequence[str], authority: Authority, kinds: frozenset[Kind]) -> str:
    """The slug of the one curated concept that the forms are Chinese names of, "" if there is none or several.

    A form that the table holds is right although its parts are ambiguous: 中国 + 化纤 / 化学纤维 + 工业 / 行业 + 协会
    meets the one association there is.
    """
    found = {
        designation.concept
        for form in forms
        for designation in authority.termbase.with_zh(form)
        if designation.kind in kinds and designation.lang == CHINESE
    }
    return found.pop() if len(found) == 1 else ""
