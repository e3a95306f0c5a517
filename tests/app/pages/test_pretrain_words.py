"""What the pretraining page says, worked out without a window."""

from __future__ import annotations

import pytest

from workbench.app.pages.pretrain import metrics, sentences
from workbench.project import Run, RunState


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
    ("points", "spread", "trend", "start", "tone"),
    [
        (3, 0.0, 0, "Just begun", "muted"),
        (50, 0.04, -1, "Collapsing", "bad"),
        (50, 0.2, -1, "Careful", "care"),
        (50, 0.8, 1, "Careful", "care"),
        (50, 0.8, -1, "Learning:", "good"),
        (50, 0.8, 0, "Learning slowly", "good"),
    ],
)
def test_the_light_says_in_words_whether_it_learns(
    points: int, spread: float, trend: int, start: str, tone: str
) -> None:
    light = sentences.is_learning(points, spread, trend)
    assert light.text.startswith(start)
    assert light.tone == tone


def test_the_result_tells_steps_speed_and_waiting() -> None:
    line = sentences.result_line(9_000, 412.3, 0.04, "image")
    assert line == "9,000 steps, 412 pictures a second, 4 % of the time spent waiting for data"


def test_much_waiting_for_data_comes_with_advice() -> None:
    assert sentences.wait_advice(0.05) == ""
    assert "bottleneck" in sentences.wait_advice(0.5)


@pytest.mark.parametrize(
    ("verdict", "steps", "tone"), [("done", 500, "good"), ("collapsed", 500, "bad"), ("learning", 3, "muted")]
)
def test_a_verdict_has_a_colour_once_there_is_one(verdict: str, steps: int, tone: str) -> None:
    assert sentences.verdict_tone(verdict, steps) == tone


def test_a_run_that_says_it_runs_while_none_does_was_interrupted() -> None:
    run = _run("running")
    assert sentences.state_word(run, running="") == "interrupted"
    assert sentences.state_word(run, running="0001-simclr") == "running"


def test_a_run_with_steps_left_can_be_resumed() -> None:
    assert sentences.can_resume(_run("stopped"))
    assert not sentences.can_resume(_run("stopped", steps=9))
    assert not sentences.can_resume(_run("collapsed"))


def test_steps_are_told_with_their_plan_until_it_is_done() -> None:
    assert sentences.steps_words(_run(steps=1_200, planned=9_000)) == "1,200 of 9,000"
    assert sentences.steps_words(_run(steps=9_000, planned=9_000)) == "9,000"


def test_curves_come_from_json_lines_and_a_cut_off_line_is_left_out() -> None:
    curves = metrics.parse(['{"step": 1, "loss": 2.0, "spread": 0.5}', '{"step": 2, "loss": 1.0}', '{"st'])
    assert curves.points["loss"] == ([1.0, 2.0], [2.0, 1.0])
    assert curves.points["spread"] == ([1.0], [0.5])


def test_steps_that_were_done_again_replace_the_old_ones() -> None:
    lines = [f'{{"step": {step}, "loss": {loss}}}' for step, loss in [(1, 9), (2, 8), (3, 7), (2, 5), (3, 4)]]
    assert metrics.parse(lines).points["loss"] == ([1.0, 2.0, 3.0], [9.0, 5.0, 4.0])
