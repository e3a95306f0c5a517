"""The same methods by lightly: its transforms in a DataLoader, its losses, each view by itself.

The network, the sizes of the heads, the optimiser and the trainer are ours, so that only the method's own
work and the making of views differ. MoCo is symmetric with a prediction head and without a queue, and DINO
has two views, as ours do. Of MAE lightly has the transform; the step is ours.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import torch
from lightly.loss import DINOLoss, NegativeCosineSimilarity, NTXentLoss, VICRegLoss
from lightly.models.utils import update_momentum
from lightly.transforms.byol_transform import BYOLTransform, BYOLView1Transform, BYOLView2Transform
from lightly.transforms.dino_transform import DINOTransform
from lightly.transforms.mae_transform import MAETransform
from lightly.transforms.moco_transform import MoCoV2Transform
from lightly.transforms.simclr_transform import SimCLRTransform
from lightly.transforms.vicreg_transform import VICRegTransform
from PIL import Image
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from tests.benchmarks.speed.setup import Setup
from workbench.engine.batches import BatchSource
from workbench.engine.contracts import Batch, PretextOutput, UInt8Array
from workbench.engine.pretext import PretextTask

_LARGEST_WITHOUT_BLUR = 64
"""In pixels: up to there nobody blurs."""
_MOMENTUM = 0.99


class _Theirs(nn.Module):
    """The encoder and heads of one of our tasks, asked lightly's way."""

    accumulates = False

    def __init__(self, ours: Any) -> None:
        super().__init__()
        self.encoder: nn.Module = ours.encoder
        self.head: nn.Module = ours.head

    def forward(self, batch: Batch) -> PretextOutput:
        projected = [self.head(self.encoder(view).pooled) for view in batch.views]
        return PretextOutput(loss=self.loss(projected, batch), embeddings=torch.cat(projected).detach())

    def loss(self, projected: list[Tensor], batch: Batch) -> Tensor:
        raise NotImplementedError

    def after_step(self, progress: float) -> None:
        """Nothing follows."""


class _SimCLR(_Theirs):
    def __init__(self, ours: Any) -> None:
        super().__init__(ours)
        self.criterion = NTXentLoss(ours.settings.temperature)

    def loss(self, projected: list[Tensor], batch: Batch) -> Tensor:
        return cast(Tensor, self.criterion(*projected))


class _VICReg(_Theirs):
    def __init__(self, ours: Any) -> None:
        super().__init__(ours)
        self.criterion = VICRegLoss()

    def loss(self, projected: list[Tensor], batch: Batch) -> Tensor:
        return cast(Tensor, self.criterion(*projected))


class _Momentum(_Theirs):
    """With a slow copy of the encoder and the head."""

    def __init__(self, ours: Any, head: nn.Module | None = None) -> None:
        super().__init__(ours)
        if head is not None:
            self.head = head
        self.slow_encoder = copy.deepcopy(self.encoder).requires_grad_(False)
        self.slow_head = copy.deepcopy(self.head).requires_grad_(False)

    def targets(self, batch: Batch) -> list[Tensor]:
        with torch.no_grad():
            return [self.slow_head(self.slow_encoder(view).pooled) for view in batch.views]

    def after_step(self, progress: float) -> None:
        update_momentum(self.encoder, self.slow_encoder, _MOMENTUM)
        update_momentum(self.head, self.slow_head, _MOMENTUM)


class _MoCo(_Momentum):
    def __init__(self, ours: Any) -> None:
        super().__init__(ours)
        self.predictor = ours.predictor
        self.criterion = NTXentLoss(ours.settings.temperature)

    def loss(self, projected: list[Tensor], batch: Batch) -> Tensor:
        (first, second), (one, other) = map(self.predictor, projected), self.targets(batch)
        return cast(Tensor, (self.criterion(first, other) + self.criterion(second, one)) / 2)


class _BYOL(_Momentum):
    def __init__(self, ours: Any) -> None:
        super().__init__(ours)
        self.predictor = ours.predictor
        self.criterion = NegativeCosineSimilarity()

    def loss(self, projected: list[Tensor], batch: Batch) -> Tensor:
        (first, second), (one, other) = map(self.predictor, projected), self.targets(batch)
        return cast(Tensor, (self.criterion(first, other) + self.criterion(second, one)) / 2)


class _DINO(_Momentum):
    def __init__(self, ours: Any) -> None:
        super().__init__(ours, nn.Sequential(ours.head, ours.prototypes))
        self.criterion = DINOLoss(ours.settings.prototypes)

    def loss(self, projected: list[Tensor], batch: Batch) -> Tensor:
        return cast(Tensor, self.criterion(self.targets(batch), projected))


_METHODS: Mapping[str, Callable[[Any], nn.Module]] = {
    "simclr": _SimCLR,
    "moco": _MoCo,
    "vicreg": _VICReg,
    "byol": _BYOL,
    "dino": _DINO,
    "mae": lambda ours: cast(nn.Module, ours),
}


def has(task: str) -> bool:
    """Whether lightly has an implementation of the method."""
    return task in _METHODS


def method(task: str, ours: PretextTask) -> PretextTask:
    """Lightly's way to ask the network of one of our tasks."""
    return cast(PretextTask, _METHODS[task](ours))


def source(setup: Setup, rows: UInt8Array, batches: int) -> BatchSource:
    """So many batches from lightly's transform in a DataLoader; its workers end with it."""
    loader = DataLoader(
        _Pictures(rows, setup.batch * batches, _transform(setup.task, setup.size)),
        batch_size=setup.batch,
        shuffle=True,
        drop_last=True,
        num_workers=setup.workers,
        pin_memory=setup.device.type == "cuda",
    )
    return cast(BatchSource, _LoaderSource(iter(loader), setup.device))


class _Pictures(Dataset[list[Tensor]]):
    """Rows as pictures with their views, as many as asked for; they lie in memory already."""

    def __init__(self, rows: UInt8Array, length: int, transform: Any) -> None:
        self._rows = rows
        self._length = length
        self._transform = transform

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: int) -> list[Tensor]:
        views: list[Tensor] = self._transform(Image.fromarray(self._rows[place % len(self._rows)]))
        return views


class _LoaderSource:
    """Batches from a DataLoader, in place of our `BatchSource`."""

    def __init__(self, loader: Iterator[Any], device: torch.device) -> None:
        self._loader = loader
        self._device = device
        self.waited_seconds = 0.0

    def batch(self, step: int) -> Batch:
        views = tuple(
            view.to(self._device, non_blocking=True, memory_format=torch.channels_last)
            for view in next(self._loader)
        )
        return Batch(samples=views[0], views=views, rows=torch.arange(len(views[0]), device=self._device))


def _transform(task: str, size: int) -> Any:
    """The method's own, at our size; the network normalises by itself."""
    blur = 0.5 if size > _LARGEST_WITHOUT_BLUR else 0.0
    plain: dict[str, Any] = {"normalize": None}
    usual: dict[str, Any] = {"input_size": size, "gaussian_blur": blur, **plain}
    if task == "byol":
        return BYOLTransform(BYOLView1Transform(**usual), BYOLView2Transform(**usual))
    if task == "dino":
        blurs = (2 * blur, 0.2 * blur, 0.0)
        return DINOTransform(global_crop_size=size, n_local_views=0, gaussian_blur=blurs, **plain)
    if task == "mae":
        return MAETransform(input_size=size)
    if task == "simclr":
        return SimCLRTransform(cj_strength=0.5, min_scale=0.3, **usual)
    return {"moco": MoCoV2Transform, "vicreg": VICRegTransform}[task](**usual)
