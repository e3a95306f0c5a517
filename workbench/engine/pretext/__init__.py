"""Pretext tasks: what a network is asked so that it learns without labels. One file each."""

from __future__ import annotations

import abc
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from torch import Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview, ViewStrength
from workbench.engine.encoders import Encoder
from workbench.engine.registry import Registry

Family = Literal["contrastive", "negatives-free", "masked", "autoencoder", "next", "order", "distillation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number of a task's own that tells whether it is learning; it is in `PretextOutput.metrics`."""

    name: str
    label: str
    help: str
    """What it says and which values are good, in one sentence."""
    low: float | None = None
    high: float | None = None
    """Ends of the plot's axis."""
    bad_below: float | None = None
    bad_above: float | None = None
    """Beyond these, for a while, the task has collapsed."""
    baseline: str = ""
    """Another entry of the metrics that a network which has learnt nothing reaches; lower is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The known cure of a task's collapse: other settings, a lower rate, and what is changed in words."""

    settings: Any
    sentence: str
    rate_factor: float = 0.5


class PretextTask(nn.Module, abc.ABC):
    """An encoder and the question it is asked. Settings build both the form and the options."""

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    """One plain sentence."""
    family: ClassVar[Family]
    modalities: ClassVar[tuple[str, ...]]
    views_per_sample: ClassVar[int]
    """0 where the task changes samples itself, as those about texts do."""
    answers: ClassVar[bool] = True
    """Whether its preview shows what the network answers; tasks that compare views answer nothing."""
    view_strength: ClassVar[ViewStrength] = "strong"
    """"strong": views that hide what does not matter; "gentle": the sample, moved and mirrored a little."""
    Settings: ClassVar[type[Any]]
    overfits_one_batch: ClassVar[bool] = True
    can_collapse: ClassVar[bool] = True
    """Whether a network may end up with one answer to all samples; if not, only its own measures judge it."""
    smallest_batch: ClassVar[int] = 2
    batch_share: ClassVar[float] = 1.0
    """Of the batch that is usual on a device: less where a sample asks many things and steps matter more."""
    accumulates: ClassVar[bool] = False
    """Whether the loss is a mean over samples, so that a batch may be learnt from in parts, exactly."""
    base_rate: ClassVar[float] = 2e-3
    """Learning rate (AdamW) at 256 samples a step."""
    measures: ClassVar[tuple[Measure, ...]] = ()
    preferred_encoders: ClassVar[tuple[str, ...]] = ()
    """Encoders made for it, largest first; none: whatever the modality proposes."""
    learns_from_teacher: ClassVar[bool] = False
    """Whether `start` names a network to imitate instead of the weights to go on from."""

    def __init__(self, encoder: Encoder, settings: Any) -> None:
        super().__init__()
        self.encoder = encoder
        self.settings = settings

    @classmethod
    def refusal(cls, encoder: Encoder, settings: Any) -> str:
        """Why it cannot train this encoder with these settings, in one plain sentence; "" when it can."""
        return ""

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """What speaks against it for samples like these (B, C, H, W), in one sentence; "" when nothing."""
        return ""

    @classmethod
    def remedy(cls, settings: Any) -> Remedy:
        """What to change when it collapses."""
        return Remedy(settings=settings, sentence="It goes on with a quarter of the learning rate.",
                      rate_factor=0.25)  # fmt: skip

    def fit_to_set(self, num_samples: int) -> None:
        """Told the size of the set before the first step, for what depends on it, such as a queue."""

    def set_teacher(self, teacher: Encoder) -> None:
        """The network to imitate, for tasks that have `learns_from_teacher`; before the first step."""
        raise NotImplementedError(f"{self.name} imitates nobody")

    @abc.abstractmethod
    def forward(self, batch: Batch) -> PretextOutput:
        """The loss of one batch, with its metrics and the embeddings that monitors look at."""

    def after_step(self, progress: float) -> None:
        """Called after each completed step with progress in [0, 1]: for slowly moving teachers."""

    @abc.abstractmethod
    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """What the task does to these samples; with what the network answers once it is `trained`."""


pretext_tasks: Registry[type[PretextTask]] = Registry("workbench.engine.pretext")

__all__ = ["Family", "Measure", "PretextTask", "Remedy", "pretext_tasks"]
