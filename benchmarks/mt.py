"""Precision of printed Chinese on real machine translation, without annotation.

Every Chinese form given for an English text must stand in that text's Chinese source, NAME.zh.txt beside NAME.txt; a
place may be shortened there to the character that stands for it, and an abbreviation in capitals stand as it is.
Run: python benchmarks/mt.py FOLDER [--with-original] [--misses]. Prints, per kind, how many
distinct (document, Chinese form) pairs stand in the source, and how many of the
places whose pinyin stands in the English were found.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from glossary.authority import read_authority
from glossary.authority.gazetteer import Gazetteer, stem_key
from glossary.build import judged
from glossary.corpus import parse_document, read_documents
from glossary.corrections import short_forms
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.names import Page
from glossary.pinyin import read_readings
from glossary.records import Document, Entry, Kind, Mention
from glossary.romanization import pinyin_key
from glossary.tables import data_dir
from glossary.toponyms import NOT_PLACES


def pairs_of(
    entries: Iterable[Entry], mentions: Iterable[Mention]
) -> dict[tuple[str, str, Kind], tuple[frozenset[str], str]]:
    """(document, surface, kind) -> (Chinese designations, why)."""
    by_rendering: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_rendering[mention.rendering].append(mention)
    found = {}
    for entry in entries:
        zh = frozenset(r.text for r in entry.renderings if r.lang == "zh-Hans")
        for mention in (m for r in entry.renderings for key in r.keys for m in by_rendering[key]):
            found[mention.document, mention.node, entry.kind] = (zh, entry.because)
    return found


def places_meant(document: Document, source: str, gazetteer: Gazetteer) -> set[str]:
    """Stems of the official places whose characters stand in the source and whose pinyin stands in the English."""
    keys = {pinyin_key(t.text) for t in Page.read(document).tokens if t.is_word and t.is_capitalised}
    return {
        place.stem
        for place in gazetteer
        if place.level != "township"
        and len(place.stem) > 1
        and place.stem in source
        and stem_key(place.zh, place.level, place.pinyin) in keys
        and stem_key(place.zh, place.level, place.pinyin) not in NOT_PLACES
    }


def main(folder: Path, show: bool, with_original: bool) -> None:
    documents = [
        d for d in read_documents([folder]) if isinstance(d, Document) and not Path(d.path).stem.endswith(".zh")
    ]
    sources = {
        d.path: parse_document("zh", (folder / d.path).with_suffix(".zh.txt").read_bytes()).text for d in documents
    }
    authority, spellings = read_authority(), read_readings(data_dir())
    beside = []
    if with_original:
        beside = [replace(parse_document("zh", b" " + sources[d.path].encode()), path=d.original) for d in documents]
    else:
        documents = [replace(d, original="") for d in documents]
    with judged([*documents[:1], *beside[:1]], authority, spellings):
        pass  # loads what is loaded when first asked
    started = time.process_time()
    with judged([*documents, *beside], authority, spellings) as gathering:
        seconds = time.process_time() - started
        words = sum(words for document, words, _ in gathering.documents() if document.lang == "en")
        entries = gathering.entries(EntryMaker(authority, ChineseForms(spellings, data_dir())))
        pairs = sorted(pairs_of(entries, gathering.mentions()).items())
    print(f"{folder.name}: {len(documents)} texts, {words} words, {words / seconds:,.0f} words/s of one core")
    right: defaultdict[Kind, int] = defaultdict(int)
    total: defaultdict[Kind, int] = defaultdict(int)
    given: defaultdict[str, set[str]] = defaultdict(set)
    for (path, surface, kind), (zh, because) in pairs:
        if not zh or path not in sources:  # a mention in an original says nothing here
            continue
        given[path] |= zh
        stands = any(form in sources[path] for form in (*zh, *short_forms(zh)))
        stands |= surface.isupper() and surface in sources[path]  # GDP: Chinese takes it as it is
        total[kind] += 1
        right[kind] += stands
        if show and not stands:
            print(f"  {path} {kind}: {surface} -> {' | '.join(sorted(zh))} ({because})")
    for kind in Kind:
        if total[kind]:
            print(f"  {kind:13} {right[kind]:5} of {total[kind]:5} in the source: {right[kind] / total[kind]:.1%}")
    meant = {d.path: places_meant(d, sources[d.path], authority.gazetteer) for d in documents}
    hit = sum(len(stems & given[path]) for path, stems in meant.items())
    print(f"  places whose pinyin stands in the English: {hit} of {sum(map(len, meant.values()))} found")
    if show:
        for path, stems in meant.items():
            if stems - given[path]:
                print(f"  {path} place missed: {' '.join(sorted(stems - given[path]))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--misses" in sys.argv[2:], "--with-original" in sys.argv[2:])
