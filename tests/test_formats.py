"""Reading what is no plain text: web pages, tables, translation memories, standard input; and what is broken there."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from conftest import Run

from glossary.corpus import read_documents
from glossary.corpus.columns import find_columns
from glossary.corpus.decoding import Unreadable
from glossary.corpus.rows import LONGEST_CELL
from glossary.records import Document, Skipped

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Keqiao opens a market - Mill Page</title>
<meta property="og:site_name" content="Mill Page"><link rel="canonical" href="https://example.org/a/1.html">
<meta property="article:published_time" content="2024-05-06T08:00:00+08:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/prices">Prices</a></nav>
<article><h1>Keqiao opens a market</h1>
<p>The mills of Keqiao weave cloth, and the dyers of Shengze&nbsp;dye it for buyers from everywhere.</p>
<p>Buyers of Xi&rsquo;an come <b>every</b> spring &amp; autumn, {extra} and look at what was woven.</p>
</article><footer>Copyright Mill Page. All rights reserved. <a href="/about">About us</a></footer>
<script>document.write("Click here");</script></body></html>
"""


def read(folder: Path, name: str, content: str | bytes, text_column: str = "") -> list[Document | Skipped]:
    """What is read of a file with this content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_documents([file], text_column))


def documents(items: list[Document | Skipped]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def skipped(items: list[Document | Skipped]) -> list[tuple[str, str]]:
    return [(item.path, item.reason) for item in items if isinstance(item, Skipped)]


# Web pages.


@pytest.mark.parametrize("name", ["a.html", "a.htm", "A.HTML"])
def test_the_article_of_a_page(tmp_path: Path, name: str) -> None:
    [page] = documents(read(tmp_path, name, PAGE.format(charset="utf-8", extra="with money,")))
    assert page.title == "Keqiao opens a market"
    assert (page.publisher, page.date, page.url) == ("Mill Page", "2024-05-06", "https://example.org/a/1.html")
    lines = page.text.splitlines()
    assert lines[0] == "Keqiao opens a market"
    assert lines[1].startswith("The mills of Keqiao weave cloth")
    assert lines[2].startswith("Buyers of Xi’an come every spring & autumn, with money,")
    assert not any(word in page.text for word in ("Home", "Prices", "Copyright", "Click", "<", "About"))


def test_a_page_in_the_encoding_it_declares(tmp_path: Path) -> None:
    [page] = documents(
        read(tmp_path, "a.html", PAGE.format(charset="gb2312", extra="说话，").encode("gb18030"))
    )  # talk
    assert "autumn, 说话， and" in page.text


@pytest.mark.parametrize("charset", ["base64", "zip", "no-such", "undefined", "utf-16"])
def test_a_page_that_declares_nonsense(tmp_path: Path, charset: str) -> None:
    raw = PAGE.format(charset=charset, extra="à la carte,").encode("cp1252", errors="replace")
    [page] = documents(read(tmp_path, "a.html", raw))
    assert "The mills of Keqiao" in page.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty"),
        ("<html><body></body></html>", "the page holds no article"),
        ("<div>" * 50_000 + "Keqiao", "the page holds no article"),
        (b"\x89PNG\x00\x00" * 50, "the file is binary, not text"),
        (b" " * 20_000_001, "the page is larger than 20 MB; save its article as text"),
    ],
    ids=["empty", "no article", "deep", "binary", "huge"],
)
def test_pages_without_an_article(tmp_path: Path, content: str | bytes, reason: str) -> None:
    assert skipped(read(tmp_path, "a.html", content)) == [("a.html", reason)]


def test_what_the_library_says_stays_inside(tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    result = run("build", "a.html")
    assert result.exit_code == 2
    assert "a.html: the page holds no article" in result.stderr
    assert "discarding" not in result.stderr + capfd.readouterr().err


# Tables.

ROWS = [("A day at the mill", "Keqiao weaves, and dyes.", "Mill Page", "2024-05-06"), ("Silk", "Hechi.\nSilk.", "", "")]


def test_a_table_of_texts(tmp_path: Path) -> None:
    table = 'Title,Text,Source,Date\n"A day at the mill","Keqiao weaves, and dyes.",Mill Page,2024-05-06\n'
    [one, two] = documents(read(tmp_path, "news.csv", table + 'Silk,"Hechi.\nSilk.",,\n'))
    assert [one.path, two.path] == ["news.csv#1", "news.csv#2"]
    assert [(d.title, d.text, d.publisher, d.date) for d in (one, two)] == ROWS


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", "\ufefftitle,text\r\nMill,柯桥 Keqiao\r\n".encode()),
        ("a.csv", "title;text\nMill;柯桥 Keqiao\n".encode()),
        ("a.csv", "title\ttext\nMill\t柯桥 Keqiao\n".encode("utf-16")),
        ("a.tsv", "title\ttext\nMill\t柯桥 Keqiao\n".encode()),
        ("a.csv", ("title,text\nMill,柯桥 Keqiao\n" + "布,这些布都是柯桥织的\n" * 20).encode("gb18030")),  # cloth
        ("a.csv", b"title,text,,\nMill,\xe6\x9f\xaf\xe6\xa1\xa5 Keqiao,,,,\n"),
        ("a.jsonl", '{"title": "Mill", "text": "柯桥 Keqiao"}\n'.encode()),
        ("a.ndjson", b'{"headline": "Mill", "id": 7, "Body": ["\\u67ef\\u6865 Keqiao"]}\r\n\r\n'),
    ],
    ids=["Excel", "semicolons", "UTF-16", "tabs", "GB 18030", "empty cells", "JSON Lines", "other names"],
)
def test_dresses_of_a_table(tmp_path: Path, name: str, raw: bytes) -> None:
    first = documents(read(tmp_path, name, raw))[0]
    assert (first.path, first.title, first.text) == (f"{name}#1", "Mill", "柯桥 Keqiao")


def test_broken_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    table = 'title,text\nA,Keqiao\nB\nC,"x"y\nD,\n\nE,Hechi\n'
    items = read(tmp_path, "news.csv", table)
    assert [d.path for d in documents(items)] == ["news.csv#1", "news.csv#5"]
    assert skipped(items) == [
        ("news.csv:3", "1 cells where the header has 2"),
        ("news.csv:4", "broken CSV (',' expected after '\"')"),
        ("news.csv:5", "no text in column text"),
    ]


def test_broken_lines_of_json(tmp_path: Path) -> None:
    lines = ['{"text": "Keqiao"}', "{text}", '["Keqiao"]', "[" * 100_000, '{"n": ' + "9" * 5000 + "}", '{"text": 5.5}']
    items = read(tmp_path, "news.jsonl", "\n".join([*lines, '{"text": "\\ud800 Hechi\\u0000"}']))
    assert [(d.path, d.text) for d in documents(items)] == [
        ("news.jsonl#1", "Keqiao"), ("news.jsonl#6", "5.5"), ("news.jsonl#7", "  Hechi "),
    ]  # fmt: skip
    assert [path for path, _ in skipped(items)] == [f"news.jsonl:{line}" for line in (2, 3, 4, 5)]
    assert skipped(items)[2][1] == "broken JSON (nested too deeply)"


def test_bytes_of_another_encoding_in_one_row(tmp_path: Path) -> None:
    table = "text\n" + "Keqiao 柯桥 weaves\n" * 60_000
    items = read(tmp_path, "a.csv", table.encode() + "Hechi 河池\n".encode("gb18030") + b"Shengze\n")
    assert documents(items)[-1].text == "Shengze"
    assert skipped(items) == [("a.csv:60002", "bytes of another encoding")]


def test_an_enormous_cell(tmp_path: Path) -> None:
    items = read(tmp_path, "a.csv", "text\nKeqiao\n" + "x" * (LONGEST_CELL + 1) + "\nHechi\n")
    assert [d.text for d in documents(items)] == ["Keqiao", "Hechi"]
    assert skipped(items)[0][0] == "a.csv:3"
    assert "field limit" in skipped(items)[0][1]


def test_an_unclosed_quote(tmp_path: Path) -> None:
    items = read(tmp_path, "a.csv", 'text\nKeqiao\n"Hechi\nShengze\n')
    assert [d.text for d in documents(items)] == ["Keqiao"]
    assert "unexpected end of data" in skipped(items)[0][1]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "", "the table is empty"),
        ("a.csv", "title,text\n", "the table has no rows"),
        ("a.jsonl", "\n\n", "the table is empty"),
        ("a.csv", "name,price\nsilk,5\n", "no column of texts among name, price; name it with --text-column"),
        ("a.jsonl", '{"name": "silk"}\n', "no column of texts among name; name it with --text-column"),
        ("a.csv", '"title,text\nA,B\n', "line 1: the header is broken"),
        ("a.csv", b"\x00\x01\x02" * 200, "the file is binary, not text"),
        ("a.csv", "concept,kind,subject_field,lang,text,form,role,issue,reason,valid_from,valid_to,source,confidence\n",
         "a table of names, not of texts; give its folder with --project"),
    ],
    ids=["empty", "no rows", "no lines", "no texts", "no fields", "header", "binary", "our own"],
)  # fmt: skip
def test_what_is_no_table_of_texts(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    [(path, said)] = skipped(read(tmp_path, name, content))
    assert path == name
    assert said.startswith(reason)


def test_our_own_tables_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Keqiao weaves.\n")
    (tmp_path / "concepts.csv").write_text("concept,subject_field,parent,definition,note\n")
    (tmp_path / "glossary.csv").write_bytes(b"\xef\xbb\xbfid,slug,kind,subject_field\n1,a,place,\n")
    assert [item.path for item in read_documents([tmp_path])] == ["a.txt"]


@pytest.mark.parametrize(
    ("names", "text_column", "found"),
    [
        ("id title body", "", "body"),
        ("Text EN", "", "Text"),
        ("标题 正文 来源", "", "正文"),  # title, body, source
        ("full_text body", "", "body"),
        ("a b", "b", "b"),
        ("text b", "b", "b"),
    ],
)
def test_the_column_of_texts(names: str, text_column: str, found: str) -> None:
    assert find_columns(names.split(), text_column).text == found


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(Unreadable, match="among a, b;"):
        find_columns(["a", "b"], "c")


# Chinese originals: beside a page, in a column, in a memory.


def test_a_page_with_its_original(tmp_path: Path) -> None:
    (tmp_path / "a.zh.html").write_text(PAGE.format(charset="utf-8", extra="").replace("cloth", "布" * 200))  # cloth
    [page, original] = documents(read(tmp_path, "a.html", PAGE.format(charset="utf-8", extra="")))
    assert page.original == original.path == "a.zh.html"
    assert original.lang == "zh-Hans"


def test_a_column_of_originals(tmp_path: Path) -> None:
    [one, zh, two] = documents(read(tmp_path, "a.csv", "title,en,zh\nA,Keqiao,柯桥\nB,Hechi,\n"))
    assert (one.path, one.original, zh.path, zh.text) == ("a.csv#1", "a.csv#1.zh", "a.csv#1.zh", "柯桥")
    assert (two.path, two.original) == ("a.csv#2", "")


def test_a_table_of_two_languages_is_one_text(tmp_path: Path) -> None:
    [english, chinese] = documents(read(tmp_path, "pairs.tsv", "English\tChinese\nKeqiao\t柯桥\nHechi\t河池\n"))
    assert (english.path, english.text, english.original) == ("pairs.tsv", "Keqiao\nHechi\n", "pairs.tsv#zh")
    assert (chinese.path, chinese.text) == ("pairs.tsv#zh", "柯桥\n河池\n")


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" segtype="sentence" srclang="en"/><body>
<tu><tuv xml:lang="EN-us"><seg>Keqiao <bpt i="1">&lt;b&gt;</bpt>weaves<ept i="1"/> <hi>cloth</hi></seg></tuv>
<tuv xml:lang="zh-CN"><seg>柯桥
织布</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>No Chinese</seg></tuv><tuv xml:lang="de"><seg>Kein Chinesisch</seg></tuv></tu>
<tu><tuv lang="zh"><seg>河池</seg></tuv><tuv lang="en"><seg>Hechi</seg></tuv></tu>
</body></tmx>
"""


def test_a_translation_memory(tmp_path: Path) -> None:
    [english, chinese] = documents(read(tmp_path, "a.tmx", TMX))
    assert (english.text, english.original) == ("Keqiao weaves cloth\nHechi\n", "a.tmx#zh")
    assert (chinese.path, chinese.text) == ("a.tmx#zh", "柯桥 织布\n河池\n")


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "broken XML"),
        ("<tmx><body>\n<tu>", "broken XML, line 2: "),
        ("<tmx><body/></tmx>", "no English with its Chinese in it (no translation units)"),
        (TMX.replace("zh", "ja"), "no English with its Chinese in it (languages de, en, ja)"),
        (b"\x89PNG\x00\x00" * 50, "broken XML"),
        ("<tu>" * 100_000, "broken XML, line 1: "),
    ],
    ids=["empty", "cut", "no units", "Japanese", "binary", "deep"],
)
def test_what_is_no_memory(tmp_path: Path, content: str | bytes, reason: str) -> None:
    [(path, said)] = skipped(read(tmp_path, "a.tmx", content))
    assert path == "a.tmx"
    assert said.startswith(reason)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """Neither ten thousand million characters nor a file of the machine."""
    (tmp_path / "secret.txt").write_text("secret")
    unit = "<tu><tuv lang='en'><seg>Keqiao &{};</seg></tuv><tuv lang='zh'><seg>柯桥</seg></tuv></tu></body></tmx>"
    items = read(tmp_path, "a.tmx", f"{BOMB}]><tmx><body>{unit.format('m')}")
    assert sum(len(d.text) for d in documents(items)) < 100
    outside = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><tmx><body>{unit.format("x")}'
    items = read(tmp_path, "b.tmx", outside)
    assert not any("secret" in d.text for d in documents(items))


# Standard input, and all of it by way of the command.


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"---\ntitle: Mill\n---\nKeqiao weaves.\n")))
    [document] = documents(list(read_documents([Path("-")])))
    assert (document.path, document.title, document.text) == ("stdin", "Mill", "Keqiao weaves.\n")


def test_rows_that_are_skipped_do_not_stop_a_build(tmp_path: Path, run: Run, mini: None) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"column": "Weavers of Keqiao in Shaoxing."}) + "\n{\n")
    result = run("build", "a.jsonl", "--db", "a.db", "--text-column", "column")
    assert result.exit_code == 1
    assert "skipped a.jsonl:2: broken JSON" in result.stderr
    assert "1 documents" in result.stdout
