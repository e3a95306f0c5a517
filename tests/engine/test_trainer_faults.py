"""What a trainer does when memory or numbers give out, and when it is watched."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import torch

from tests.engine import tiny
from workbench.engine import trainer as trainers
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.faults import DivergedError, OutOfMemoryError, is_out_of_memory
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.plan import Plan
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.trainer import CheckpointDue, Trainer
from workbench.jobs import CancelToken, Event, Measured


def _failing(error: Exception) -> Trainer:
    """A trainer whose second step raises an error inside the network."""
    made = tiny.make_trainer("simclr")
    made.try_step()

    def fail(*_: object) -> None:
        raise error

    made.task.encoder.register_forward_hook(fail)
    return made


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
    ],
    ids=["graphics card", "python", "processor"],
)
def test_a_step_that_does_not_fit_the_memory_never_happened(error: Exception) -> None:
    made = _failing(error)
    before = tiny.saved(made)
    with pytest.raises(OutOfMemoryError):
        made.try_step()
    assert tiny.same(before, tiny.saved(made))


def test_other_errors_are_not_taken_for_want_of_memory() -> None:
    assert not is_out_of_memory(RuntimeError("shapes do not match"))
    with pytest.raises(RuntimeError, match="shapes"):
        _failing(RuntimeError("shapes do not match")).try_step()


def _run_without(made: Trainer, kind: type[Event]) -> None:
    """Run to the end, and see no such event on the way."""
    for event in made.run():
        assert not isinstance(event, kind)


def test_want_of_memory_while_the_weights_are_moved_leaves_them_where_they_were() -> None:
    made = tiny.make_trainer("simclr")
    before = tiny.saved(made)

    def fail(*_: object) -> None:
        raise torch.OutOfMemoryError("out of memory")

    made._optimizer.register_step_pre_hook(fail)
    with pytest.raises(OutOfMemoryError):
        made.try_step()
    assert tiny.same(before["task"], tiny.saved(made)["task"])


def test_where_there_is_no_room_to_look_training_goes_on() -> None:
    made = tiny.make_trainer("simclr", steps=2)
    made._watch = _Blind()
    assert not [event for event in made.run() if isinstance(event, Looked)]
    assert made.step == 2


def test_a_loss_that_is_no_number_is_never_told_as_a_measurement() -> None:
    made = tiny.make_trainer("simclr", steps=3)
    made.task.encoder.register_forward_hook(
        lambda module, _, out: type(out)(pooled=out.pooled * float("nan"), tokens=out.tokens, mask=out.mask)
    )
    with pytest.raises(DivergedError):
        _run_without(made, Measured)


def test_weights_that_are_no_numbers_are_never_saved() -> None:
    made = tiny.make_trainer("simclr", steps=3, checkpoint_seconds=0.0)

    def spoil() -> None:
        with torch.no_grad():
            next(made.task.encoder.parameters()).fill_(float("inf"))

    made.task.after_step = lambda progress: spoil()  # type: ignore[method-assign]
    with pytest.raises(DivergedError):
        _run_without(made, CheckpointDue)


def _in_parts(parts: int) -> Trainer:
    """The autoencoder on a transformer, which no batch statistics tie together."""
    torch.manual_seed(0)
    task_class = pretext_tasks.get("autoencoder")
    encoder = build(EncoderSpec(name="vit_mini", channels=3, size=32))
    task = task_class(encoder, task_class.Settings())
    plan = Plan(batch=6, seed=0, learning_rate=1e-3, parts=parts)
    return Trainer(
        task=_without_batch_norm(task), source=tiny.source("autoencoder"), plan=plan, steps=2,
        device=tiny.CPU, token=CancelToken(),
    )  # fmt: skip


def _without_batch_norm(task: PretextTask) -> PretextTask:
    """Batch norm by its running statistics, as it is where a batch is not seen as one."""
    for module in task.modules():
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.train = lambda mode=True, module=module: module  # type: ignore[method-assign,misc]
            module.training = False
    return task


def test_a_batch_in_parts_gives_the_gradient_of_the_whole() -> None:
    gradients = []
    for parts in (1, 3):
        made = _in_parts(parts)
        output = made._forward_backward()
        gradients.append([p.grad for p in made.task.parameters() if p.grad is not None])
        assert output.embeddings.shape[0] == 6
    for whole, summed in zip(*gradients, strict=True):
        torch.testing.assert_close(whole, summed, rtol=1e-4, atol=1e-6)


def test_a_task_that_compares_samples_is_never_split() -> None:
    made = tiny.make_trainer("simclr")
    made._plan = Plan(batch=6, seed=0, learning_rate=1e-3, parts=3)
    assert len(list(made._parts(tiny.random_batch("simclr")))) == 1


def test_a_computer_that_slept_did_not_train_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = _ticking(sleep_at=40)
    monkeypatch.setattr(trainers, "time", SimpleNamespace(perf_counter=lambda: next(ticks)))
    made = tiny.make_trainer("simclr", steps=30)
    for _ in range(30):
        made.try_step()
    assert made.seconds < 100


def _ticking(sleep_at: int) -> Iterator[float]:
    """A clock that goes on by half a second at each look, and once by ten hours."""
    now = 0.0
    for number in range(10_000):
        now += 36_000.0 if number == sleep_at else 0.5
        yield now


class _Watch:
    """Looks after every step, and remembers when."""

    def __init__(self) -> None:
        self.looked_at: list[int] = []
        self.noted: list[int] = []

    def note(self, measured: Measured) -> None:
        self.noted.append(measured.step)

    def due(self, now_seconds: float, step: int) -> bool:
        return True

    def look(self, task: PretextTask, step: int, *, progress: float, ended: bool = False) -> Looked:
        self.looked_at.append(step)
        return Looked(step=step, values={}, strip=(), verdict=Verdict(word="learning", sentence=""))


class _Lazy(_Watch):
    """Would never look by itself."""

    def due(self, now_seconds: float, step: int) -> bool:
        return False


def test_a_run_is_looked_at_ten_times_however_slow_the_network() -> None:
    watch = _Lazy()
    made = tiny.make_trainer("simclr", steps=40)
    made._watch = watch
    for _ in made.run():
        pass
    assert watch.looked_at == [4, 8, 12, 16, 20, 24, 28, 32, 36, 40]


class _Blind(_Watch):
    """Never has the memory to look."""

    def look(self, task: PretextTask, step: int, *, progress: float, ended: bool = False) -> Looked:
        raise torch.OutOfMemoryError("out of memory")


def test_a_watch_sees_the_network_before_the_first_step_and_after_the_last() -> None:
    watch = _Watch()
    made = tiny.make_trainer("simclr", steps=3)
    made._watch = watch
    looks = [event.step for event in made.run() if isinstance(event, Looked)]
    assert looks == watch.looked_at
    assert (looks[0], looks[-1]) == (0, 3)
    assert watch.noted == [1, 2, 3]


def test_a_slower_rate_outlives_a_checkpoint() -> None:
    made = tiny.make_trainer("simclr", steps=4)
    made.try_step()
    made.slow_down(5e-4)
    again = tiny.make_trainer("simclr", steps=4)
    again.load_state_dict(tiny.saved(made))
    assert again.schedule.peak_rate == 5e-4
