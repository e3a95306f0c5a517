"""Every text a person reads goes through here, so that it can be translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "workbench"


def tr(text: str) -> str:
    """The text in the person's language. Placeholders are filled in later: `tr("{n} files").format(n=3)`."""
    return QCoreApplication.translate(CONTEXT, text)


def mark(text: str) -> str:
    """The text unchanged, entered in the catalogue; for texts that are translated where they are shown."""
    return text
