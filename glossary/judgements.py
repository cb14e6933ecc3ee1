"""What people decided about single entries: rows of judgements.csv, applied to the entries of a build.

Comes in: the user's judgements.csv, entries. Goes out: the entries with what was decided, and where the old ones have
gone, so that their addresses lead on. A decision is a row in the file, never in the database alone: it holds at every
build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from glossary.entries import PINYIN, kebab
from glossary.forms import ChineseForms
from glossary.records import Confidence, Entry, Form, Issue, Rendering, Role, Status, identifier
from glossary.renderings import TRADITIONAL
from glossary.tables import DataError, Location, parse_word, read_rows

FILE = "judgements.csv"
COLUMNS = ("designation", "concept", "decision", "zh", "judge", "date", "reason")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Decision(StrEnum):
    """What can be decided: so far, what a rendering is in Chinese."""

    CHINESE = "chinese"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: the rendering `designation` (of the entry with the slug `concept`, where that is said) is `zh`."""

    designation: str
    concept: str
    decision: Decision
    zh: str
    judge: str
    date: str
    reason: str
    where: Location

    @property
    def because(self) -> str:
        """The decision as the entry gives it for its reason."""
        when = f" on {self.date}" if self.date else ""
        return f"decided by {self.judge}{when}: {self.reason or 'no reason given'}"


@dataclass(frozen=True, slots=True)
class Retired:
    """An entry that a decision resolved: its id and slug until then, and the entry it is now."""

    id: int
    slug: str
    concept: int


@dataclass(frozen=True, slots=True)
class Decided:
    """The entries after all decisions, with what was decided."""

    entries: tuple[Entry, ...]
    judgements: tuple[Judgement, ...] = ()
    retired: tuple[Retired, ...] = ()


def read_judgements(folder: Path | None) -> tuple[Judgement, ...]:
    """The decisions in a project folder, () where it has none; DataError for a row that decides nothing."""
    if folder is None or not (folder / FILE).is_file():
        return ()
    found = []
    for where, row in read_rows(folder / FILE, COLUMNS):
        cells = {name: " ".join(row[name].split()) for name in COLUMNS}
        decision = parse_word(Decision, cells.pop("decision"), where)
        if not _HAN.search(cells["zh"]):
            raise DataError(where, f"zh is {cells['zh']!r}, which is no Chinese", "write the characters")
        if not (cells["designation"] and cells["judge"]):
            raise DataError(where, "the designation or the judge is missing", "say what was decided, and who did")
        found.append(Judgement(decision=decision, where=where, **cells))
    return tuple(found)


def names_in(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The names that judgements speak of: English without case, Chinese."""
    return frozenset(name for judgement in judgements for name in (judgement.designation.casefold(), judgement.zh))


def _judged(entries: Iterable[Entry], judgement: Judgement) -> Entry | None:
    """The entry a judgement is about; None where the texts of this build do not have it."""
    asked = judgement.designation.casefold()
    named = [entry for entry in entries if any(r.lang == "en" and r.text.casefold() == asked for r in entry.renderings)]
    by_slug = [entry for entry in named if entry.slug == judgement.concept]
    undecided = [entry for entry in named if entry.status in (Status.OPEN, Status.PROPOSED)]
    return next(iter(by_slug or undecided), None)


def _known(entries: Iterable[Entry], judged: Entry, judgement: Judgement) -> Entry | None:
    """The other entry of that kind which already has the Chinese form; DataError where several have it."""
    found = [
        entry
        for entry in entries
        if entry.kind == judged.kind and entry.id != judged.id
        if any(r.lang == "zh-Hans" and r.text == judgement.zh for r in entry.renderings)
    ]
    if len(found) > 1:
        slugs = ", ".join(sorted(entry.slug for entry in found))
        raise DataError(judgement.where, f"{judgement.zh} is the name of {slugs}", "write the longer Chinese name")
    return found[0] if found else None


def _resolved(entry: Entry, judgement: Judgement, chinese: ChineseForms) -> Entry:
    """The entry with the Chinese that was decided on."""
    zh, because = judgement.zh, judgement.because
    hant, pinyin = chinese.traditional(zh), chinese.pinyin(entry.kind, zh)
    forms = [("zh-Hans", zh), *([(TRADITIONAL, hant)] if hant != zh else []), *([(PINYIN, pinyin)] if pinyin else [])]
    written = tuple(Rendering(lang, text, Form.FULL, Role.PREFERRED, None, because) for lang, text in forms)
    number = identifier(entry.kind, zh, "")
    return replace(
        entry, id=number, slug=f"{kebab(entry.english)[:60].strip('-') or entry.kind}-{number % 0x10000:04x}", zh=zh,
        zh_hant=hant, pinyin=pinyin, status=Status.REVIEWED, confidence=Confidence.HIGH, score=1.0, because=because,
        source=f"judgement of {judgement.judge}",
        renderings=(*written, *_preferring(entry)),
    )  # fmt: skip


def _preferring(entry: Entry) -> tuple[Rendering, ...]:
    """The English of an entry, with its headword to be used where nothing speaks against it."""
    english = tuple(r for r in entry.renderings if r.lang == "en")
    if any(r.role is Role.PREFERRED for r in english):
        return english
    return tuple(
        replace(r, role=Role.PREFERRED) if r.text == entry.english and r.issue is Issue.OK else r for r in english
    )


def _joined(known: Entry, judged: Entry, judgement: Judgement) -> Entry:
    """A known entry with the renderings that were decided to mean it; its own stay as they are."""
    texts = {r.text: r for r in judged.renderings if r.lang == "en"}
    held = tuple(
        replace(r, keys=(*r.keys, *texts[r.text].keys), uses=r.uses + texts[r.text].uses)
        if r.lang == "en" and r.text in texts
        else r
        for r in known.renderings
    )
    names = {r.text for r in known.renderings if r.lang == "en"}
    new = tuple(
        replace(r, role=Role.ADMITTED, issue=Issue.VARIANT, because=judgement.because)
        if r.role is Role.PREFERRED
        else r
        for text, r in sorted(texts.items())
        if text not in names
    )
    return replace(known, renderings=(*held, *new))


def decide(entries: Sequence[Entry], judgements: Sequence[Judgement], chinese: ChineseForms) -> Decided:
    """The entries after all decisions, sorted by id.

    The entries are those of the texts and of all names in the judgements. An entry gets the Chinese that was decided
    on and is reviewed; where another entry has that Chinese already, its renderings go there. A decision about what no
    text has does nothing in this build. DataError where a decision goes against a curated row.
    """
    now = {entry.id: entry for entry in entries}
    retired: dict[int, Retired] = {}
    for judgement in judgements:
        judged = _judged(now.values(), judgement)
        if judged is None:
            continue
        if judged.zh == judgement.zh:
            now[judged.id] = replace(judged, status=Status.REVIEWED, because=judgement.because)
            continue
        if judged.status in (Status.LISTED, Status.REVIEWED):
            problem = f"{judged.slug} is {judged.zh}, by the tables or an earlier row"
            raise DataError(judgement.where, problem, "correct the row that says so instead")
        known = _known(now.values(), judged, judgement)
        result = _joined(known, judged, judgement) if known else _resolved(judged, judgement, chinese)
        del now[judged.id]
        now[result.id] = result
        gone = Retired(judged.id, judged.slug, result.id)
        retired = {k: replace(r, concept=result.id) if r.concept == judged.id else r for k, r in retired.items()}
        retired[judged.id] = gone
    return Decided(
        tuple(now[key] for key in sorted(now)), tuple(judgements), tuple(retired[key] for key in sorted(retired))
    )
