"""What the pretraining page says, worked out without a window."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from workbench.app.pages.pretrain import metrics, sentences
from workbench.app.pages.pretrain.metrics import Curve, Curves
from workbench.app.pages.pretrain.past.compare_panel import Compared, comparable, comparison_words, in_minutes
from workbench.app.pages.pretrain.running.plots import PLOTS, own_plots, placed
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.record import as_line
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.pretext import Measure
from workbench.operations.run_facts import RunFacts
from workbench.operations.run_files import LOOKS, METRICS
from workbench.project import Run, RunState


def _look(step: int, **values: float) -> Looked:
    verdict = Verdict(word="learning", sentence="Learning: it moves.")
    return Looked(step=step, values=values, strip=((1, 2), (3, 4)), verdict=verdict)


def _points(curve: Curve) -> tuple[list[float], list[float]]:
    return curve.steps.tolist(), curve.values.tolist()


def _run(state: RunState = "stopped", steps: int = 3, planned: int = 9) -> Run:
    return Run(
        name="0001-simclr",
        task="simclr",
        encoder="small_residual",
        state=state,
        steps=steps,
        planned_steps=planned,
    )


def test_the_title_has_the_persons_own_number() -> None:
    assert sentences.title(12_408, "image") == "Learn from 12,408 pictures without labels (pretraining)"


@pytest.mark.parametrize(
    ("word", "sentence", "shown"),
    [
        ("learning", "Learning: neighbours agree.", "Learning: neighbours agree."),
        ("collapsed", "Collapsing: all the same.", "Collapsing: all the same."),
        ("slow", "Nothing moves.", "Slow: Nothing moves."),
        ("", "Getting ready", "Getting ready"),
    ],
)
def test_a_verdict_begins_with_its_word(word: str, sentence: str, shown: str) -> None:
    assert sentences.verdict_text(word, sentence) == shown


def test_while_it_is_too_early_to_tell_there_is_no_word() -> None:
    assert sentences.settled_word("learning", "Too few steps so far to tell.") == ""
    assert sentences.settled_word("learning", "Learning: it moves.") == "learning"
    assert sentences.settled_word("collapsed", "Failed: no number.") == "collapsed"


def test_what_was_learnt_is_told_with_what_there_was_before() -> None:
    facts = RunFacts(
        minutes=12.0, first=_look(0, agreement=0.31, rank=4), last=_look(9, agreement=0.74, rank=41)
    )
    assert sentences.learned_line(facts) == (
        "After 12 min: neighbours agree 0.74 (0.31 before it learnt), effective rank 41."
    )
    assert sentences.learned_line(RunFacts()) == ""


@pytest.mark.parametrize(
    ("word", "start"), [("collapsed", "What to try"), ("slow", "What to try"), ("done", "Next")]
)
def test_after_a_run_it_says_what_to_do_next(word: str, start: str) -> None:
    assert sentences.next_advice(word).startswith(start)


def test_the_result_tells_steps_speed_and_waiting() -> None:
    line = sentences.result_line(9_000, 412.3, 0.04, "image")
    assert line == "9,000 steps, 412 pictures a second, 4 % of the time spent waiting for data"


def test_much_waiting_for_data_comes_with_advice() -> None:
    assert sentences.wait_advice(0.05, "image") == ""
    assert "a smaller picture size or" in sentences.wait_advice(0.5, "image")
    assert sentences.wait_advice(0.5, "text").endswith("was the bottleneck: a faster disk would help.")


@pytest.mark.parametrize(
    ("word", "tone"), [("done", "good"), ("slow", "care"), ("collapsed", "bad"), ("", "muted")]
)
def test_a_verdict_has_a_colour_once_there_is_one(word: str, tone: str) -> None:
    assert sentences.verdict_tone(word) == tone


def test_a_run_that_says_it_runs_while_none_does_was_interrupted() -> None:
    run = _run("running")
    assert sentences.state_word(run, running="") == "interrupted"
    assert sentences.state_word(run, running="0001-simclr") == "running"


def test_steps_are_told_with_their_plan_until_it_is_done() -> None:
    assert sentences.steps_words(_run(steps=1_200, planned=9_000)) == "1,200 of 9,000"
    assert sentences.steps_words(_run(steps=9_000, planned=9_000)) == "9,000"


def test_curves_come_from_json_lines_and_a_cut_off_line_is_left_out() -> None:
    curves = metrics.parse(['{"step": 1, "loss": 2.0, "spread": 0.5}', '{"step": 2, "loss": 1.0}', '{"st'])
    assert _points(curves["loss"]) == ([1.0, 2.0], [2.0, 1.0])
    assert _points(curves["spread"]) == ([1.0], [0.5])


def test_steps_that_were_done_again_replace_the_old_ones() -> None:
    lines = [f'{{"step": {step}, "loss": {loss}}}' for step, loss in [(1, 9), (2, 8), (3, 7), (2, 5), (3, 4)]]
    assert _points(metrics.parse(lines)["loss"]) == ([1.0, 2.0, 3.0], [9.0, 5.0, 4.0])


def test_a_very_long_file_is_thinned(tmp_path: Path) -> None:
    lines = (f'{{"step": {step}, "loss": 1.0}}\n' for step in range(50_000))
    (tmp_path / METRICS).write_text("".join(lines), encoding="utf-8")
    steps = metrics.read(tmp_path).measured["loss"].steps
    assert 10_000 < len(steps) <= 20_000
    assert steps[-1] > 49_990


def test_looks_become_curves_and_the_last_one_is_kept(tmp_path: Path) -> None:
    looks = [_look(0, agreement=0.1, rank=3), _look(9, agreement=0.4, rank=8)]
    (tmp_path / LOOKS).write_text("".join(as_line(look) + "\n" for look in looks), encoding="utf-8")
    read = metrics.read(tmp_path)
    assert _points(read.looked["agreement"]) == ([0.0, 9.0], [0.1, 0.4])
    assert read.last == looks[-1]


def test_a_run_without_files_has_no_curves(tmp_path: Path) -> None:
    assert metrics.read(tmp_path) == Curves()


def _compared(task: str, measures: tuple[Measure, ...] = (), **values: float) -> Compared:
    curve = {name: Curve(steps=np.array([1.0, 2.0]), values=np.array([0.0, v])) for name, v in values.items()}
    run = dataclasses.replace(_run("finished"), name=f"0001-{task}", task=task)
    return Compared(run=run, curves=Curves(measured=curve, looked=curve), batch=10, measures=measures)


def test_losses_are_compared_only_between_runs_of_one_task() -> None:
    same = comparable([_compared("simclr"), _compared("simclr")])
    other = comparable([_compared("simclr"), _compared("mae")])
    assert [info.name for info in same] == ["agreement", "rank", "spread", "loss"]
    assert [info.name for info in other] == ["agreement", "rank", "spread"]


def test_skill_is_compared_across_tasks_that_have_it() -> None:
    skill = (Measure(name="skill", label="Skill", help="", low=0, high=1),)
    assert "skill" in {i.name for i in comparable([_compared("mae", skill), _compared("colour", skill)])}
    assert "skill" not in {i.name for i in comparable([_compared("mae", skill), _compared("simclr")])}


def test_runs_of_different_tasks_are_not_ranked() -> None:
    agreement = PLOTS[0]
    same = [_compared("simclr", agreement=0.2), _compared("simclr", agreement=0.7)]
    assert "best" in comparison_words(same, agreement)
    other = [_compared("simclr", agreement=0.2), _compared("mae", agreement=0.7)]
    assert "Only labels tell" in comparison_words(other, agreement)


def test_of_what_is_measured_against_knowing_nothing_less_is_better() -> None:
    (bits,) = own_plots((Measure(name="bits", label="Bits", help="", baseline="counting"),))
    words = comparison_words([_compared("a", bits=2.5), _compared("b", bits=3.1)], bits)
    assert words == "It ended lowest in 0001-a (2.5), which is better."


def test_a_page_says_what_its_samples_are_called() -> None:
    assert sentences.title(300, "text") == "Learn from 300 texts without labels (pretraining)"
    assert sentences.result_line(9, 64.0, 0.0, "text").startswith("9 steps, 64 texts a second")


def test_a_size_has_the_unit_of_its_kind_of_data() -> None:
    assert sentences.size_words(64, "image") == "64 px"
    assert sentences.size_words(1_024, "text") == "1,024 tokens"
    assert sentences.size_words(0, "text") == ""


def test_steps_become_minutes_by_the_speed_of_the_run() -> None:
    compared = _compared("simclr", samples_per_second=5.0)
    assert in_minutes(np.array([2.0]), compared).tolist() == pytest.approx([2 * 10 / 5 / 60])


def test_no_plot_stands_alone_on_its_line_above_those_folded_away() -> None:
    own = own_plots((Measure(name="skill", label="Skill", help="", low=0, high=1),))
    for infos in (PLOTS, (*PLOTS, *own)):
        for collapsed in (False, True):
            places = placed(infos, collapsed=collapsed)
            assert [len(places[place]) % 2 for place in ("first", "second")] == [0, 0]


def test_both_spreads_are_told_apart_and_stand_side_by_side_after_a_collapse() -> None:
    assert placed(PLOTS, collapsed=True)["first"] == ["agreement", "loss", "head_spread", "spread"]
    titles = {info.name: info.title for info in PLOTS}
    assert (titles["spread"], titles["head_spread"]) == ("Spread of the features", "Spread of its answers")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Recognise itself (SimCLR)", "SimCLR"),
        ("Put it together (jigsaw)", "Jigsaw"),
        ("Colour from grey", "Colour from grey"),
    ],
)
def test_a_task_is_called_by_what_stands_in_brackets(title: str, short: str) -> None:
    assert sentences.short_title(title) == short
