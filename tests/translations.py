"""The catalogue of every text a person reads: `python -m tests.translations` writes it anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "workbench" / "app"
CATALOGUE = ROOT / "workbench" / "resources" / "translations" / "workbench_en.ts"
_FUNCTIONS = {"tr", "mark"}


def texts() -> dict[str, list[str]]:
    """Every text given to `tr` or `mark`, with the files it is in, both sorted."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for text in _texts_in(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return {text: sorted(found[text]) for text in sorted(found)}


def catalogued() -> set[str]:
    """Every text in the catalogue."""
    tree = ElementTree.parse(CATALOGUE)
    return {source.text or "" for source in tree.iter("source")}


def write() -> int:
    """Write the catalogue in Qt Linguist's format; the number of texts."""
    root = ElementTree.Element("TS", version="2.1", language="en", sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "workbench"
    found = texts()
    for text, files in found.items():
        message = ElementTree.SubElement(context, "message")
        for file in files:
            ElementTree.SubElement(message, "location", filename=file)
        ElementTree.SubElement(message, "source").text = text
        ElementTree.SubElement(message, "translation").text = text
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    CATALOGUE.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return len(found)


def _texts_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
            yield from _strings(node.args[0])


def _strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


if __name__ == "__main__":
    write()
