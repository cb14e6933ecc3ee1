"""What we know before we read: places, curated concepts, heads, modifiers, surnames, glosses.

Comes in: the packaged data, then the user's project folder. Goes out: one Authority that the judging rooms ask; they
never read a file themselves.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from glossary.authority.chinese_names import ChineseName, ChineseNames
from glossary.authority.gazetteer import Gazetteer, kept_places, short_english
from glossary.authority.glosses import Glosses
from glossary.authority.termbase import (
    CHINESE,
    ENGLISH,
    LEAST_SPELT,
    Concept,
    Termbase,
    kept_designations,
    leave_out,
    read_designations,
    read_details,
)
from glossary.english import fold_phrase
from glossary.records import Designation, Head, Kind
from glossary.romanization import pinyin_key
from glossary.tables import CURATED, data_dir, parse_word, read_rows

__all__ = [
    "CHINESE",
    "DIVISION_PREFIX",
    "ENGLISH",
    "LEAST_SPELT",
    "Authority",
    "ChineseName",
    "ChineseNames",
    "Concept",
    "Gazetteer",
    "Glosses",
    "Termbase",
    "curated_files",
    "kept_designations",
    "kept_places",
    "read_authority",
    "short_english",
]

DIVISION_PREFIX = "cn-"  # a curated concept named cn-<code> adds names to the division of that code


@dataclass(frozen=True)
class Authority:
    """Everything curated, ready to be asked."""

    gazetteer: Gazetteer
    termbase: Termbase
    heads: Mapping[tuple[str, ...], tuple[Head, ...]]
    modifiers: Mapping[tuple[str, ...], tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]  # match key -> characters, the commonest first
    glosses: Glosses
    posts: Mapping[tuple[str, ...], Mapping[str, str]]  # folded English -> ending of its body's name -> Chinese
    fingerprint: str = ""  # of all files it was read from

    @cached_property
    def chinese_names(self) -> ChineseNames:
        """The names by their Chinese, as they are looked for in Chinese text; indexed when first asked."""
        return ChineseNames(self.gazetteer, self.termbase, self.referent)

    @cached_property
    def _longest_heads(self) -> dict[str, int]:
        """The words that begin heads, each with the number of words of the longest."""
        longest: defaultdict[str, int] = defaultdict(int)
        for first, *rest in self.heads:
            longest[first] = max(longest[first], 1 + len(rest))
        return dict(longest)

    @cached_property
    def longest_head(self) -> int:
        """How many words a head has at most."""
        return max(self._longest_heads.values(), default=0)

    def begins_head(self, fold: str) -> bool:
        """Whether a folded word is the first of any head."""
        return fold in self._longest_heads

    def heads_from(self, folds: Sequence[str]) -> Iterator[tuple[int, tuple[Head, ...]]]:
        """Yield (number of words, senses) of the heads that folded words begin with, the longest first."""
        for size in range(min(self._longest_heads.get(folds[0], 0) if folds else 0, len(folds)), 0, -1):
            if heads := self.heads.get(tuple(folds[:size])):
                yield size, heads

    def division(self, concept: str) -> str:
        """The code of the official division a curated concept names, "" if it names none."""
        code = concept.removeprefix(DIVISION_PREFIX)
        return code if code != concept and self.gazetteer.find(code) else ""

    def referent(self, concept: str) -> str:
        """What a reading refers to if it means a curated concept: the division it adds names to, or itself."""
        code = self.division(concept)
        return f"place:{code}" if code else f"concept:{concept}"

    def listed_as(self, referent: str, kind: Kind) -> str:
        """The referent, or the curated concept of a kind if the referent is but that one's headword."""
        zh = referent.removeprefix("zh:")
        meant = (d.concept for d in self.termbase.with_zh(zh) if d.kind is kind) if zh != referent else ()
        slug = next((slug for slug in meant if (concept := self.termbase.find(slug)) and concept.zh == zh), "")
        return self.referent(slug) if slug else referent

    def chinese_of(self, referent: str) -> tuple[str, ...]:
        """The Chinese forms of a referent, longer ones first; none while it is open."""
        what, _, key = referent.partition(":")
        if what == "zh":
            return (key,)
        forms: dict[str, None] = {}
        if what == "place" and (place := self.gazetteer.find(key)):
            forms |= {place.zh: None, place.stem: None}
        concept = self.termbase.find(key if what == "concept" else f"{DIVISION_PREFIX}{key}")
        forms |= {d.text: None for d in (concept.designations if concept else ()) if d.lang == CHINESE}
        return tuple(sorted(forms, key=lambda zh: (-len(zh), zh)))


def _read_heads(path: Path) -> dict[tuple[str, ...], tuple[Head, ...]]:
    found: defaultdict[tuple[str, ...], list[Head]] = defaultdict(list)
    for where, row in read_rows(path, ("english", "zh", "kind", "within", "joined", "source", "confidence")):
        head = Head(row["english"], row["zh"], parse_word(Kind, row["kind"], where), row["within"])
        found[fold_phrase(head.english)].append(head)
    return {key: tuple(heads) for key, heads in found.items()}


def _read_modifiers(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for _, row in read_rows(path, ("english", "zh", "source", "confidence")):
        found[fold_phrase(row["english"])][row["zh"]] = None
    return {key: tuple(zh) for key, zh in found.items()}


def _read_surnames(path: Path) -> dict[str, tuple[str, ...]]:
    ranked: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for _, row in read_rows(path, ("zh", "pinyin", "rank", "source")):
        ranked[pinyin_key(row["pinyin"])].append((int(row["rank"] or 10_000), row["zh"]))
    return {key: tuple(zh for _, zh in sorted(names)) for key, names in ranked.items()}


def _read_posts(path: Path) -> dict[tuple[str, ...], dict[str, str]]:
    found: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for _, row in read_rows(path, ("english", "zh", "owner", "source", "confidence")):
        found[fold_phrase(row["english"])][row["owner"]] = row["zh"]
    return dict(found)


def curated_files(folder: Path) -> list[Path]:
    """The files of curated designations in a folder, in the order in which they are read."""
    paths = [folder / f"{name}.csv" for name in (*CURATED, "place_names")]
    return [path for path in paths if path.is_file()]


def read_authority(
    data: Path | None = None, project: Path | None = None, stands: Callable[[str], bool] | None = None
) -> Authority:
    """Read all curated knowledge; DataError where a file breaks its rules.

    The project folder's files are read after ours. `stands` leaves out the English designations it is true of, for
    the blind evaluation.
    """
    data = data or data_dir()
    curated = data / "curated"
    folders = [curated] if project is None else [curated, project]
    designations: Iterable[Designation] = kept_designations(curated_files(curated))
    if project is not None:
        own = (designation for path in curated_files(project) for designation in read_designations(path))
        designations = chain(designations, own)
    if stands is not None:
        designations = leave_out(designations, stands)
    details = dict(chain.from_iterable(
        read_details(folder / "concepts.csv").items() for folder in folders if (folder / "concepts.csv").is_file()
    ))  # fmt: skip
    authority = Authority(
        gazetteer=Gazetteer(kept_places(data / "places.csv")),
        termbase=Termbase(designations, details),
        heads=_read_heads(curated / "heads.csv"),
        modifiers=_read_modifiers(curated / "modifiers.csv"),
        surnames=_read_surnames(curated / "surnames.csv"),
        glosses=Glosses(curated / "glosses.csv"),
        posts=_read_posts(curated / "posts.csv"),
        fingerprint=_fingerprint(data, project),
    )
    _add_keys(authority)
    return authority


def _fingerprint(data: Path, project: Path | None) -> str:
    """Of all tables that judges may ask: what is read of a text depends on them."""
    own = [*curated_files(project), project / "concepts.csv"] if project else []
    digest = hashlib.blake2b(digest_size=12)
    for path in (*sorted(data.glob("*.csv")), *sorted((data / "curated").glob("*.csv")), *own):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _add_keys(authority: Authority) -> None:
    """Let divisions be found under the keys of their exonyms and older names, behind the same gate as all others."""
    for concept in authority.termbase:
        if code := authority.division(concept.slug):
            for designation in concept.designations:
                if designation.lang == ENGLISH and len(fold_phrase(designation.text)) == 1:
                    authority.gazetteer.add_key(pinyin_key(designation.text), code)
