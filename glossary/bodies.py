"""Names that a head word makes: organisations, markets, events, programmes, zones.

Comes in: a page, the authority, what is already read on the page. Goes out: readings; their Chinese is composed where
every part is known and the whole has one sense, or where a listed name is met; otherwise they stay open. English puts
the owner behind ("Circulation Branch of the China Textile Industry Federation"), Chinese before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.authority import Authority
from glossary.composition import Composition, compose, find_listed_form, heads_for, is_one_sense
from glossary.compounds import Body, BodyFinder
from glossary.names import Page
from glossary.parts import UNNAMED, Names
from glossary.records import Alternative, Confidence, Head, Kind, Reading
from glossary.small_letters import COMPOSED, SmallBodyFinder

OWNERS = (  # endings of an owner's Chinese name -> which sense of a polysemous head it decides
    ("省", "province"), ("自治区", "province"), ("市", "city"), ("区", "city"), ("县", "city"), ("镇", "city"),
    ("部", "ministry"), ("协会", "association"), ("联合会", "association"), ("中国纺联", "association"),
    ("商会", "association"), ("贸促会", "association"), ("促进委员会", "association"), ("银行", "bank"),
    ("公司", "company"), ("集团", "company"), ("大学", "university"), ("党委", "party"), ("科学院", "academy"),
    ("领导小组", "group"),
)  # fmt: skip
UNITS = ("部", "司", "局", "处", "厅", "办公室", "分会", "专业委员会")  # of bodies that also go by themselves
BODY_KINDS = frozenset(Kind) - {Kind.TERM, Kind.PERSON}


class BodyJudge:
    """The bodies of one page. `known` maps folded words to the Chinese of names the page is known to hold."""

    def __init__(self, page: Page, authority: Authority, known: Names, persons: frozenset[int]) -> None:
        self._page, self._authority, self._known = page, authority, known
        self._finder = BodyFinder(page, authority, known, persons)
        self._small = SmallBodyFinder(page, authority, self._finder)

    def _chinese(self, body: Body) -> Composition:
        behind = [self._page.folds(*span) for span in body.owners]
        prefix = self._page.folds(body.start, body.head_start)
        return compose(prefix, behind, self._senses(body), self._authority, self._known)

    def _senses(self, body: Body) -> tuple[Head, ...]:
        """The senses of its head that the owner of a body allows."""
        prefix = self._page.folds(body.start, body.head_start)
        behind = self._page.folds(*body.owners[-1]) if body.owners else prefix
        return heads_for(body.heads, self._owner_type(behind) or self._owner_type(prefix))

    def _owner_type(self, words: Sequence[str]) -> str:
        """What sort of owner stands first in Chinese, by the ending of its name; "" where that is not known."""
        for stop in range(len(words), 0, -1):
            name = self._known.get(tuple(words[:stop]))
            if full := name.full if name else UNNAMED.get(tuple(words[:stop]), ""):
                return next((owner for ending, owner in OWNERS if full.endswith(ending)), "organisation")
        return ""

    def readings(self) -> Iterator[Reading]:
        """Yield a reading for each body: composed, met in the table, or open; and for the units of known ones."""
        resolved: set[int] = set()  # the heads of known bodies
        for body in self._finder.find():
            composition = self._chinese(body)
            if why_cut := self._finder.what_is_cut(body):
                composition = Composition((), why_cut)
            slug = self._listed(composition)
            if slug or composition.is_settled:
                if body.owners and body.head_start not in resolved and self._is_of_known(body):
                    yield from self._unit(body)
                resolved.add(body.head_start)
            elif body.head_start in resolved:
                continue  # an open half of a name that is known whole
            yield self._resolve(self._open(body, composition), composition, slug)
        for body in self._small.find():
            composition = self._chinese(body)
            slug = self._listed(composition)
            if not slug and not body.heads[0].zh.endswith(COMPOSED):
                composition = Composition((), "in small letters it may be any of its kind")
            if slug or composition.is_settled or body.head_start - body.start > 1:
                yield self._resolve(self._open(body, composition), composition, slug)
        yield from self._small_units()

    def _small_units(self) -> Iterator[Reading]:
        """Yield a reading for the longest name of each unit in small letters whose parts are all known."""
        done: set[int] = set()
        for body in self._small.find_units():
            composition = self._chinese(body)
            slug = self._listed(composition)
            if body.head_start not in done and (slug or composition.is_settled):
                done.add(body.head_start)
                yield from self._unit(body)
                yield self._resolve(self._open(body, composition), composition, slug)

    def _listed(self, composition: Composition) -> str:
        return find_listed_form(composition.forms, self._authority, BODY_KINDS)

    def _open(self, body: Body, composition: Composition) -> Reading:
        return Reading(
            *self._page.cite(body.start, body.stop),
            kind=body.heads[0].kind,
            referent=f"open:{self._signature(body)}",
            because=composition.objection,
            confidence=Confidence.LOW,
            score=0.4,
            alternatives=tuple(
                Alternative(zh, "composition", round(0.5 - 0.05 * rank, 2), False, "the parts allow it")
                for rank, zh in enumerate(composition.forms[:5])
            ),
        )

    def _is_of_known(self, body: Body) -> bool:
        return all(self._page.folds(*span) in self._known for span in body.owners)

    def _unit(self, body: Body) -> Iterator[Reading]:
        """The unit of a known body by itself: "Human Resources Department" (人力资源部) of whatever body."""
        heads, prefix = self._senses(body), self._page.folds(body.start, body.head_start)
        is_unit = heads and heads[0].zh.endswith(UNITS) and len(prefix) + body.head_stop - body.head_start > 1
        if not is_unit or self._owner_type(prefix):
            return
        composed = compose(prefix, (), heads, self._authority, self._known).forms
        forms = composed if prefix else tuple(head.zh for head in heads)
        if forms and is_one_sense(forms):
            unit = replace(body, stop=body.head_stop, owners=())
            yield replace(
                self._open(unit, Composition(())),
                referent=f"zh:{forms[0]}",
                because=f"a unit of the body named beside it: its parts make {forms[0]}",
                confidence=Confidence.MEDIUM,
                score=0.6,
                also_zh=forms[1:],
                alternatives=(),
            )

    def tails(self) -> frozenset[tuple[int, int]]:
        """Spans (offsets) that are only the tail of a division's own body.

        In "Chongqing Development and Reform Commission" the last words alone are a body of the State Council.
        """
        found: set[tuple[int, int]] = set()
        for body in self._finder.find():
            if not body.owners and any(
                (name := self._known.get(self._page.folds(body.start, stop))) and name.code
                for stop in range(body.start + 1, body.head_start + 1)
            ):
                found.update(self._page.offsets(at, body.stop) for at in range(body.start + 1, body.head_stop))
        return frozenset(found)

    def _resolve(self, reading: Reading, composition: Composition, slug: str) -> Reading:
        if slug and (concept := self._authority.termbase.find(slug)):
            because = f"its parts make {concept.zh}, a name on our list"
            return replace(
                reading, kind=concept.kind, referent=self._authority.referent(slug), because=because,
                confidence=Confidence.HIGH, score=0.9, alternatives=(),
            )  # fmt: skip
        if composition.is_settled:
            zh = composition.forms[0]
            because = f"every part is known and has one sense: together {zh}"
            return replace(
                reading, referent=f"zh:{zh}", because=because, confidence=Confidence.MEDIUM, score=0.7,
                also_zh=composition.short,
            )  # fmt: skip
        return reading

    def _signature(self, body: Body) -> str:
        """The key under which renderings of one unknown body meet: its words in Chinese order, heads by their sense."""
        words = [w for span in reversed(body.owners) for w in self._page.folds(*span)]
        words += self._page.folds(body.start, body.head_start)
        return " ".join([*(w for w in words if w not in ("the", "and", ",", "(", ")")), body.heads[0].zh])
