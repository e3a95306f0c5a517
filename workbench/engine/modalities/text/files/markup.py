"""The words of HTML and Markdown, without what tells how they look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

_UNSAID = frozenset({"script", "style", "template", "noscript", "svg", "math", "title", "object", "iframe"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
    }
)  # fmt: skip
_BETWEEN = {"br": "\n", "td": " ", "th": " "}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n.{0,20000}?\n(?:---|\.\.\.)\n", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_AROUND_BREAKS = re.compile(r"(?<![^\S\n])[^\S\n]*+\n[^\S\n]*+")
"""Begun at the first of a run of spaces only, so that no page takes longer than its length."""
_FEED = 4_000_000
_MOST_OPEN = 20
"""Tags or comments that may stay open at a stretch's end: for each the parser looks through the rest."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def declared_charset(head: bytes) -> str:
    """The encoding that a page says it is in; "" where it says none."""
    found = _CHARSET.search(head)
    return found[1].decode("ascii") if found else ""


def html_words(stretches: Iterable[str]) -> Iterator[str]:
    """The text of a page, paragraphs apart by blank lines; scripts, styles and tags are left out."""
    words = _Words()
    for stretch in _gathered(stretches):
        try:
            words.feed(_bounded(stretch))
        except AssertionError:  # the parser's own, for declarations that no page should hold
            words = _Words()
            words.handle_data(_TAG.sub(" ", stretch))
        yield words.taken()
    try:
        words.close()
    except AssertionError:
        return
    yield words.taken()


def markdown_words(stretches: Iterable[str]) -> Iterator[str]:
    """The plain words of a Markdown text, paragraphs apart by blank lines."""
    is_first = True
    for stretch in _gathered(stretches, between="\n\n"):
        text = _FRONT_MATTER.sub("", stretch) if is_first else stretch
        is_first = False
        for token in _MARKDOWN.parse(text):
            if token.type == "inline":
                yield _plain(token.children or []) + "\n\n"
            elif token.type in ("fence", "code_block"):
                yield token.content + "\n\n"
            elif token.type == "html_block":
                yield from html_words([token.content])
                yield "\n\n"


def _bounded(stretch: str) -> str:
    """The same, but where very many tags or comments are never closed, what opens them is text."""
    for opens, closes in (("<!--", "-->"), ("<", ">")):
        end = stretch.rfind(closes) + 1
        if stretch.count(opens, end) > _MOST_OPEN:
            stretch = stretch[:end] + stretch[end:].replace(opens, opens.replace("<", "&lt;"))
    return stretch


class _Words(HTMLParser):
    """Gathers the words between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[str] = []
        self._unsaid = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._unsaid:
            self._depth += 1
        elif not self._unsaid and tag in _UNSAID:
            self._unsaid, self._depth = tag, 1
        self._found.append("\n\n" if tag in _BLOCKS else _BETWEEN.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._found.append("\n\n" if tag in _BLOCKS else _BETWEEN.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unsaid:
            self._depth -= 1
            self._unsaid = tag if self._depth else ""
        self._found.append("\n\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self._found.append(re.sub(r"\s++", " ", data))

    def taken(self) -> str:
        """What was found since the last time, with no more than one blank line in a row."""
        text = "".join(self._found)
        self._found.clear()
        text = _AROUND_BREAKS.sub("\n", text)
        return re.sub(r"\n{3,}", "\n\n", text)


def _plain(tokens: Iterable[Token]) -> str:
    """The words of a paragraph; of a picture those that stand for it."""
    found: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            found.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            found.append("\n")
        elif token.type == "image":
            found.append(_plain(token.children or []))
    return "".join(found)


def _gathered(stretches: Iterable[str], between: str = "") -> Iterator[str]:
    """Few long stretches of many short ones: a parser looks again and again at what is not closed yet."""
    held: list[str] = []
    size = 0
    for stretch in stretches:
        held.append(stretch)
        size += len(stretch)
        if size >= _FEED:
            text = "".join(held)
            end = text.rfind(between) if between else len(text)
            end = end if end > 0 else len(text)
            yield text[:end]
            held = [text[end:]]
            size = len(held[0])
    if held:
        yield "".join(held)
