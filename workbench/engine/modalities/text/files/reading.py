"""What a person can choose about how text files are cut into samples."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.engine.settings import setting

UNITS = ("document", "paragraph", "sentence", "row")
TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
MARKUP = frozenset({".md", ".html", ".htm"})
BOXED = frozenset({".docx", ".pdf", ".eml"})
"""Formats in which the text lies among much else; it is taken out once and kept beside."""
BESIDE = TABLES | {".txt", ".md"}
"""What also lies beside pictures and sounds: tables of labels, licences, notes."""
SUFFIXES = TABLES | MARKUP | BOXED | {".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReading:
    """How files are cut into samples."""

    unit: str = setting(
        "document",
        label="One sample is",
        help="A whole document, each of its paragraphs or sentences, or each row of a table or line of a"
        " plain text. In a table, paragraphs and sentences are those of its cells.",
        choices=UNITS,
    )
    column: str = setting(
        "",
        label="Column",
        help="Of a table: the column that holds the text. Left empty, the one with the longest texts.",
    )
