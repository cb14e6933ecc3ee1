"""The bar: documents, rate and time left where somebody watches, nothing elsewhere."""

from __future__ import annotations

import functools

import pytest
from rich.console import Console

from glossary import progress


def test_a_bar_in_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "Console", functools.partial(Console, force_terminal=True, width=100))
    with progress.showing() as report:
        report("reading", 1200, 0.25)
        report("reading", 2400, 0.5)
        report("writing", 30, 0.1)
    said = capsys.readouterr()
    assert said.out == ""
    assert "writing" in said.err
    assert "30 documents" in said.err
    assert "/s" in said.err
    assert "left" in said.err


def test_no_bar_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.showing() as report:
        report("reading", 1200, 0.25)
    assert capsys.readouterr() == ("", "")
