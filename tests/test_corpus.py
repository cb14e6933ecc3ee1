"""Reading: encodings, line ends, front matter, originals, and files that are no texts."""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest

from glossary.corpus import Unreadable, decode, find_files, parse_document, read_documents
from glossary.names import Page
from glossary.records import Document, Skipped
from glossary.tables import GlossaryError

ENGLISH = (
    "The dyers of Keqiao don’t wait for spring. They rinse, press and roll their cloth from early morning, and buyers "
    "from Xi’an and Tai’an ask for “soft” colours – grey, ochre, café au lait.\n"
) * 6
CHINESE = (
    "柯桥的印染厂春天最忙。清晨开始漂洗、熨烫、卷布，来自西安和泰安的客商要的是柔和的颜色。"
    "“布要软，色要匀。”一位老师傅说。轻纺城里人来人往，每天有几千米布料运往各地。\n"
) * 6  # dyers of 柯桥 Keqiao in spring, buyers from 西安 Xi'an and 泰安 Tai'an, cloth of 轻纺城 Textile City
MIXED = "Shengze 纺博会 opens: 盛泽 weaves silk, and 柯桥 Keqiao dyes it.\n" * 8  # 纺博会 textile fair


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, MIXED], ids=["English", "Chinese", "mixed"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le+bom", "utf-16-be+bom"])
def test_unicode_encodings(text: str, encoding: str) -> None:
    name, _, bom = encoding.partition("+")
    raw = ("\N{ZERO WIDTH NO-BREAK SPACE}" if bom else "") + text
    assert decode(raw.encode(name)) == text


@pytest.mark.parametrize("text", [CHINESE, CHINESE[:120]], ids=["long", "two sentences"])
def test_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


def test_windows_1252() -> None:
    assert decode(ENGLISH.encode("cp1252")) == ENGLISH


def test_windows_1252_with_two_odd_bytes_only() -> None:
    """A page whose only letters beyond ASCII are an apostrophe and a dash: Tai’an keeps its name."""
    text = ("The mills of Shandong sew hats and coats for the north. " * 20) + "Buyers from Tai’an came – and stayed.\n"
    assert decode(text.encode("cp1252")) == text


def test_line_ends_and_form_feeds() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour\x0cfive") == "one\ntwo\nthree\nfour\nfive"


def test_offsets_count_characters_of_the_normal_form() -> None:
    """Decomposed text becomes NFC before anything is counted: Ürümqi has six characters, whatever the file says."""
    raw = unicodedata.normalize("NFD", "Ürümqi, Lǚliáng\r\nXi’an").encode()
    document = parse_document("a.txt", raw)
    assert document.text == "Ürümqi, Lǚliáng\nXi’an"
    tokens = Page.read(document).tokens
    assert [document.text[t.start : t.stop] for t in tokens] == [t.text for t in tokens]
    assert (tokens[0].start, tokens[0].stop, tokens[-1].text) == (0, 6, "Xi’an")


def test_non_breaking_spaces_stay() -> None:
    document = parse_document("a.txt", "Ke\N{NO-BREAK SPACE}Qiao and Ningbo".encode())
    assert document.text[2] == "\N{NO-BREAK SPACE}"
    assert [token.text for token in Page.read(document).tokens] == ["Ke", "Qiao", "and", "Ningbo"]


def test_front_matter() -> None:
    raw = b'---\ntitle: "Cloth: a story"\npublisher: Mill Page\ndate: 2024-12-23\nurl: https://example.org/a?b=c\n---\nText.\n'
    document = parse_document("a.txt", raw)
    assert (document.title, document.publisher, document.date) == ("Cloth: a story", "Mill Page", "2024-12-23")
    assert document.url == "https://example.org/a?b=c"
    assert document.text == "Text.\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule above a paragraph is no front matter.\n",
        "--- \ntitle: not at all\n",
        "Text.\n---\ntitle: too late\n---\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    document = parse_document("a.txt", text.encode())
    assert document.text == text
    assert document.publisher == ""


def test_front_matter_with_crlf_and_unknown_fields() -> None:
    document = parse_document("a.txt", b"\xef\xbb\xbf---\r\ntitle: Cloth\r\ntags: silk\r\n---\r\nText.\r\n")
    assert (document.title, document.text) == ("Cloth", "Text.\n")


def test_the_first_line_of_prose_is_the_title() -> None:
    page = "Home | News | Prices\nKeqiao Opens A Market\nIt opened early.\n"
    assert parse_document("a.txt", page.encode()).title == "Keqiao Opens A Market"


def test_a_first_paragraph_is_no_title() -> None:
    assert parse_document("a.txt", ("word " * 40).encode()).title == ""


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    raw = b"# Cloth of Keqiao\n\nThe **Clothing City** and the [Silk Market](https://example.org/x) sell `yarn`.\n"
    document = parse_document("a.md", raw)
    assert document.text == "Cloth of Keqiao\n\nThe Clothing City and the Silk Market sell yarn.\n"


def test_marks_stay_in_plain_text() -> None:
    assert parse_document("a.txt", b"# 5 of [8](x) **looms**\n").text == "# 5 of [8](x) **looms**\n"


def test_languages() -> None:
    assert parse_document("a.txt", CHINESE.encode()).lang == "zh-Hans"
    assert parse_document("a.txt", ENGLISH.encode()).lang == "en"
    assert parse_document("a.txt", MIXED.encode()).lang == "en"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"  \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.7\n" + bytes(range(1, 32)) * 60, "binary"),
        (b"PK\x03\x04" + bytes(200), "binary"),
        (b"text and then\x00\x00\x00 zeros", "binary"),
    ],
    ids=["empty", "blank", "mark only", "png", "pdf", "zip", "zeros"],
)
def test_what_is_no_text(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        decode(raw)


def test_a_cut_utf16_file_is_no_traceback() -> None:
    """Half a character at the end: read or refused with a reason, never a crash."""

    def read_or_reason(raw: bytes) -> str:
        try:
            return decode(raw)
        except Unreadable as refused:
            return str(refused)

    assert any(word in read_or_reason(ENGLISH.encode("utf-16")[:-1]) for word in ("Keqiao", "encoding", "binary"))


def test_broken_utf8_is_still_read() -> None:
    """One cut character in the middle of a page must not lose the page."""
    raw = ENGLISH.encode().replace("’".encode(), b"\xe2\x80", 1)
    assert "Keqiao" in decode(raw)


def test_one_enormous_line() -> None:
    text = "Keqiao weaves cloth and Shaoxing dyes it, " * 80_000  # 3.4 MB without a line feed
    started = time.monotonic()
    document = parse_document("a.txt", text.encode())
    assert document.text == text
    assert document.title == ""
    assert time.monotonic() - started < 10


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.md", "sub/c.TXT", "d.pdf", ".hidden.txt", "e.csv", ".git/f.txt", "g.html", "h.tmx"):
        (tmp_path / name).write_text("Keqiao weaves.\n")
    assert [name for _, name in find_files([tmp_path])] == ["a.md", "b.txt", "e.csv", "g.html", "h.tmx", "sub/c.TXT"]
    assert [name for _, name in find_files([tmp_path / "d.pdf"])] == ["d.pdf"]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match=r"nowhere\.txt: no such file or folder\n    to mend: "):
        list(read_documents([tmp_path / "nowhere.txt"]))


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(read_documents([tmp_path])) == []


def test_a_folder_named_like_a_text(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "a.txt").write_text("Keqiao weaves.\n")
    assert [item.path for item in read_documents([tmp_path])] == ["folder.txt/a.txt"]


def test_skipped_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Keqiao weaves.\n")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    assert [item for item in read_documents([tmp_path]) if isinstance(item, Skipped)] == [
        Skipped("b.txt", "the file is empty"),
        Skipped("c.txt", "the file is binary, not text"),
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_skipped(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Keqiao weaves.\n")
    file.chmod(0)
    assert list(read_documents([tmp_path])) == [Skipped("a.txt", "Permission denied")]


def test_a_file_that_fails_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for whoever runs the tests as root."""
    (tmp_path / "a.txt").write_text("Keqiao weaves.\n")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert list(read_documents([tmp_path])) == [Skipped("a.txt", "Permission denied")]


def test_a_dangling_link_is_not_dropped_in_silence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    items = list(read_documents([tmp_path]))
    assert [type(item) for item in items] == [Skipped]


@pytest.mark.parametrize(
    "name",
    [
        "柯桥 的布.txt",
        "a'b\"c.txt",
        "--db.txt",
        "a|b;c&d.txt",
        "<script>.txt",
        "a\nb.txt",
        "%20.txt",
        "é" * 40 + ".txt",
    ],
    ids=["Chinese", "quotes", "option", "shell", "html", "line feed", "percent", "long"],
)
def test_hostile_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Keqiao weaves.\n")
    [document] = read_documents([tmp_path])
    assert isinstance(document, Document)
    assert document.path == name


def test_two_files_of_one_name(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"Keqiao weaves in folder {folder}.\n")
    found = [item for item in read_documents([tmp_path / "one", tmp_path / "two"]) if isinstance(item, Document)]
    assert len({document.path for document in found}) == 2
    assert len({document.id for document in found}) == 2


def test_three_files_of_one_name(tmp_path: Path) -> None:
    """The folder of the second and of the third is called alike too."""
    for folder in ("one", "x/two", "y/two"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text("Keqiao weaves.\n")
    folders = [tmp_path / "one", tmp_path / "x/two", tmp_path / "y/two"]
    assert [item.path for item in read_documents(folders)] == ["a.txt", "two/a.txt", "y/two/a.txt"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Keqiao weaves.\n")
    assert len(list(read_documents([file, file, tmp_path]))) == 1


def test_the_original_beside_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Keqiao weaves.\n")
    (tmp_path / "a.zh.txt").write_text("柯桥织布。\n")  # Keqiao weaves
    (tmp_path / "b.txt").write_text("Shengze weaves.\n")
    found = {item.path: item for item in read_documents([tmp_path]) if isinstance(item, Document)}
    assert found["a.txt"].original == "a.zh.txt"
    assert found["a.zh.txt"].lang == "zh-Hans"
    assert found["a.zh.txt"].original == ""
    assert found["b.txt"].original == ""


def test_a_named_text_brings_its_original(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Keqiao weaves.\n")
    (tmp_path / "a.zh.txt").write_text("柯桥织布。\n")  # Keqiao weaves
    assert [item.path for item in read_documents([tmp_path / "a.txt"])] == ["a.txt", "a.zh.txt"]


def test_ids_depend_on_the_path_alone() -> None:
    one, two = parse_document("a/b.txt", b"Keqiao weaves.\n"), parse_document("a/b.txt", b"Shengze dyes.\n")
    assert one.id == two.id != parse_document("a/c.txt", b"Keqiao weaves.\n").id
    assert one.sha256 != two.sha256
