"""How Datasette is started on a glossary: the arguments that plain `datasette` would take."""

from __future__ import annotations

import sys
from pathlib import Path

from glossary.tables import data_dir

HOST = "127.0.0.1"


def metadata_file() -> Path:
    """metadata.yml: beside the packaged data, in the wheel and in a checkout alike."""
    return data_dir().parent / "metadata.yml"


def datasette_command(db: Path, port: int) -> list[str]:
    """The command line that serves a database, read-only."""
    options = ["--metadata", str(metadata_file()), "--host", HOST, "--port", str(port)]
    return [sys.executable, "-m", "datasette", "serve", "--immutable", str(db), *options]
