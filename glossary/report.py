"""What people read in a terminal: the summary of a build, the answers of a look-up, the scores of an evaluation.

Comes in: records. Goes out: text. Columns line up with Han characters, which are two cells wide; colour only where a
terminal shows it.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.search import ADVICE

if TYPE_CHECKING:
    from glossary.build import Built
    from glossary.evaluate import Report, Tally
    from glossary.explain import Rejected, Trail
    from glossary.search import Answer, Found

MOST_LISTED = 12  # designations of one role that a look-up shows
_COLOURS = {"use": "32", "also fine": "36", "avoid": "33", "error": "31"}


def width(text: str) -> int:
    """The cells a text takes in a terminal.

    >>> width("柯桥"), width("Kēqiáo")
    (4, 6)
    """
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def pad(text: str, cells: int) -> str:
    return text + " " * max(0, cells - width(text))


def table(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Rows in columns that line up; the columns numbered in `right` are set flush right."""
    rows = [tuple(row) for row in rows]
    cells = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    flush = set(right)
    lines = []
    for row in rows:
        parts = [
            " " * (n - width(c)) + c if i in flush else pad(c, n)
            for i, (c, n) in enumerate(zip(row, cells, strict=True))
        ]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def _paint(text: str, heading: str, colour: bool) -> str:
    return f"\x1b[{_COLOURS[heading]}m{text}\x1b[0m" if colour else text


def _used(count: int) -> str:
    return f"{count}×" if count else "–"


def _designations(found: Iterable[Found]) -> list[tuple[str, Found]]:
    return [(ADVICE[item.role], item) for item in found if item.lang == "en"]


def answer_text(answer: Answer, query: str, colour: bool = False) -> str:
    """One answer as a look-up prints it: verdict, Chinese and pinyin, renderings with counts and reasons, evidence."""
    where = ", ".join(
        [answer.kind, *([answer.subject_field] if answer.kind == "term" and answer.subject_field else [])]
    )
    parents = f", in {', '.join(answer.parents)}" if answer.parents else ""
    lines = [answer.verdict(), f"  {answer.zh or '(Chinese not known)'}  {answer.pinyin}  ({where}{parents})"]
    if answer.note and answer.kind != "place":
        lines.append(f"  note: {answer.note}")
    shown: dict[str, int] = {}
    rows = []
    for heading, item in _designations(answer.designations):
        shown[heading] = shown.get(heading, 0) + 1
        if shown[heading] <= MOST_LISTED:
            label = heading if shown[heading] == 1 else ""
            reason = f"{item.issue}: {item.because}" if item.issue not in ("", "ok", "variant") else ""
            rows.append((f"  {label}", item.text, _used(item.uses), reason, heading))
    body = table([row[:4] for row in rows], right=(2,)).splitlines()
    lines += [_paint(line, row[4], colour) for line, row in zip(body, rows, strict=True)]
    lines += [f"  … and {n - MOST_LISTED} more {h!r}" for h, n in shown.items() if n > MOST_LISTED]
    lines.append(f"  {answer.status}, {answer.confidence} confidence: {answer.because}")
    if answer.example:
        lines.append(f"  {answer.example_document}: {answer.example}")
    return "\n".join(lines)


def answers_as(shape: str, answers: Sequence[Answer], query: str, colour: bool = False) -> str:
    """Answers as text, bare preferred form, JSON or CSV."""
    if shape == "bare":
        return answers[0].english
    if shape == "json":
        rows = [{**asdict(answer), "verdict": answer.verdict()} for answer in answers]
        return json.dumps(rows, ensure_ascii=False, indent=1)
    if shape == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("zh", "pinyin", "english", "kind", "rendering", "role", "issue", "because", "uses"))
        for answer in answers:
            for item in answer.designations:
                if item.lang == "en":
                    row = (answer.zh, answer.pinyin, answer.english, answer.kind)
                    writer.writerow((*row, item.text, item.role, item.issue, item.because, item.uses))
        return out.getvalue().rstrip("\n")
    return "\n\n".join(answer_text(answer, query, colour) for answer in answers)


def trail_text(trail: Trail) -> str:
    """How one rendering was judged: the verdict, what was weighed, the measures, the lines that show it."""
    lines = [f"{trail.text} ({trail.kind}): {trail.zh or 'Chinese not known'}, {trail.english}"]
    label = trail.issue or trail.role
    lines.append(f"  {label}: {trail.because}" if trail.because else f"  {label}")
    lines.append(f"  {trail.status}, {trail.confidence} confidence: {trail.why}")
    if trail.weighed:
        rows = [("  weighed", "", "", "")]
        rows += [(f"  {'→' if w.chosen else ' '} {w.zh}", f"{w.score:g}", w.source, w.because) for w in trail.weighed]
        lines.append(table(rows, right=(1,)))
    if trail.measures:
        lines.append(table([(f"  {name}", f"{value:g}") for name, value in trail.measures], right=(1,)))
    lines += [f"  {line}" for line in trail.lines]
    return "\n".join(lines)


def rejected_text(found: Rejected) -> str:
    """Why a term candidate is not in the glossary."""
    lines = [f"{found.text}: a term candidate, not published: {found.because}"]
    if found.uses:
        lines.append(f"  score {found.score:g}, {found.uses}× in the texts")
        lines.append(table([(f"  {name}", f"{value:g}") for name, value in found.measures], right=(1,)))
    return "\n".join(lines)


def summary(built: Built, db: Path) -> str:
    """What a build found, what needs a person, and what to do next."""
    seen = [entry for entry in built.entries if entry.uses]
    wrong = [r for entry in seen for r in entry.renderings if r.uses and r.issue and r.issue.is_wrong]
    open_names = sum(entry.status == "open" and entry.kind != "term" for entry in seen)
    open_terms = sum(entry.status == "open" and entry.kind == "term" for entry in seen)
    kinds: dict[str, list[int]] = {}
    for entry in seen:
        row = kinds.setdefault(entry.kind, [0, 0, 0, 0])
        row[0] += 1
        row[1] += bool(entry.zh)
        row[2] += sum(bool(r.uses and r.issue and r.issue.is_wrong) for r in entry.renderings)
        row[3] += entry.uses
    rows: list[tuple[str, ...]] = [("", "concepts", "with Chinese", "wrong renderings", "mentions")]
    rows += [(kind, *map(str, counts)) for kind, counts in sorted(kinds.items(), key=lambda item: -item[1][3])]
    return "\n".join(
        [
            f"{db}: {built.documents} documents, about {built.words:,} words",
            table(rows, right=(1, 2, 3, 4)),
            f"{len(wrong)} wrong renderings; {open_names} names and {open_terms} terms whose Chinese is not known",
            f"next: glossary lookup WORD · glossary export -o glossary.csv · glossary serve   (with --db {db})",
        ]
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "–"


def _tally_row(name: str, tally: Tally) -> tuple[str, ...]:
    return (
        name, str(tally.rows), _share(tally.found, tally.rows), _share(tally.right, tally.with_zh),
        _share(tally.given_right, tally.given),
    )  # fmt: skip


def scores(report: Report, misses: bool, false_finds: bool) -> str:
    """An evaluation as a table per kind, with the flags and, on demand, the misses and false finds."""
    order = (
        "place",
        "person",
        "organisation",
        "market",
        "brand",
        "event",
        "programme",
        "product",
        "names",
        "term",
        "all",
    )
    rows: list[tuple[str, ...]] = [("kind", "rows", "found", "right Chinese", "precision")]
    rows += [_tally_row(name, report.tallies[name]) for name in order if name in report.tallies]
    flagged = report.flags[True, True] + report.flags[True, False]
    wrong = report.flags[True, True] + report.flags[False, True]
    hit = report.flags[True, True]
    f1 = 2 * hit / (flagged + wrong) if flagged + wrong else 0.0
    lines = [
        table(rows, right=(1, 2, 3, 4)),
        f"\nflagged as wrong: precision {_share(hit, flagged)}, recall {_share(hit, wrong)}, F1 {f1:.0%}",
        f"Chinese given outside the annotation: {len(report.outside)} renderings, not scored",
        "\nlabels (annotation → ours):",
    ]
    pairs = sorted(report.confusion.items(), key=lambda item: -item[1])
    lines += [f"  {gold} → {ours}: {count}" for (gold, ours), count in pairs]
    if misses:
        lines.append("\nmissed, or without the right Chinese:")
        lines += [f"  {g.doc}: {g.kind}: {g.surface} ({' | '.join(g.zh) or 'open'})" for g in report.missed]
    if false_finds:
        lines.append("\nwrong Chinese:")
        lines += [f"  {x.doc}: {x.text}: {' | '.join(sorted(x.zh))}, not {' | '.join(g.zh)}" for x, g in report.wrong]
        lines.append("\noutside the annotation:")
        lines += [f"  {x.doc}: {x.text}: {' | '.join(sorted(x.zh))}" for x in report.outside]
    return "\n".join(lines)
