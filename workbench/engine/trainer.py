"""Training a pretext task: a generator of events, the same whenever it is run from the same state."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from workbench.engine import device as devices
from workbench.engine.batches import BatchSource, mixed
from workbench.engine.contracts import PretextOutput
from workbench.engine.monitors.spread import spread
from workbench.engine.pretext import PretextTask
from workbench.engine.schedule import Schedule
from workbench.jobs import Advanced, CancelToken, Event, Measured, PhaseStarted, Request, Stopped

PHASE = "Learning"
_NEWS_SECONDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run trains; frozen in its settings before the first step."""

    batch: int
    seed: int
    learning_rate: float
    weight_decay: float = 1e-4
    precision: str = "float32"
    """"bfloat16" computes the network in it; weights and losses stay float32."""
    checkpoint_seconds: float = 15.0


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
    ) -> None:
        self.task = task.to(device).to(memory_format=torch.channels_last)
        self.step = 0
        self.seconds = 0.0
        self.schedule = Schedule(first=0, steps=steps, peak_rate=plan.learning_rate)
        self.waited_seconds = 0.0
        """Spent on making batches since this trainer was made."""
        self.ran_seconds = 0.0
        """Spent on steps since this trainer was made."""
        self._source = source
        self._plan = plan
        self.device = device
        self._token = token
        self._optimizer = _optimizer(self.task, plan, device)
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

    def state_dict(self) -> dict[str, Any]:
        """All that the next step depends on."""
        return {
            "task": self.task.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "schedule": [
                self.schedule.first, self.schedule.steps, self.schedule.peak_rate,
                self.schedule.warmup, self.schedule.cooling,
            ],
        }  # fmt: skip

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to what `state_dict` saved."""
        self.task.load_state_dict(state["task"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        first, steps, rate, warmup, cooling = state["schedule"]
        self.schedule = Schedule(first=first, steps=steps, peak_rate=rate, warmup=warmup, cooling=cooling)

    def extend(self, steps: int) -> None:
        """Train `steps` more from here, with a warm-up and a fall of their own."""
        self.schedule = Schedule(first=self.step, steps=steps, peak_rate=self._plan.learning_rate)

    def twin(self, task: PretextTask) -> Trainer:
        """A trainer of another task on the same batches, for trying out."""
        return Trainer(
            task=task, source=self._source, plan=self._plan, steps=self.schedule.steps,
            device=self.device, token=self._token,
        )  # fmt: skip

    def run(self, deadline_seconds: float | None = None) -> Iterator[Event]:
        """Train to the end of the schedule. Past `deadline_seconds` of training it cools down."""
        total = self.schedule.end
        yield PhaseStarted(phase=PHASE, total=total, unit="steps")
        self.task.train()
        news = saved = time.perf_counter()
        with self.watching():
            while self.step < self.schedule.end:
                self._token.wait_while_paused()
                self._consider_finishing(deadline_seconds)
                if self._token.stopping or self.step >= self.schedule.end or not self.try_step():
                    break
                if len(self._pending) >= self._log_every:
                    yield from self._measurements()
                now = time.perf_counter()
                if now - news > _NEWS_SECONDS:
                    news = now
                    yield self._advanced()
                if now - saved > self._plan.checkpoint_seconds:
                    yield from self._measurements()
                    yield CheckpointDue(step=self.step)
                    saved = time.perf_counter()
        yield from self._measurements()
        yield self._advanced()

    def _consider_finishing(self, deadline_seconds: float | None) -> None:
        late = deadline_seconds is not None and self.seconds > deadline_seconds
        if (late or self._token.request is Request.FINISH) and not self.schedule.cooling:
            self.schedule = self.schedule.cool_down(self.step)

    def try_step(self) -> bool:
        """One whole step, or none: False when a stop was asked inside it."""
        start = time.perf_counter()
        torch._foreach_copy_(self._kept, self._buffers)
        try:
            output = self._forward_backward(start)
        except Stopped:
            torch._foreach_copy_(self._buffers, self._kept)
            self._optimizer.zero_grad(set_to_none=True)
            return False
        rate = self.schedule.rate(self.step)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.task.after_step(self.schedule.progress(self.step))
        self._note(output, rate)
        self._spent(start)
        return True

    def _spent(self, start: float) -> None:
        seconds = time.perf_counter() - start
        self.seconds += seconds
        self.ran_seconds += seconds

    def _forward_backward(self, start: float) -> PretextOutput:
        batch = self._source.batch(self.step)
        self.waited_seconds += time.perf_counter() - start
        self._token.raise_if_stopping()
        # Dropout and the like draw from the global generator: its state is a function of the step.
        torch.manual_seed(mixed(self._plan.seed + 1, self.step))
        with torch.autocast(self.device.type, self._dtype, enabled=self._dtype != torch.float32):
            output: PretextOutput = self.task(batch)
        torch.autograd.backward(output.loss)
        return output

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
            extra = {
                "learning_rate": rate,
                "samples_per_second": self.samples_per_second,
                "memory_mb": devices.memory_in_use(self.device),
            }
            yield Measured(step=step, values=numbers | extra)

    def _advanced(self) -> Advanced:
        left = self.schedule.end - self.step
        per_step = self.seconds / self.step if self.step else None
        return Advanced(
            phase=PHASE,
            done=self.step,
            total=self.schedule.end,
            unit="steps",
            rate=self.samples_per_second,
            seconds_left=None if per_step is None else left * per_step,
        )

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look at the token inside the steps too: a step may take seconds, a stop half of one."""

        def look(*_: object) -> None:
            self._token.raise_if_stopping()

        def look_both_ways(module: nn.Module, inputs: object, output: object) -> None:
            look()
            # A hook on the tensor, not on the module: those do not bear in-place activations.
            if isinstance(output, Tensor) and output.requires_grad:
                output.register_hook(look)  # type: ignore[no-untyped-call]

        layers = [m for m in self.task.modules() if any(True for _ in m.parameters(recurse=False))]
        hooks = [layer.register_forward_hook(look_both_ways) for layer in layers]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()


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


def _optimizer(task: PretextTask, plan: Plan, device: torch.device) -> torch.optim.Optimizer:
    """AdamW; norms and biases are not decayed. Fused where the device has it."""
    trained = [p for p in task.parameters() if p.requires_grad]
    decayed = [p for p in trained if p.ndim > 1]
    plain = [p for p in trained if p.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": plan.weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    fused = device.type in ("cuda", "cpu")
    return torch.optim.AdamW(groups, lr=plan.learning_rate, betas=(0.9, 0.99), fused=fused)


def scaled_rate(base: float, batch: int) -> float:
    """Square-root scaling of the learning rate from 256 samples a batch (Krizhevsky 2014)."""
    return base * math.sqrt(batch / 256)
