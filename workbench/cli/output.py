"""What a verb prints: a progress bar and a few lines for people, or one JSON object a line."""

from __future__ import annotations

import dataclasses
import json
import re
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from workbench.jobs import (
    Advanced,
    Asked,
    CancelToken,
    Event,
    Failed,
    Finished,
    Job,
    Measured,
    Notice,
    PhaseStarted,
    Request,
    Saved,
    Stopped,
    UserError,
    WordsError,
    Wrote,
)

INTERRUPTED = 130
_SHOWN_OF_TEXT = 60
_UNSAID = frozenset({"preview"})
"""Pictures, which no line of text can hold."""


class Output:
    """Shows a job's events. Nothing but JSON lines goes to standard output with `--json`."""

    def __init__(self, *, as_json: bool, out: TextIO | None = None) -> None:
        self._json = as_json
        self._out = out or sys.stdout
        self._start = time.monotonic()
        self._errors = Console(stderr=True, highlight=False)
        self._console = Console(file=self._out, highlight=False, soft_wrap=True)
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._verdict = ""

    def run(self, job: Job) -> object:
        """Run a job to its end and give its result; raises `typer.Exit` when it did not work."""
        token = CancelToken()
        with _stoppable(token), self._failures():
            result: object = None
            try:
                for event in job.body(token):
                    if isinstance(event, Finished):
                        result = event.result
                    else:
                        self.show(event)
            finally:
                self.close()
            if token.request is not Request.NONE:
                self._emit("finished", plain(result))
                raise typer.Exit(INTERRUPTED)
            return result

    def call(self, function: Callable[[], object]) -> object:
        """The same for an operation that is over at once."""
        with self._failures():
            return function()

    def finish(self, result: object, text: str = "") -> None:
        """The last line: the result as JSON, or a sentence for people."""
        if self._json:
            self._emit("finished", plain(result))
        elif text:
            self._console.print(text, markup=False)

    def show(self, event: Event) -> None:
        """One event as it happens."""
        if self._json:
            self._emit(_event_name(event), plain(event))
        elif isinstance(event, PhaseStarted):
            self._begin(event.phase, event.total)
        elif isinstance(event, Advanced):
            self._advance(event)
        elif isinstance(event, Notice):
            self._errors.print(event.text, markup=False)
        elif hasattr(event, "verdict"):  # a look; its class would load torch
            self._tell_verdict(event.verdict.word, event.verdict.sentence)
        elif isinstance(event, Wrote):
            self._tell_text(event.text)
        elif not isinstance(event, Measured | Saved | Asked):  # what was asked is said when it is answered
            self._errors.print(_in_words(event), markup=False)

    def _tell_text(self, text: str) -> None:
        """On a terminal show the last line of a text while it grows; the whole is the result."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, news=text.replace("\n", " ")[-_SHOWN_OF_TEXT:])

    def _tell_verdict(self, word: str, sentence: str) -> None:
        """Say how it goes when that is no longer what was said before."""
        if word != self._verdict:
            self._verdict = word
            self._errors.print(sentence, markup=False)

    def close(self) -> None:
        """Take the progress bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _begin(self, phase: str, total: int | None) -> None:
        self.close()
        if not self._errors.is_terminal:
            self._errors.print(f"{phase} ...", markup=False)
            return
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[news]}"),
            TimeRemainingColumn(elapsed_when_finished=True), console=self._errors,
        )  # fmt: skip
        self._task = self._progress.add_task(phase, total=total, news="")
        self._progress.start()

    def _advance(self, event: Advanced) -> None:
        if self._progress is None or self._task is None:
            return
        rate = "" if event.rate is None else f"  {event.rate:,.0f} a second"
        total = "" if event.total is None else f" of {event.total:,}"
        self._progress.update(
            self._task, completed=event.done, total=event.total,
            news=f"{event.done:,}{total} {event.unit}{rate}",
        )  # fmt: skip

    def _emit(self, name: str, values: Mapping[str, Any]) -> None:
        if self._json:
            seconds = round(time.monotonic() - self._start, 3)
            line = {"event": name, "seconds": seconds, **values}
            self._out.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
            self._out.flush()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """A sentence and an exit status instead of a traceback."""
        try:
            yield
        except Stopped:
            self._fail(Failed(what="It was stopped.", why="Ctrl-C was pressed.", todo="Run it again."))
            raise typer.Exit(INTERRUPTED) from None
        except WordsError as error:
            self._fail(Failed(what=error.what, why=error.why, todo=error.todo))
            raise typer.Exit(2) from None
        except UserError as error:
            self._fail(Failed(what=error.what, why=error.why, todo=error.todo))
            raise typer.Exit(1) from None
        except (OSError, sqlite3.Error) as error:
            why = f"{type(error).__name__}: {error}"
            details = "".join(traceback.format_exception(error))
            self._fail(
                Failed(what="It did not work.", why=why, todo="Mend that and try again.", details=details)
            )
            raise typer.Exit(1) from None

    def _fail(self, failed: Failed) -> None:
        self.close()
        self._emit("failed", plain(failed))
        self._errors.print(
            " ".join(part for part in (failed.what, failed.why, failed.todo) if part),
            markup=False,
            soft_wrap=True,
        )


def plain(value: Any) -> Any:
    """Dataclasses, paths and tuples as JSON-ready data; infinities and NaN as None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in _UNSAID
        }
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    return value


def _event_name(event: Event) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()


def _in_words(event: Event) -> str:
    values = ", ".join(f"{name} {value}" for name, value in plain(event).items() if value != "")
    return f"{_event_name(event).replace('_', ' ')}: {values}"


@contextmanager
def _stoppable(token: CancelToken) -> Iterator[None]:
    """Ctrl-C asks the job to stop and keep what is usable; a second one ends the program."""

    def stop(number: int, _: object) -> None:
        if token.stopping:
            raise SystemExit(INTERRUPTED)
        token.ask(Request.STOP)
        _log_signal(number)

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _log_signal(number: int) -> None:
    sys.stderr.write(f"Stopping ({signal.Signals(number).name}); what is usable is kept.\n")
