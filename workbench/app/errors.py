"""The one place for errors: a panel that says what happened, why and what to do, and never blocks."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import surprises
from workbench.app.session import Session
from workbench.app.words import tr
from workbench.jobs import Failed

_log = logging.getLogger(__name__)
_MOST_HEIGHT_PX = 144
_MOST_CHARACTERS = 400


class ErrorPanel(QFrame):
    """Lies at the bottom of the window; shows the newest error, the earlier ones after it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("error_panel")
        self.setProperty("role", "error")
        self._errors: list[Failed] = []
        self._what = QLabel()
        self._what.setObjectName("error_what")
        self._what.setStyleSheet("font-weight: 600")
        self._rest = QLabel()
        self._rest.setObjectName("error_rest")
        self._more = QLabel()
        self._more.setObjectName("error_more")
        self._more.setProperty("role", "caption")
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._what, self._rest, self._more):
            label.setWordWrap(True)
            words.addWidget(label)
        self._copy = self._button("copy_details", tr("Copy details"), tr("Copy everything for a report"))
        self._dismiss = self._button("dismiss_error", tr("Dismiss"), tr("Close this message"))
        self._copy.clicked.connect(self._on_copy_clicked)
        self._dismiss.clicked.connect(self._on_dismiss_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.addLayout(words, 1)
        row.addWidget(self._copy)
        row.addWidget(self._dismiss)
        self.setMaximumHeight(_MOST_HEIGHT_PX)
        session.failed.connect(self.show_error)
        session.failure_seen.connect(self.take_back)
        self.hide()

    def show_error(self, failed: Failed) -> None:
        """Show an error; the same one twice is shown once."""
        if failed not in self._errors:
            self._errors.append(failed)
        self._draw()

    def take_back(self, failed: Failed) -> None:
        """No longer show an error that is told elsewhere."""
        if failed in self._errors:
            self._errors.remove(failed)
            self._draw()

    def dismiss_all(self) -> None:
        """Close the panel."""
        self._errors.clear()
        self._draw()

    def _draw(self) -> None:
        self.setVisible(bool(self._errors))
        if not self._errors:
            return
        failed = self._errors[-1]
        self._what.setText(failed.what)
        self._rest.setText(_shortened(" ".join(part for part in (failed.why, failed.todo) if part)))
        self._more.setVisible(len(self._errors) > 1)
        self._more.setText(tr("{n} earlier messages").format(n=len(self._errors) - 1))
        self.setAccessibleName(failed.what)

    def _on_copy_clicked(self) -> None:
        surprises.copy_details(self._errors[-1])

    def _on_dismiss_clicked(self) -> None:
        self._errors.pop()
        self._draw()

    def _button(self, name: str, title: str, help_text: str) -> QPushButton:
        button = QPushButton(title)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setToolTip(help_text)
        return button


def catch_everything(session: Session) -> None:
    """Lead what nobody caught, on any thread, to the place for errors instead of to a dead program."""

    def on_exception(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        _log.critical("nobody caught this", exc_info=(kind, error or kind(), trace))
        session.failed.emit(surprises.told((error or kind()).with_traceback(trace)))

    sys.excepthook = on_exception
    threading.excepthook = lambda thrown: on_exception(
        thrown.exc_type, thrown.exc_value, thrown.exc_traceback
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1].rstrip() + "\u2026"
