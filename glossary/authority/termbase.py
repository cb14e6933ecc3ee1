"""The curated designations, found by their English words and by their Chinese.

Comes in: the CSV files of data/curated with one designation a row, the user's own after ours. Goes out: concepts
with their designations, and the matches of a run of English tokens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from glossary.authority.compiled import compiled
from glossary.english import Token, fold_phrase, fold_word, is_everyday
from glossary.records import Confidence, Designation, Form, Issue, Kind, Role
from glossary.romanization import is_pinyin, pinyin_key
from glossary.tables import DESIGNATION_COLUMNS, parse_word, read_rows

CHINESE = "zh-Hans"
ENGLISH = "en"
ARTICLE, OWNING = "the", frozenset(("of", "for"))
MOST_ARTICLES = 2  # of a name in a text that the table has without them
SHORTEST_SPELT = 5  # letters of a word of pinyin that may be misspelt
LEAST_SPELT = 3  # characters of a name that may be met in pinyin; two are of many
_ROLES = list(Role)  # the best first
GENERAL_FIELDS = frozenset(("general", "policy", "administration", "finance", "units", "media", "education", "culture"))
SPELT_KINDS = frozenset({Kind.MARKET, Kind.BRAND, Kind.PROGRAMME, Kind.EVENT, Kind.ORGANISATION})
CALQUED_KINDS = SPELT_KINDS | {Kind.PLACE}


@dataclass(frozen=True, slots=True)
class Concept:
    """A curated concept: its designations in the order of the file, and what concepts.csv adds."""

    slug: str
    kind: Kind
    subject_field: str
    designations: tuple[Designation, ...]
    parent: str = ""  # code of the place it belongs to
    definition: str = ""
    note: str = ""

    def preferred(self, lang: str) -> Designation | None:
        """The preferred designation of a language, the full form before others."""
        found = [d for d in self.designations if d.lang == lang and d.role is Role.PREFERRED]
        return min(found, key=lambda d: d.form is not Form.FULL, default=None)

    @property
    def zh(self) -> str:
        designation = self.preferred(CHINESE)
        return designation.text if designation else ""

    @property
    def english(self) -> str:
        designation = self.preferred(ENGLISH)
        return designation.text if designation else ""


def read_designations(path: Path) -> Iterator[Designation]:
    """Yield the designations of a curated file; DataError for a word that is not of the contract."""
    for where, row in read_rows(path, DESIGNATION_COLUMNS):
        yield Designation(
            concept=row["concept"],
            kind=parse_word(Kind, row["kind"], where),
            lang=row["lang"],
            text=row["text"],
            form=parse_word(Form, row["form"], where),
            role=parse_word(Role, row["role"], where),
            issue=parse_word(Issue, row["issue"] or Issue.OK, where),
            reason=row["reason"],
            source=row["source"],
            confidence=parse_word(Confidence, row["confidence"], where),
            subject_field=row["subject_field"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            key=fold_phrase(row["text"]) if row["lang"] == ENGLISH else _sound(row["kind"], row["text"]),
        )


def _sound(kind: str, zh: str) -> tuple[str, ...]:
    """The match key of the pinyin of a name that may be met spelt so; () of terms, and of places, which have others."""
    from glossary.pinyin import spell

    return ("".join(map(pinyin_key, spell(zh))),) if kind in SPELT_KINDS and len(zh) >= LEAST_SPELT else ()


def kept_designations(paths: Sequence[Path]) -> Iterator[Designation]:
    """The designations of several files from the user's cache, where they are kept."""

    def make() -> tuple[tuple[object, ...], ...]:
        rows = (astuple(designation) for path in paths for designation in read_designations(path))
        return tuple(tuple(str(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)

    kinds, forms = {str(word): word for word in Kind}, {str(word): word for word in Form}
    roles, issues = {str(word): word for word in Role}, {str(word): word for word in Issue}
    degrees = {str(word): word for word in Confidence}
    for slug, kind, lang, text, form, role, issue, reason, source, degree, *rest in compiled("terms", paths, make):
        words = (forms[form], roles[role], issues[issue])
        yield Designation(slug, kinds[kind], lang, text, *words, reason, source, degrees[degree], *rest)


def read_details(path: Path) -> dict[str, dict[str, str]]:
    """What concepts.csv says of the concepts that need more than designations, by slug."""
    columns = ("concept", "subject_field", "parent", "definition", "note")
    return {row["concept"]: row for _, row in read_rows(path, columns)}


def _last_preferred(rows: Sequence[Designation]) -> list[Designation]:
    """Of several preferred designations of a language the last, which is the user's own, stays preferred."""
    last = {row.lang: row for row in rows if row.role is Role.PREFERRED}
    return [
        row if row.role is not Role.PREFERRED or row is last[row.lang] else replace(row, role=Role.ADMITTED)
        for row in rows
    ]


class Termbase:
    """All curated concepts; `matches` walks the English index from one token on."""

    def __init__(self, designations: Iterable[Designation], details: Mapping[str, Mapping[str, str]]) -> None:
        grouped: defaultdict[str, list[Designation]] = defaultdict(list)
        for designation in designations:
            grouped[designation.concept].append(designation)
        for slug, rows in grouped.items():
            grouped[slug] = _last_preferred(rows)
        self._concepts = {
            slug: Concept(
                slug=slug,
                kind=rows[0].kind,
                subject_field=rows[0].subject_field,
                designations=tuple(rows),
                parent=details.get(slug, {}).get("parent", ""),
                definition=details.get(slug, {}).get("definition", ""),
                note=details.get(slug, {}).get("note", ""),
            )
            for slug, rows in grouped.items()
        }
        self._english: defaultdict[str, dict[tuple[str, ...], list[Designation]]] = defaultdict(dict)
        self._chinese: defaultdict[str, list[Designation]] = defaultdict(list)
        for concept in self._concepts.values():
            for designation in concept.designations:
                if designation.lang == ENGLISH:
                    for key in {designation.key, _without_articles(designation.key)} - {()}:
                        self._english[key[0]].setdefault(key, []).append(designation)
                else:
                    self._chinese[designation.text].append(designation)
        for found in self._chinese.values():
            found.sort(key=lambda designation: _ROLES.index(designation.role))
        self._longest = {first: max(len(key) for key in keys) for first, keys in self._english.items()}

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def find(self, slug: str) -> Concept | None:
        return self._concepts.get(slug)

    def with_english(self, text: str) -> tuple[Designation, ...]:
        return self.with_folds(fold_phrase(text))

    def with_folds(self, key: tuple[str, ...]) -> tuple[Designation, ...]:
        """The designations whose folded words these are."""
        return tuple(self._english.get(key[0], {}).get(key, ())) if key else ()

    def with_zh(self, zh: str) -> tuple[Designation, ...]:
        return tuple(self._chinese.get(zh, ()))

    @cached_property
    def field_words(self) -> frozenset[str]:
        """The folded words that are terms of the trade by themselves: silk, loom, swimsuit."""
        words = (designation for keys in self._english.values() for found in keys.values() for designation in found)
        return frozenset(
            d.key[0] for d in words if len(d.key) == 1 and d.kind is Kind.TERM and d.subject_field not in GENERAL_FIELDS
        )

    @cached_property
    def _names(self) -> dict[str, list[Concept]]:
        found: defaultdict[str, list[Concept]] = defaultdict(list)
        for concept in self._concepts.values():
            if concept.kind in CALQUED_KINDS:
                for designation in concept.designations:
                    if designation.lang == CHINESE and len(designation.text) > 1:
                        found[designation.text].append(concept)
        return dict(found)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(zh[:size] for zh in self._names for size in range(1, len(zh) + 1))

    def names(self, zh: str) -> Sequence[Concept]:
        """The concepts of this Chinese name, of two or more characters and of kinds that get translated by parts."""
        return self._names.get(zh, ())

    def begins_name(self, zh: str) -> bool:
        """Whether any such name begins with these characters."""
        return zh in self._beginnings

    @cached_property
    def _sounds(self) -> dict[str, list[tuple[Concept, str]]]:
        found: defaultdict[str, list[tuple[Concept, str]]] = defaultdict(list)
        for designations in self._chinese.values():
            for designation in designations:
                if designation.key:
                    concept = self._concepts[designation.concept]
                    found[designation.key[0]].append((concept, designation.text))
        return dict(found)

    def with_sound(self, key: str) -> Sequence[tuple[Concept, str]]:
        """The names, of three or more characters, whose pinyin has this match key, with the form that has it."""
        return self._sounds.get(key, ())

    @cached_property
    def _patterns(self) -> dict[tuple[str, ...], list[tuple[str, Designation]]]:
        found: defaultdict[tuple[str, ...], list[tuple[str, Designation]]] = defaultdict(list)
        for concept in self._concepts.values():
            for designation in concept.designations if concept.kind not in (Kind.TERM, Kind.PERSON) else ():
                key = designation.key
                if designation.role in (Role.PREFERRED, Role.ADMITTED) and len(key) > 1:
                    for at, word in enumerate(key):
                        if len(word) >= SHORTEST_SPELT and is_pinyin(word):
                            found[(*key[:at], "", *key[at + 1 :])].append((word, designation))
        return dict(found)

    def with_one_word_open(self, pattern: tuple[str, ...]) -> Sequence[tuple[str, Designation]]:
        """The sound names whose folded words are these but for a word of pinyin, "" in the pattern, with that word."""
        return self._patterns.get(pattern, ())

    def matches(self, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, tuple[Designation, ...]]]:
        """Yield (number of tokens, designations) for each curated English name that starts at a token, longest first.

        A name of one word wants its capital in the text, an abbreviation its capitals, a longer name a capital
        somewhere; terms match in any case, since headlines and machines capitalise as they please. An article behind
        "of" may be there or not: "Shanghai Branch of (the) People's Bank of China".
        """
        first = tokens[at].fold
        keys = self._english.get(first)
        if keys is None:
            return
        words = tuple(token.fold for token in tokens[at : at + self._longest[first] + MOST_ARTICLES])
        inside = (at for at in range(1, len(words)) if words[at] == ARTICLE and words[at - 1] in OWNING)
        plain = next(inside, len(words))  # words before the first such article
        for length in range(len(words), 0, -1):
            key = words[:length]
            found = keys.get(key if length <= plain or key[-1] == ARTICLE else _without_articles(key))
            if not found:
                continue
            if length == 1:
                found = [d for d in found if _fits(d, tokens[at])]
            else:
                found = [d for d in found if _is_in_number(d, tokens[at + length - 1])]
            if length > 1 and not any(token.is_capitalised for token in tokens[at : at + length]):
                found = [d for d in found if d.kind is Kind.TERM or d.text.islower() or length > 2]
            if found:
                yield length, tuple(found)


def _without_articles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words without the articles behind "of" and "for"."""
    kept = (word for before, word in pairwise(words) if word != ARTICLE or before not in OWNING)
    return (*words[:1], *kept)


def _fits(designation: Designation, token: Token) -> bool:
    """Whether a one-word designation may be this token: capitals for names, a plural for what is only plural."""
    text = designation.text
    if text.isupper() and (designation.form is Form.ABBREVIATION or is_everyday(text)):
        return token.text == text
    if text.endswith("s") and fold_word(text) != text.casefold() and not token.text.casefold().endswith("s"):
        return False
    if designation.kind is Kind.TERM:
        return True
    same = pinyin_key(text) == pinyin_key(token.text) or text.casefold() == token.text.casefold()
    return same and (token.is_capitalised or not text[0].isupper())


def _is_in_number(designation: Designation, last: Token) -> bool:
    """Whether a body is meant, and not several of its kind: "Commerce Departments" of provinces are no ministry."""
    same = last.text.casefold().endswith("s") == designation.text.casefold().endswith("s")
    return (
        same
        or designation.kind is not Kind.ORGANISATION
        or last.text.endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s"))
    )


def leave_out(designations: Iterable[Designation], stands: Callable[[str], bool]) -> Iterator[Designation]:
    """Yield the designations but for English ones that stand in the evaluated texts: the blind evaluation."""
    return (d for d in designations if d.lang != ENGLISH or not stands(d.text))
