"""A beginning goes on, in the words of the network of a run."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.projects import copied
from tests.running import asked_at, outcome, refusal, result, run
from tests.texts import project_that_writes
from workbench.jobs import Wrote
from workbench.operations import write_on
from workbench.operations.write_on import WriteOn, WriteOnResult
from workbench.operations.writers import writers
from workbench.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_that_writes(tmp_path_factory.mktemp("writing"))


def test_a_text_goes_on_and_what_it_costs_is_said(project: Path) -> None:
    made = result(write_on.job(WriteOn(project=project, text="The river", words=5)), WriteOnResult)
    assert made.run == "0001-next_word"
    assert made.written
    assert made.words <= 5
    assert made.bits_per_letter is not None
    assert f"{made.bits_per_letter:.1f} bits a letter" in made.sentence


def test_the_text_is_told_while_it_grows(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_on, "NEWS_SECONDS", 0.0)
    events = run(write_on.job(WriteOn(project=project, text="The river", words=8)))
    told = [event.text for event in events if isinstance(event, Wrote)]
    assert len(told) > 3
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(told))
    assert told[-1] == "The river" + outcome(events, WriteOnResult).written


def test_not_every_token_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_on, "NEWS_SECONDS", 1e9)
    events = run(write_on.job(WriteOn(project=project, words=8)))
    assert sum(isinstance(event, Wrote) for event in events) == 2


def test_stopped_it_keeps_what_is_written(project: Path) -> None:
    job = write_on.job(WriteOn(project=project, text="The", words=900))
    made = outcome(asked_at(job, lambda event: isinstance(event, Wrote)), WriteOnResult)
    assert made.ended == "stopped"
    assert made.words < 900


def test_the_same_seed_writes_the_same(project: Path) -> None:
    first, again = (
        result(write_on.job(WriteOn(project=project, words=8, seed=3)), WriteOnResult) for _ in range(2)
    )
    assert first.written == again.written


def test_an_empty_beginning_costs_nothing(project: Path) -> None:
    made = result(write_on.job(WriteOn(project=project, words=3)), WriteOnResult)
    assert (made.bits_per_letter, made.perplexity, made.sentence) == (None, None, "")


def test_only_networks_that_read_from_left_to_right_are_offered(project: Path, tmp_path: Path) -> None:
    copy = copied(project, tmp_path)
    description = copy / "runs" / "0001-next_word" / "encoder.json"
    description.write_text(description.read_text().replace('"is_causal": true', '"is_causal": false'))
    with Project(copy) as opened:
        assert writers(opened) == ()
    assert "no network yet" in refusal(write_on.job(WriteOn(project=copy))).what


def test_a_run_that_is_not_there_is_said_with_those_that_are(project: Path) -> None:
    said = refusal(write_on.job(WriteOn(project=project, run="0009-next_word")))
    assert (said.why, said.todo) == ("There is no such run.", "Use one of: 0001-next_word.")


@pytest.mark.parametrize(("words", "temperature"), [(0, 1.0), (2000, 1.0), (10, -1.0), (10, 3.0)])
def test_impossible_manners_are_refused(words: int, temperature: float, project: Path) -> None:
    arguments = WriteOn(project=project, words=words, temperature=temperature)
    assert "cannot" in refusal(write_on.job(arguments)).what
