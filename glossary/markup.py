"""XML read one element at a time: no entity is expanded, no file and no address is opened.

Comes in: an open XML file. Goes out: its elements of one name, each with its line. Only this module knows lxml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class BrokenMarkup(ValueError):
    """The file breaks the rules of XML; the message says where and how."""


def iter_elements(file: IO[bytes], name: str) -> Iterator[etree._Element]:
    """Yield each element of a name, whole; it is forgotten when the next is asked for. BrokenMarkup where XML ends.

    >>> import io
    >>> [found.get("n") for found in iter_elements(io.BytesIO(b"<a><b n='1'/><c/><b n='2'/></a>"), "b")]
    ['1', '2']
    """
    parsing = etree.iterparse(
        file, events=("end",), tag=("{*}" + name,), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in parsing:
            yield element
            element.clear()
            above = element.getparent()
            while above is not None and element.getprevious() is not None:
                del above[0]
    except etree.XMLSyntaxError as error:
        raise BrokenMarkup(f"line {error.lineno}: {error.msg.partition(', line ')[0]}") from None


def plain_text(element: etree._Element, codes: frozenset[str]) -> str:
    """The words of an element in one line, without what stands in elements named as codes.

    >>> seg = etree.fromstring("<seg>Silk <bpt>&lt;b&gt;</bpt>of  <hi>Hechi</hi></seg>")
    >>> plain_text(seg, frozenset({"bpt"}))
    'Silk of Hechi'
    """
    return " ".join("".join(_iter_text(element, codes)).split())


def _iter_text(element: etree._Element, codes: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in codes:
            yield from _iter_text(child, codes)
        yield child.tail or ""
