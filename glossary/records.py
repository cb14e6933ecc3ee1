"""The words of the trade, and the frozen records that pass between the rooms.

A concept has designations, a designation has mentions: ISO 1087, ISO 30042. A stage makes the next record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a concept is; every kind but TERM is a name."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    MARKET = "market"
    BRAND = "brand"
    EVENT = "event"
    PROGRAMME = "programme"
    PRODUCT = "product"
    TERM = "term"


class Role(StrEnum):
    """What a designation is to its concept (ISO 1087; LOOKUP as IATE's look-up forms)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    LOOKUP = "lookup"


class Form(StrEnum):
    FULL = "full"
    SHORT = "short"
    ABBREVIATION = "abbreviation"


class Issue(StrEnum):
    """What is wrong with a rendering, if anything."""

    OK = "ok"
    VARIANT = "variant"
    UNOFFICIAL = "unofficial"
    OUTDATED = "outdated"
    CALQUE = "calque"
    MISTRANSLATED = "mistranslated"
    MISSPELT = "misspelt"
    GARBLED = "garbled"
    UNTRANSLATED = "untranslated"

    @property
    def role(self) -> Role:
        """The role a rendering with this issue gets unless a curated row says otherwise.

        >>> str(Issue.CALQUE.role), str(Issue.MISSPELT.role)
        ('deprecated', 'lookup')
        """
        if self in (Issue.OK, Issue.VARIANT):
            return Role.ADMITTED
        if self in (Issue.MISSPELT, Issue.GARBLED, Issue.UNTRANSLATED):
            return Role.LOOKUP
        return Role.DEPRECATED

    @property
    def is_wrong(self) -> bool:
        return self not in (Issue.OK, Issue.VARIANT)


class Status(StrEnum):
    """How far a concept has come. OPEN: found, but its Chinese is not known, and not guessed."""

    REVIEWED = "reviewed"
    LISTED = "listed"
    PROPOSED = "proposed"
    OPEN = "open"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def identifier(*parts: str) -> int:
    """A 48-bit number that depends on the parts alone, so that ids survive every rebuild.

    >>> identifier("place", "柯桥", "330603") == identifier("place", "柯桥", "330603")
    True
    """
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big")


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read: NFC, line feeds only; every offset counts characters of `text`."""

    path: str  # relative to the folder that was read; the identity of the document
    text: str
    sha256: str  # of the bytes on disk
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    lang: str = "en"
    furniture: tuple[tuple[int, int], ...] = ()  # stretches of site furniture: they may hold names, they are not prose
    original: str = ""  # path of the Chinese original beside it, if there is one

    @property
    def id(self) -> int:
        return identifier("document", self.path)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A division of the official table, or a curated place that is none (code then empty)."""

    code: str
    zh: str  # official name with its generic: 柯桥区
    stem: str  # without generic and ethnic part: 柯桥; the whole name where the stem would be one character
    level: str  # province, prefecture, county, township
    parent: str  # code of the parent, "" for a province
    pinyin: str
    english: str  # Keqiao District
    zh_hant: str = ""
    latitude: float | None = None
    longitude: float | None = None
    zipf: float = 0.0  # how common the stem is in Chinese (wordfreq), 0.0 where unknown
    keys: tuple[str, ...] = ()  # match keys under which it is found


@dataclass(frozen=True, slots=True)
class Designation:
    """One curated name of one concept in one language."""

    concept: str  # slug
    kind: Kind
    lang: str  # BCP 47: en, zh-Hans
    text: str
    form: Form
    role: Role
    issue: Issue
    reason: str
    source: str
    confidence: Confidence
    subject_field: str = ""
    valid_from: str = ""
    valid_to: str = ""
    key: tuple[str, ...] = ()  # of English: the folded words under which it is found; of a Chinese name: its pinyin


@dataclass(frozen=True, slots=True)
class Head:
    """A word that makes a name out of what stands before it: 服装城, garment city."""

    english: str
    zh: str
    kind: Kind
    within: str  # the kind of owner that decides a polysemous head, or ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A Chinese form that was weighed for a rendering, and why it won or lost."""

    zh: str
    source: str
    score: float
    chosen: bool
    because: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one stretch of one document is taken to stand for.

    `referent`: "concept:<slug>", curated; "place:<code>"; "zh:<characters>", worked out; "open:<signature>", not known.
    """

    document: str
    start: int
    stop: int
    text: str
    kind: Kind
    referent: str
    because: str
    confidence: Confidence = Confidence.MEDIUM
    score: float = 0.5
    issue: Issue = Issue.OK
    issue_because: str = ""
    english: str = ""  # the rendering to prefer, where the judge knows one the authority does not list
    zh: str = ""  # Chinese this form of words stands for, where it is none of the concept's own: 潍坊昌邑市
    also_zh: tuple[str, ...] = ()  # the same Chinese written shorter or longer
    alternatives: tuple[Alternative, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.referent.startswith("open:")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a document and the stretch of its original that says the same, in characters."""

    start: int
    stop: int
    original_start: int
    original_stop: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One value of one measure of a term candidate, by its name in the literature."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class ScoredTerm:
    """A term candidate of the corpus with its surface forms and what the measures say."""

    words: tuple[str, ...]  # folded, the same for all its surface forms
    text: str  # each word as the texts have it most often
    measures: tuple[Measure, ...]
    score: float
    rejected: str = ""  # why it is not published, "" where it is


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in one document, with its concordance line."""

    rendering: str  # a key of the Rendering that is used there
    document: str
    start: int
    stop: int
    line: int
    left: str
    node: str
    right: str
    inside: tuple[int, int] | None = None  # start, stop of the longer mention it is nested in


@dataclass(frozen=True, slots=True)
class Rendering:
    """A designation as it is kept: with the role and the issue found, and how often the texts use it."""

    lang: str
    text: str
    form: Form
    role: Role
    issue: Issue | None
    because: str
    keys: tuple[str, ...] = ()  # what its mentions carry; none where no text uses it
    uses: int = 0
    alternatives: tuple[Alternative, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept as it is kept: everything the glossary says about it."""

    id: int
    slug: str
    kind: Kind
    subject_field: str
    zh: str
    zh_hant: str
    pinyin: str
    english: str
    status: Status
    confidence: Confidence
    score: float
    because: str
    source: str
    renderings: tuple[Rendering, ...]
    definition: str = ""
    note: str = ""
    parent: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    valid_from: str = ""
    valid_to: str = ""

    @property
    def uses(self) -> int:
        return sum(rendering.uses for rendering in self.renderings)
