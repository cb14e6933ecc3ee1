"""What the layout of a page says of its tokens."""

from __future__ import annotations

from cases import page_of


def test_headlines() -> None:
    page = page_of("Silk Mills Of Shengze Save Half Of Their Water\nThe mills of Shengze save half of their water.\n")
    first, last = page.lines[0], page.lines[-1]
    assert all(page.is_headline(at) for at in range(*first))
    assert not any(page.is_headline(at) for at in range(*last))


def test_sentences_open_behind_barriers() -> None:
    page = page_of("Looms hum. Dyers rinse; spinners spin.")
    opening = [token.text for at, token in enumerate(page.tokens) if token.is_word and page.opens_sentence(at)]
    assert opening == ["Looms", "Dyers", "spinners"]


def test_furniture_is_known_by_token() -> None:
    page = page_of("Home | News | Prices\nKeqiao weaves.\n")
    assert [token.text for at, token in enumerate(page.tokens) if token.is_word and not page.is_furniture(at)] == [
        "Keqiao",
        "weaves",
    ]


def test_a_span_is_widened_by_the_quotation_mark_it_cuts() -> None:
    page = page_of("The train “Keqiao Loom” left.")
    text = page.document.text
    start, stop = text.index("Keqiao"), text.index("”")
    assert page.balance(start, stop) == (start, stop)
    assert text[slice(*page.balance(text.index("train"), stop))] == "train “Keqiao Loom”"
