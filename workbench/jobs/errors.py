"""The exceptions whose text is written for the person in front of the screen."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can act on: what happened, why, and what to do about it.

    Each part is one plain sentence. The command line prints the three on one line; the window
    shows them in its one place for errors.
    """

    def __init__(self, what: str, why: str, todo: str) -> None:
        super().__init__(what, why, todo)
        self.what = what
        self.why = why
        self.todo = todo

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.todo) if part)


class WordsError(UserError):
    """What was asked for does not exist or cannot be said so; the command line ends with 2."""
