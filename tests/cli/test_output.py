"""What people and scripts are shown of a job's events."""

from __future__ import annotations

import io
import json
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from workbench.cli.output import INTERRUPTED, Output, plain
from workbench.jobs import (
    CancelToken,
    Event,
    Finished,
    Job,
    Notice,
    PhaseStarted,
    Stopped,
    UserError,
    WordsError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the operation below shall do."""

    what: str


def run(arguments: Act, token: CancelToken) -> Iterator[Event]:
    """An operation that works, fails, or is stopped."""
    yield PhaseStarted(phase="Working")
    match arguments.what:
        case "interrupt and keep":
            signal.raise_signal(signal.SIGINT)
            assert token.stopping
        case "interrupt":
            signal.raise_signal(signal.SIGTERM)
            token.raise_if_stopping()
        case "interrupt twice":
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
        case "fail":
            raise UserError("It failed.", "The reason [is] here.", "Do that.")
        case "words":
            raise WordsError("No such word.", "It is unknown.", "Choose another.")
        case "system":
            raise PermissionError(13, "Permission denied", "out.csv")
        case "database":
            raise sqlite3.OperationalError("database or disk is full")
    yield Finished(result={"value": float("nan"), "path": Path("a/b"), "set": (1, 2)})


def job(what: str) -> Job:
    """The job of doing that."""
    return Job(operation=__name__, arguments=Act(what=what), title=what, resource="disk")


def status(output: Output, what: str) -> int:
    """How a verb ends."""
    with pytest.raises(typer.Exit) as ended:
        output.run(job(what))
    return ended.value.exit_code


def lines(out: io.StringIO) -> list[dict[str, object]]:
    """What went to standard output."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


def test_the_result_comes_back_and_is_the_last_line(out: io.StringIO) -> None:
    output = Output(as_json=True, out=out)
    output.finish(output.run(job("work")))
    assert [line["event"] for line in lines(out)] == ["phase_started", "finished"]
    assert lines(out)[-1] | {"seconds": 0} == {
        "event": "finished", "seconds": 0, "value": None, "path": "a/b", "set": [1, 2],
    }  # fmt: skip


@pytest.mark.parametrize(("what", "code"), [("fail", 1), ("words", 2), ("system", 1), ("database", 1)])
def test_a_failure_is_one_sentence_on_standard_error_and_the_last_line(
    what: str, code: int, out: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(Output(as_json=True, out=out), what) == code
    last = lines(out)[-1]
    assert last["event"] == "failed"
    assert capsys.readouterr().err == f"{last['what']} {last['why']} {last['todo']}\n"


def test_brackets_in_a_sentence_are_shown_as_they_are(
    out: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    status(Output(as_json=False, out=out), "fail")
    assert "The reason [is] here." in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_says_what_was_kept(out: io.StringIO) -> None:
    assert status(Output(as_json=True, out=out), "interrupt and keep") == INTERRUPTED
    assert lines(out)[-1]["event"] == "finished"


def test_ctrl_c_in_work_that_keeps_nothing_ends_with_130_and_says_so(out: io.StringIO) -> None:
    assert status(Output(as_json=True, out=out), "interrupt") == INTERRUPTED
    assert (lines(out)[-1]["event"], lines(out)[-1]["what"]) == ("failed", "It was stopped.")


def test_a_second_ctrl_c_ends_the_program_at_once(out: io.StringIO) -> None:
    with pytest.raises(SystemExit) as ended:
        Output(as_json=True, out=out).run(job("interrupt twice"))
    assert ended.value.code == INTERRUPTED


def test_afterwards_ctrl_c_is_what_it_was_before(out: io.StringIO) -> None:
    before = signal.getsignal(signal.SIGINT)
    Output(as_json=True, out=out).run(job("work"))
    status(Output(as_json=True, out=out), "interrupt")
    assert signal.getsignal(signal.SIGINT) is before


def test_without_json_nothing_but_the_result_goes_to_standard_output(
    out: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    output = Output(as_json=False, out=out)
    output.show(Notice(text="3 files [are] missing."))
    output.finish(output.run(job("work")), "Done.")
    assert out.getvalue() == "Done.\n"
    assert capsys.readouterr().err == "3 files [are] missing.\nWorking ...\n"


def test_a_stop_from_elsewhere_is_told_too(out: io.StringIO) -> None:
    def stopped() -> object:
        raise Stopped

    with pytest.raises(typer.Exit) as ended:
        Output(as_json=True, out=out).call(stopped)
    assert ended.value.exit_code == INTERRUPTED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Act(what="x"), {"what": "x"}),
        ({1: (Path("a"), frozenset({2}))}, {"1": ["a", [2]]}),
        ([float("inf"), float("-inf"), float("nan"), 0.5], [None, None, None, 0.5]),
        (None, None),
    ],
)
def test_values_become_ready_for_json(value: object, expected: object) -> None:
    assert plain(value) == expected
