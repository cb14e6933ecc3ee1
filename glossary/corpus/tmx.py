"""Translation memories (TMX 1.4b): an English text and its Chinese original, a translation unit a line.

Comes in: a TMX file. Goes out: two Drafts whose lines face each other; Unreadable where the file is no XML or holds no
English with its Chinese. The codes of a format inside a segment (bpt, ept, ph, it, ut) are no words and are left out.
"""

from __future__ import annotations

from pathlib import Path

from glossary.corpus.decoding import Unreadable
from glossary.corpus.draft import Draft
from glossary.markup import XML_LANG, BrokenMarkup, iter_elements, plain_text

_CODES = frozenset("bpt ept ph it ut".split())


def read_tmx(file: Path) -> tuple[Draft, Draft]:
    """The English and the Chinese of a memory; units that lack one of the two are left out."""
    english: list[str] = []
    chinese: list[str] = []
    languages: set[str] = set()
    try:
        with file.open("rb") as opened:
            for unit in iter_elements(opened, "tu"):
                segments: dict[str, str] = {}
                for variant in unit.iterfind("{*}tuv"):
                    lang = (variant.get(XML_LANG) or variant.get("lang") or "").partition("-")[0].lower()
                    segment = variant.find("{*}seg")
                    if segment is not None:
                        segments.setdefault(lang, plain_text(segment, _CODES))
                languages.update(segments)
                if segments.get("en") and segments.get("zh"):
                    english.append(segments["en"])
                    chinese.append(segments["zh"])
    except BrokenMarkup as error:
        raise Unreadable(f"broken XML, {error}; export the memory anew") from None
    if not english:
        held = f"languages {', '.join(sorted(languages))}" if languages else "no translation units"
        raise Unreadable(f"no English with its Chinese in it ({held})")
    return Draft("\n".join([*english, ""])), Draft("\n".join([*chinese, ""]))
