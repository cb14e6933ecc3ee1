"""Checks of one designation at a time: closed lists, slugs, characters, issues, reasons, sources, years.

Comes in: the tables. Goes out: problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from glossary.doctor.sheets import Problem, Tables
from glossary.english import HAN
from glossary.records import Confidence, Form, Issue, Kind, Role
from glossary.tables import SUBJECT_FIELDS, WRONG_ROLES

CHINESE, ENGLISH = "zh-Hans", "en"
CLOSED: Mapping[str, Sequence[str]] = {
    "kind": tuple(Kind),
    "subject_field": SUBJECT_FIELDS,
    "lang": (ENGLISH, CHINESE),
    "form": tuple(Form),
    "role": tuple(Role),
    "issue": ("", *Issue),
    "confidence": tuple(Confidence),
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HAN = re.compile(f"[{HAN}〇]")
_CHINESE = re.compile(rf"[{HAN}〇A-Za-zÀ-ÿ0-9 .,°·“”+×—、，-]+")  # names hold numbers, letters, quoted slogans
_BRACKETS = re.compile(r"[][(){}<>（）【】〔〕《》〈〉「」『』［］｛｝]")
_YEAR = re.compile(r"(\d{4})?")


def check_closed_lists(tables: Tables) -> Iterator[Problem]:
    """Kind, subject field, language, form, role, issue and confidence are words of their lists."""
    for row in tables.designations:
        for column, words in CLOSED.items():
            if row[column] not in words:
                yield row.problem(f"unknown {column} {row[column]!r}", f"write one of {', '.join(filter(None, words))}")


def check_slugs(tables: Tables) -> Iterator[Problem]:
    """A concept is named in lower-case ASCII letters and digits with single hyphens."""
    for row in tables.designations:
        if not _SLUG.fullmatch(row["concept"]):
            yield row.problem(f"the slug {row['concept']!r} is no kebab-case", "write it like china-textile-city")


def check_chinese(tables: Tables) -> Iterator[Problem]:
    """Chinese is Chinese; only brands may do without a Han character (361°, eBay, TikTok)."""
    for row in tables.designations:
        if row["lang"] == CHINESE:
            if not _CHINESE.fullmatch(row["text"]):
                yield row.problem(f"{row['text']!r} is not Chinese", "leave Han, Latin letters, digits, ·“”+ and 、")
            elif row["kind"] != Kind.BRAND and not _HAN.search(row["text"]):
                yield row.problem(
                    f"{row['text']!r} has no Han character", "write the Chinese name, or leave the row out"
                )


def check_english(tables: Tables) -> Iterator[Problem]:
    """English has no Han characters, unless the issue is just that; and no list of alternatives in one cell."""
    for row in tables.designations:
        if row["lang"] == ENGLISH:
            if not row["text"] or (_HAN.search(row["text"]) and row["issue"] != Issue.UNTRANSLATED):
                yield row.problem(f"{row['text']!r} is not English", "write the English, or the issue untranslated")
            if re.search(r"[A-Za-z],[A-Za-z]|[;|~]", row["text"]):
                yield row.problem(f"{row['text']!r} seems to hold several renderings", "give each a row of its own")


def check_brackets(tables: Tables) -> Iterator[Problem]:
    """A designation has no brackets: explanations and second names stand elsewhere."""
    for row in tables.designations:
        if _BRACKETS.search(row["text"]):
            yield row.problem(
                f"brackets in {row['text']!r}", "move the gloss to concepts.csv, the second name to a row"
            )


def check_issues(tables: Tables) -> Iterator[Problem]:
    """The issue goes with the role: none on Chinese, ok on preferred, a wrong one on deprecated and lookup rows."""
    for row in tables.designations:
        role, issue = row["role"], row["issue"]
        if row["lang"] == CHINESE:
            if issue:
                yield row.problem(f"issue {issue!r} on a Chinese row", "leave it empty")
        elif role == Role.PREFERRED and issue not in ("", Issue.OK):
            yield row.problem(f"issue {issue!r} on the preferred English", "write ok, or prefer another rendering")
        elif role in WRONG_ROLES and issue in ("", Issue.OK, Issue.VARIANT):
            yield row.problem(f"a {role} rendering with issue {issue!r}", "say what is wrong with it, or admit it")
        elif role == Role.ADMITTED and issue not in ("", Issue.OK, Issue.VARIANT) and not row["reason"]:
            yield row.problem(f"issue {issue!r} is admitted without a reason", "write the reason, or deprecate the row")


def check_reasons(tables: Tables) -> Iterator[Problem]:
    """Deprecated and lookup rows say why."""
    for row in tables.designations:
        if row["role"] in WRONG_ROLES and not row["reason"]:
            yield row.problem(f"{row['text']!r} is {row['role']} without a reason", "write one short sentence")


def check_sources(tables: Tables) -> Iterator[Problem]:
    """Every designation has a source; one without is a rumour."""
    for row in tables.designations:
        if not row["source"]:
            yield row.problem(f"{row['text']!r} has no source", "say where it stands, or editor")


def check_years(tables: Tables) -> Iterator[Problem]:
    """Years have four digits and run forwards."""
    for row in tables.designations:
        start, end = row["valid_from"], row["valid_to"]
        if not (_YEAR.fullmatch(start) and _YEAR.fullmatch(end)) or (start and end and start > end):
            yield row.problem(f"valid from {start!r} to {end!r}", "write years as YYYY, the earlier first")
