"""Chinese left in the English: every reading with its Chinese, in the order of the text, or nothing."""

from __future__ import annotations

import pytest
from cases import cases, chinese_of, marked, page_of

from glossary.authority import Authority
from glossary.untranslated import find_untranslated


@pytest.mark.parametrize(("given", "expected"), cases("untranslated"))
def test_left_standing(given: str, expected: str, authority: Authority) -> None:
    text, _, _ = marked(given)
    found = sorted(find_untranslated(page_of(text), authority), key=lambda r: (r.start, -r.stop))
    assert " | ".join(f"{r.text} {chinese_of(r, authority)}" for r in found) == expected
    assert all(text[r.start : r.stop] == r.text for r in found)
