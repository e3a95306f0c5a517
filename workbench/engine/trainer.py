"""Training a pretext task: a generator of events, the same whenever it is run from the same state."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import torch
from torch import Tensor

from workbench.engine import device as devices
from workbench.engine.batches import BatchSource, mixed
from workbench.engine.contracts import Batch, PretextOutput
from workbench.engine.faults import DivergedError, OutOfMemoryError, is_out_of_memory
from workbench.engine.interrupting import watching
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.spread import spread
from workbench.engine.plan import Plan, optimizer
from workbench.engine.pretext import PretextTask
from workbench.engine.schedule import Schedule
from workbench.jobs import Advanced, CancelToken, Event, Measured, PhaseStarted, Request, Stopped

PHASE = "Learning"
_NEWS_SECONDS = 0.25
_WARM_UP_STEPS = 2
_GAP_SECONDS = 30.0
"""A step that takes this long, and far longer than the others, was interrupted: the computer slept."""
_GAP_FACTOR = 20
_LEAST_LOOKS = 10
"""However slow the network, a run is looked at so often: a collapse must not be told at its end."""


class Watch(Protocol):
    """Somebody who looks at the network now and then, and learns of every measurement."""

    def note(self, measured: Measured) -> None: ...

    def due(self, now_seconds: float, step: int) -> bool: ...

    def look(self, task: PretextTask, step: int, *, progress: float, ended: bool = False) -> Looked: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointDue(Event):
    """The trainer is between two steps and would like its state saved now."""

    step: int


class Trainer:
    """Steps of one pretext task on one device.

    STOP ends inside a step, which then never happened: weights, statistics and random numbers are
    those of the last completed step. FINISH replaces the rest by a cool-down.
    """

    def __init__(
        self,
        *,
        task: PretextTask,
        source: BatchSource,
        plan: Plan,
        steps: int,
        device: torch.device,
        token: CancelToken,
        watch: Watch | None = None,
    ) -> None:
        self.task = task.to(device)
        devices.lay_out(self.task)
        self.step = 0
        self.seconds = 0.0
        self.schedule = Schedule(first=0, steps=steps, peak_rate=plan.learning_rate)
        self._tenth = 0
        self._steady_seconds = 0.0
        self._steady_steps = 0
        self._waited_before = source.waited_seconds
        self.ran_seconds = 0.0
        """Spent on steps since this trainer was made."""
        self._source = source
        self._plan = plan
        self.device = device
        self._token = token
        self._watch = watch
        self._optimizer = optimizer(self.task, plan, device)
        self._buffers = list(self.task.buffers())
        self.task.train()
        self._kept = [buffer.clone() for buffer in self._buffers]
        self._dtype = torch.bfloat16 if plan.precision == "bfloat16" else torch.float32
        self._pending: list[tuple[int, float, dict[str, Tensor]]] = []
        self._log_every = 1 if device.type == "cpu" else 10

    @property
    def samples_per_second(self) -> float:
        """Samples trained on a second, over the whole run."""
        return self.step * self._plan.batch / self.seconds if self.seconds else 0.0

    @property
    def waited_seconds(self) -> float:
        """Spent on waiting for rows since this trainer was made; making views is no waiting."""
        return self._source.waited_seconds - self._waited_before

    def close(self) -> None:
        """Let go of what reads ahead."""
        self._source.close()

    def state_dict(self) -> dict[str, Any]:
        """All that the next step depends on."""
        return {
            "task": self.task.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "schedule": [
                self.schedule.first, self.schedule.steps, self.schedule.peak_rate,
                self.schedule.warmup, self.schedule.cooling, self.schedule.begun,
            ],
        }  # fmt: skip

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to what `state_dict` saved."""
        self.task.load_state_dict(state["task"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        first, steps, rate, warmup, cooling, begun = (*state["schedule"], 0.0)[:6]
        self.schedule = Schedule(
            first=first, steps=steps, peak_rate=rate, warmup=warmup, cooling=cooling, begun=begun
        )

    def extend(self, steps: int) -> None:
        """Train `steps` more from here, with a warm-up and a fall of their own."""
        self.schedule = Schedule(first=self.step, steps=steps, peak_rate=self._plan.learning_rate)

    def take_encoder(self, state: dict[str, Any]) -> None:
        """Go on with the encoder of a state whose task had other parts; the rest begins anew."""
        prefix = "encoder."
        weights = {key.removeprefix(prefix): v for key, v in state["task"].items() if key.startswith(prefix)}
        self.task.encoder.load_state_dict(weights)
        self.step, self.seconds = state["step"], state["seconds"]

    def slow_down(self, peak_rate: float) -> None:
        """Go on with no more than this learning rate at its peak."""
        self.schedule = replace(self.schedule, peak_rate=min(self.schedule.peak_rate, peak_rate))

    def twin(self, task: PretextTask) -> Trainer:
        """A trainer of another task on the same batches, for trying out."""
        return Trainer(
            task=task, source=self._source, plan=self._plan, steps=self.schedule.steps,
            device=self.device, token=self._token,
        )  # fmt: skip

    def run(self, deadline_seconds: float | None = None) -> Iterator[Event]:
        """Train to the end of the schedule. Past `deadline_seconds` of training it cools down.

        Raises `OutOfMemoryError` and `DivergedError`: the trainer is then at its last good step, or
        must be taken back to a saved one.
        """
        total = self.schedule.end
        yield PhaseStarted(phase=PHASE, total=total, unit="steps")
        self.task.train()
        news = saved = time.perf_counter()
        with watching(self.task, self._token):
            yield from self._looks()
            while self.step < self.schedule.end:
                self._token.wait_while_paused()
                self._consider_finishing(deadline_seconds)
                if self._token.stopping or self.step >= self.schedule.end or not self.try_step():
                    break
                if len(self._pending) >= self._log_every:
                    yield from self._measurements()
                yield from self._looks()
                now = time.perf_counter()
                if now - news > _NEWS_SECONDS:
                    news = now
                    yield self._advanced()
                if now - saved > self._plan.checkpoint_seconds:
                    yield from self._measurements()
                    self._check_weights()
                    yield CheckpointDue(step=self.step)
                    saved = time.perf_counter()
        yield from self._measurements()
        self._check_weights()
        yield from self._looks(ended=self.step >= self.schedule.end)
        yield self._advanced()

    def _looks(self, *, ended: bool = False) -> Iterator[Event]:
        """What the watch sees, when it is time for it; a look that is stopped was none."""
        if self._watch is None:
            return
        tenth = min(int(self.schedule.progress(self.step) * _LEAST_LOOKS), _LEAST_LOOKS - 1)
        is_due = self._watch.due(time.perf_counter(), self.step)
        if not (ended or is_due or tenth > self._tenth):
            return
        self._tenth = tenth
        start = time.perf_counter()
        yield from self._measurements()
        self._check_weights()  # or numbers that are none would be taken for a collapse
        progress = self.schedule.progress(self.step)
        try:
            seen = self._watch.look(self.task, self.step, progress=progress, ended=ended)
        except Stopped:
            return
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            return  # training goes on where there is no room to look
        self._spent(start)
        yield seen

    def _check_weights(self) -> None:
        """Raise `DivergedError` when a weight is no number: a checkpoint must be worth going back to."""
        norms = torch._foreach_norm([p.detach() for p in self.task.parameters() if p.requires_grad])
        if not bool(torch.stack([norm.float() for norm in norms]).isfinite().all()):
            raise DivergedError

    def _consider_finishing(self, deadline_seconds: float | None) -> None:
        late = deadline_seconds is not None and self.seconds > deadline_seconds
        if (late or self._token.request is Request.FINISH) and not self.schedule.cooling:
            self.schedule = self.schedule.cool_down(self.step)

    def try_step(self) -> bool:
        """One whole step, or none: False when a stop was asked inside it."""
        start = time.perf_counter()
        torch._foreach_copy_(self._kept, self._buffers)
        rate = self.schedule.rate(self.step)
        try:
            output = self._forward_backward()
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            self._optimizer.step()  # its first makes room for its own state, before it moves a weight
        except Stopped:
            self._undo()
            return False
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            self._undo()
            raise OutOfMemoryError from error
        self._optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.task.after_step(self.schedule.progress(self.step))
        self._note(output, rate)
        spent = self._spent(start)
        if self.step > self.schedule.first + _WARM_UP_STEPS:
            self._steady_seconds += spent
            self._steady_steps += 1
        return True

    def _undo(self) -> None:
        torch._foreach_copy_(self._buffers, self._kept)
        self._optimizer.zero_grad(set_to_none=True)

    def _spent(self, start: float) -> float:
        seconds = time.perf_counter() - start
        usual = self.ran_seconds / max(1, self.step - self.schedule.first)
        if seconds > _GAP_SECONDS and 0 < usual < seconds / _GAP_FACTOR:
            seconds = usual  # the computer slept: that is no time of training
        self.seconds += seconds
        self.ran_seconds += seconds
        return seconds

    def _forward_backward(self) -> PretextOutput:
        batch = self._source.batch(self.step)
        self._token.raise_if_stopping()
        # Dropout and the like draw from the global generator: its state is a function of the step.
        torch.manual_seed(mixed(self._plan.seed + 1, self.step))
        outputs = [self._learn_from(part) for part in self._parts(batch)]
        if len(outputs) == 1:
            return outputs[0]
        return PretextOutput(
            loss=torch.stack([output.loss.detach() for output in outputs]).mean(),
            embeddings=torch.cat([output.embeddings for output in outputs]),
            metrics={
                name: torch.stack([output.metrics[name] for output in outputs]).mean()
                for name in outputs[0].metrics
            },
        )

    def _learn_from(self, batch: Batch) -> PretextOutput:
        with torch.autocast(self.device.type, self._dtype, enabled=self._dtype != torch.float32):
            output: PretextOutput = self.task(batch)
        torch.autograd.backward(output.loss / self._num_parts)
        return output

    @property
    def _num_parts(self) -> int:
        return self._plan.parts if self.task.accumulates else 1

    def _parts(self, batch: Batch) -> Iterator[Batch]:
        """A batch in equal parts, or whole; each weighs the same, as equal means must."""
        size = len(batch.rows) // self._num_parts
        if self._num_parts == 1:
            yield batch
            return
        for first in range(0, size * self._num_parts, size):
            at = slice(first, first + size)
            yield Batch(
                samples=batch.samples[at],
                views=tuple(view[at] for view in batch.views),
                rows=batch.rows[at],
                generator=batch.generator,
            )

    def _note(self, output: PretextOutput, rate: float) -> None:
        values = {"loss": output.loss.detach(), "spread": spread(output.embeddings), **output.metrics}
        self._pending.append((self.step, rate, values))

    def _measurements(self) -> Iterator[Event]:
        # A graphics card is given its steps and does them later: reading the numbers waits for it.
        start = time.perf_counter()
        read = [
            (step, rate, {k: float(v) for k, v in values.items()}) for step, rate, values in self._pending
        ]
        self._pending.clear()
        self._spent(start)
        for step, rate, numbers in read:
            if not math.isfinite(numbers["loss"]):
                raise DivergedError
            extra = {
                "learning_rate": rate,
                "samples_per_second": self.samples_per_second,
                "memory_mb": devices.memory_in_use(self.device),
            }
            measured = Measured(step=step, values=numbers | extra)
            if self._watch is not None:
                self._watch.note(measured)
            yield measured

    def _advanced(self) -> Advanced:
        left = self.schedule.end - self.step
        # Looks and the first steps, which warm up, would make a short run seem a long one.
        per_step = self._steady_seconds / self._steady_steps if self._steady_steps > 1 else None
        return Advanced(
            phase=PHASE,
            done=self.step,
            total=self.schedule.end,
            unit="steps",
            rate=self.samples_per_second,
            seconds_left=0.0 if left == 0 else None if per_step is None else left * per_step,
        )

    def watching(self) -> AbstractContextManager[None]:
        """For who steps by hand: within it a stop is honoured inside the steps too."""
        return watching(self.task, self._token)


def seconds_per_step(trainer: Trainer, seconds: float) -> float:
    """Seconds a step takes, from training a throw-away trainer for about `seconds`.

    The first step, which warms up, does not count. Raises `Stopped` when a stop was asked.
    """
    start = warm = time.perf_counter()
    with trainer.watching():
        while trainer.step < 3 or time.perf_counter() - start < seconds:
            if not trainer.try_step():
                raise Stopped
            if trainer.step == 1:
                devices.synchronize(trainer.device)
                warm = time.perf_counter()
    devices.synchronize(trainer.device)
    return (time.perf_counter() - warm) / (trainer.step - 1)
