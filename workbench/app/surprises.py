"""An error that nobody foresaw, in calm words; all that the machine says of it is kept for a report."""

from __future__ import annotations

import traceback

from PySide6.QtGui import QGuiApplication

from workbench.app.words import tr
from workbench.jobs import Failed

_MOST_CHARACTERS = 120


def told(error: BaseException, *, learns: bool = False) -> Failed:
    """One sentence and the first line of the error; `learns` says that a network was being trained."""
    wrong = tr("Something in the program went wrong. What was done so far is kept.")
    learning = tr("Something in the program went wrong. What was learnt so far is kept.")
    return Failed(
        what=learning if learns else wrong,
        why=first_line(error),
        todo=tr("If it happens again, copy the details and report it."),
        details="".join(traceback.format_exception(error)),
    )


def copy_details(failed: Failed) -> None:
    """Put all that is known of a failure on the clipboard."""
    parts = (failed.what, failed.why, failed.todo, failed.details)
    QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))


def first_line(error: BaseException) -> str:
    """The kind of the error and the first line of what it says, at most 120 characters."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    line = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return line if len(line) <= _MOST_CHARACTERS else line[: _MOST_CHARACTERS - 1].rstrip() + "\u2026"
