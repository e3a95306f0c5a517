from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.engine import tiny
from workbench.engine import checkpoint
from workbench.engine.contracts import Encoded
from workbench.engine.plan import scaled_rate
from workbench.engine.trainer import CheckpointDue, Trainer, seconds_per_step
from workbench.jobs import Advanced, CancelToken, Event, Measured, PhaseStarted, Request, Stopped

Curve = list[tuple[int, float, float]]


def _curve(events: Iterator[Event] | list[Event]) -> Curve:
    """Step, loss and learning rate of every measurement."""
    measured = [event for event in events if isinstance(event, Measured)]
    return [(event.step, event.values["loss"], event.values["learning_rate"]) for event in measured]


def _stopped_at(steps: int, arm: Callable[[Trainer, CancelToken], None]) -> Trainer:
    """Train so many steps, and one more inside which `arm` has a stop asked."""
    token = CancelToken()
    trainer = tiny.make_trainer(steps=100, token=token)
    for event in trainer.run():
        if isinstance(event, Measured) and event.step == steps:
            arm(trainer, token)
    return trainer


def _trained(steps: int) -> Trainer:
    """A trainer that did so many steps undisturbed, of the same schedule as `_stopped_at`."""
    trainer = tiny.make_trainer(steps=100)
    for _ in range(steps):
        assert trainer.try_step()
    return trainer


def _layers(trainer: Trainer) -> list[nn.Module]:
    return [m for m in trainer.task.modules() if isinstance(m, nn.Conv2d | nn.BatchNorm2d | nn.Linear)]


def _without_seconds(trainer: Trainer) -> dict[str, object]:
    return {key: value for key, value in tiny.saved(trainer).items() if key != "seconds"}


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_the_same_seed_gives_the_same_curve_exactly(precision: str) -> None:
    first, second = (_curve(tiny.make_trainer(precision=precision).run()) for _ in range(2))
    assert [step for step, *_ in first] == [1, 2, 3, 4]
    assert first == second


def test_another_seed_gives_another_curve() -> None:
    assert _curve(tiny.make_trainer().run()) != _curve(tiny.make_trainer(seed=1).run())


def _with_dropout() -> Trainer:
    """A trainer whose steps draw from torch's global generator."""
    trainer = tiny.make_trainer()

    def drop(encoder: nn.Module, inputs: object, output: Encoded) -> Encoded:
        return replace(output, pooled=F.dropout(output.pooled))

    trainer.task.encoder.register_forward_hook(drop)
    return trainer


def test_other_users_of_the_global_generator_change_nothing() -> None:
    disturbed = []
    for event in _with_dropout().run():
        torch.rand(7)
        disturbed.append(event)
    assert _curve(disturbed) == _curve(_with_dropout().run())
    assert _curve(disturbed) != _curve(tiny.make_trainer().run())


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_from_every_checkpoint_it_goes_on_with_the_same_curve_and_weights(
    precision: str, tmp_path: Path
) -> None:
    whole = tiny.make_trainer(steps=5, checkpoint_seconds=0, precision=precision)
    events = []
    for event in whole.run():
        events.append(event)
        if isinstance(event, CheckpointDue):
            (tmp_path / str(event.step)).mkdir()
            checkpoint.save_state(tmp_path / str(event.step), whole.state_dict())
    for step in range(1, 5):
        resumed = tiny.make_trainer(precision=precision)
        state = checkpoint.load_state(tmp_path / str(step), tiny.CPU)
        assert state is not None
        resumed.load_state_dict(state)
        assert _curve(resumed.run()) == _curve(events)[step:], f"from step {step}"
        assert tiny.same(_without_seconds(whole), _without_seconds(resumed)), f"from step {step}"


@pytest.mark.parametrize("layer", [1, 5, -1])
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_stop_inside_a_step_leaves_everything_as_of_the_last_completed_one(
    layer: int, direction: str
) -> None:
    def arm(trainer: Trainer, token: CancelToken) -> None:
        def ask(*_: object) -> None:
            token.ask(Request.STOP)

        def ask_on_the_way_back(module: nn.Module, inputs: object, output: torch.Tensor) -> None:
            output.register_hook(ask)  # type: ignore[no-untyped-call]

        hook = ask if direction == "forward" else ask_on_the_way_back
        _layers(trainer)[layer].register_forward_hook(hook)

    stopped = _stopped_at(2, arm)
    assert stopped.step == 2
    assert tiny.same(_without_seconds(stopped), _without_seconds(_trained(2)))
    assert all(parameter.grad is None for parameter in stopped.task.parameters())


def test_a_stop_ends_the_forward_pass_at_the_next_layer() -> None:
    seen: list[int] = []

    def arm(trainer: Trainer, token: CancelToken) -> None:
        layers = _layers(trainer)
        layers[3].register_forward_hook(lambda *_: token.ask(Request.STOP))
        for number, layer in enumerate(layers):
            layer.register_forward_pre_hook(lambda *_, number=number: seen.append(number))

    _stopped_at(1, arm)
    assert max(seen) <= 4


def test_a_stop_ends_the_backward_pass_at_once() -> None:
    reached: list[str] = []

    def arm(trainer: Trainer, token: CancelToken) -> None:
        names = dict(trainer.task.named_parameters())
        for name, parameter in names.items():
            parameter.register_hook(lambda _, name=name: reached.append(name))  # type: ignore[no-untyped-call]

        def ask_on_the_way_back(module: nn.Module, inputs: object, output: torch.Tensor) -> None:
            output.register_hook(lambda _: token.ask(Request.STOP))  # type: ignore[no-untyped-call]

        _layers(trainer)[-1].register_forward_hook(ask_on_the_way_back)

    stopped = _stopped_at(1, arm)
    assert stopped.step == 1
    assert not [name for name in reached if name.startswith("encoder")]


def test_training_goes_on_after_a_stop_as_if_nothing_had_been() -> None:
    def arm(trainer: Trainer, token: CancelToken) -> None:
        _layers(trainer)[4].register_forward_hook(lambda *_: token.ask(Request.STOP))

    stopped = _stopped_at(2, arm)
    resumed = tiny.make_trainer(steps=100)
    resumed.load_state_dict(tiny.saved(stopped))
    resumed.try_step()
    assert tiny.same(_without_seconds(resumed), _without_seconds(_trained(3)))


def test_a_stop_before_the_first_step_trains_nothing() -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    trainer = tiny.make_trainer(token=token)
    assert _curve(trainer.run()) == []
    assert trainer.step == 0


def test_no_hook_is_left_behind() -> None:
    trainer = tiny.make_trainer(steps=1)
    list(trainer.run())
    assert not any(module._forward_hooks for module in trainer.task.modules())


def test_letting_go_of_a_run_takes_its_hooks_away() -> None:
    trainer = tiny.make_trainer()
    events = trainer.run()
    while not isinstance(next(events), Measured):
        pass
    events.close()  # type: ignore[attr-defined]
    assert not any(module._forward_hooks for module in trainer.task.modules())


def test_finish_now_cools_down_for_at_most_a_tenth() -> None:
    token = CancelToken()
    trainer = tiny.make_trainer(steps=100, token=token)
    events = []
    for event in trainer.run():
        events.append(event)
        if isinstance(event, Measured) and event.step == 20:
            token.ask(Request.FINISH)
    assert trainer.step == trainer.schedule.end == 22
    rates = [rate for _, _, rate in _curve(events)]
    assert rates[-3] >= rates[-2] > rates[-1]


def test_past_the_deadline_it_cools_down() -> None:
    trainer = tiny.make_trainer(steps=100)
    list(trainer.run(deadline_seconds=0.0))
    assert trainer.schedule.cooling
    assert trainer.step == 2  # one that ran past the deadline, one to cool down


def test_before_the_deadline_nothing_is_cut_short() -> None:
    trainer = tiny.make_trainer(steps=3)
    list(trainer.run(deadline_seconds=1e9))
    assert (trainer.step, trainer.schedule.cooling) == (3, False)


class _ObservedToken(CancelToken):
    """Says when a job has come to where it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()

    def wait_while_paused(self, timeout_seconds: float | None = None) -> bool:
        if self.paused:
            self.reached.set()
        return super().wait_while_paused(timeout_seconds)


@pytest.mark.parametrize("request_", [None, Request.STOP, Request.FINISH])
def test_a_pause_holds_until_it_is_lifted_or_something_is_asked(request_: Request | None) -> None:
    token = _ObservedToken()
    trainer = tiny.make_trainer(steps=4, token=token)

    def train() -> None:
        for event in trainer.run():
            if isinstance(event, Measured) and event.step == 2:
                token.pause()

    thread = threading.Thread(target=train)
    thread.start()
    assert token.reached.wait(60)
    assert trainer.step == 2
    if request_ is None:
        token.resume()
    else:
        token.ask(request_)
    thread.join(60)
    assert trainer.step == {None: 4, Request.STOP: 2, Request.FINISH: 3}[request_]


def test_a_pause_does_not_change_the_curve() -> None:
    token = _ObservedToken()
    events: list[Event] = []

    def train() -> None:
        for event in tiny.make_trainer(token=token).run():
            events.append(event)
            if isinstance(event, Measured) and event.step == 2:
                token.pause()

    thread = threading.Thread(target=train)
    thread.start()
    assert token.reached.wait(60)
    token.resume()
    thread.join(60)
    assert _curve(events) == _curve(tiny.make_trainer().run())


def test_a_checkpoint_comes_due_after_all_measurements_up_to_it() -> None:
    events = list(tiny.make_trainer(steps=3, checkpoint_seconds=0).run())
    due = [event.step for event in events if isinstance(event, CheckpointDue)]
    assert due == [1, 2, 3]
    for step in due:
        place = events.index(CheckpointDue(step=step))
        assert [s for s, *_ in _curve(events[:place])] == list(range(1, step + 1))


def test_no_checkpoint_comes_before_its_time() -> None:
    assert not any(isinstance(event, CheckpointDue) for event in tiny.make_trainer().run())


def test_it_says_how_far_it_has_come() -> None:
    events = list(tiny.make_trainer(steps=3).run())
    assert events[0] == PhaseStarted(phase="Learning", total=3, unit="steps")
    last = events[-1]
    assert isinstance(last, Advanced)
    assert (last.done, last.total, last.seconds_left) == (3, 3, 0)
    assert last.rate is not None
    assert last.rate > 0


def test_every_measurement_names_loss_spread_rate_speed_and_memory() -> None:
    names = {"loss", "spread", "learning_rate", "samples_per_second", "memory_mb"}
    for event in tiny.make_trainer(steps=2).run():
        if isinstance(event, Measured):
            assert names <= set(event.values)
            assert all(isinstance(value, float) for value in event.values.values())


def test_extending_trains_so_many_more_with_a_warm_up_of_their_own() -> None:
    trainer = tiny.make_trainer(steps=2)
    list(trainer.run())
    trainer.extend(30)
    curve = _curve(trainer.run())
    assert [step for step, *_ in curve] == list(range(3, 33))
    assert curve[0][2] < max(rate for _, _, rate in curve)
    assert curve[-1][2] < 0.01 * max(rate for _, _, rate in curve)


def test_a_finished_schedule_trains_no_further() -> None:
    trainer = tiny.make_trainer(steps=1)
    list(trainer.run())
    assert _curve(trainer.run()) == []


def test_trying_out_a_twin_leaves_the_trainer_at_its_start() -> None:
    trainer = tiny.make_trainer()
    twin = trainer.twin(tiny.make_task("simclr"))
    assert seconds_per_step(twin, 0.0) > 0
    assert twin.step == 3
    assert trainer.step == 0
    assert _curve(trainer.run()) == _curve(tiny.make_trainer().run())


def test_a_stop_ends_the_trying_out_inside_a_step() -> None:
    token = CancelToken()
    trainer = tiny.make_trainer(token=token)
    layers = _layers(trainer)
    seen: list[int] = []
    layers[2].register_forward_hook(lambda *_: token.ask(Request.STOP))
    layers[-1].register_forward_hook(lambda *_: seen.append(1))
    with pytest.raises(Stopped):
        seconds_per_step(trainer, 0.0)
    assert not seen


def test_time_spent_grows_with_every_step_and_survives_a_checkpoint() -> None:
    trainer = _trained(2)
    assert trainer.seconds > trainer.waited_seconds >= 0
    resumed = tiny.make_trainer()
    resumed.load_state_dict(tiny.saved(trainer))
    assert resumed.seconds == trainer.seconds
    assert resumed.ran_seconds == 0


def test_the_rate_grows_with_the_square_root_of_the_batch() -> None:
    assert scaled_rate(0.1, 256) == pytest.approx(0.1)
    assert scaled_rate(0.1, 64) == pytest.approx(0.05)
