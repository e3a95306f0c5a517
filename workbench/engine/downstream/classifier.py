"""A finished model: encoders, heads and class names in a folder that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from numpy.typing import NDArray
from torch import Tensor

from workbench.engine.checkpoint import replace
from workbench.engine.contracts import Layout, Rows
from workbench.engine.downstream.calibration import log_softmax
from workbench.engine.downstream.features import Block, Features, Floats, Source, inputs
from workbench.engine.downstream.probe import Linear
from workbench.engine.embedding import embed_rows
from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.engine.modalities import Classic, Modality, Numbers, modalities
from workbench.jobs import UserError

WEIGHTS = "model.safetensors"
DESCRIPTION = "model.json"
FORMAT = 1
_BATCH = 256
_CLASSIC = "classic."


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One voice of a classifier: an encoder where it needs one, what the head sees, and the head."""

    encoder: Encoder | None
    blocks: tuple[Block, ...]
    head: Linear

    @property
    def sources(self) -> tuple[Source, ...]:
        """What of a sample it looks at."""
        return tuple(block.source for block in self.blocks)

    def logits(self, features: Features) -> NDArray[np.float64]:
        """From its sources' numbers, (N, D) each, to logits (N, K)."""
        return self.head.logits(inputs(self.blocks, features))


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """Class probabilities from cache rows: the mean of its members' logits over a temperature."""

    members: tuple[Member, ...]
    class_names: tuple[str, ...]
    layout: Layout
    modality: str
    classic: Classic
    """What makes the classic features, where a member looks at them."""
    temperature: float = 1.0
    reading: Mapping[str, Any] = field(default_factory=dict)
    """How files are cut into samples, as plain data: see `Modality.reading`."""
    threshold: float | None = None
    """From this confidence on at least 95 % were right on the check set; None: not known."""

    def predict(self, rows: Rows, device: torch.device | None = None) -> Floats:
        """Probabilities (N, K) float32 of cache rows (N, ...), as the layout says."""
        device = device or torch.device("cpu")
        modality = modalities.get(self.modality)
        parts = [
            self._logits(rows[first : first + _BATCH], modality, device)
            for first in range(0, len(rows), _BATCH)
        ]
        if not parts:
            return np.zeros((0, len(self.class_names)), dtype=np.float32)
        return probabilities(np.concatenate(parts), self.temperature)

    def logits(self, rows: Rows, device: torch.device | None = None) -> NDArray[np.float64]:
        """Logits (N, K) before the temperature, of at most a few hundred rows at once."""
        return self._logits(rows, modalities.get(self.modality), device or torch.device("cpu"))

    def save(self, folder: Path) -> None:
        """Write model.json and model.safetensors. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors: dict[str, Tensor] = {}
        for number, member in enumerate(self.members):
            tensors |= {f"{number}.{name}": value for name, value in _tensors(member).items()}
        if self._looks_at_classic:
            state = self.classic.state().items()
            tensors |= {f"{_CLASSIC}{name}": torch.from_numpy(value).contiguous() for name, value in state}
        replace(folder / WEIGHTS, lambda path: safetensors.torch.save_file(tensors, path))
        text = json.dumps(self._description(), indent=2, ensure_ascii=False)
        replace(folder / DESCRIPTION, lambda path: _write_text(path, text))

    @classmethod
    def load(cls, folder: Path) -> Classifier:
        """Read what `save` wrote, on the CPU. Raises `UserError` when it is missing or damaged."""
        try:
            data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
            if data.get("kind", "class") != "class":
                raise UserError(
                    f"The model {folder.name} tells no classes apart.",
                    "It answers in words, or writes down what it hears.",
                    "Ask it, or choose a model that was made from classes.",
                )
            if data["format"] > FORMAT:
                raise ValueError("it was written by a newer version of the program")
            tensors = safetensors.torch.load_file(folder / WEIGHTS)
            members = tuple(_member(item, tensors, str(i)) for i, item in enumerate(data["members"]))
            return cls(
                members=members,
                class_names=tuple(data["classes"]),
                layout=Layout(shape=tuple(data["layout"]["shape"]), dtype=data["layout"]["dtype"]),
                modality=data["modality"],
                classic=_classic(data["modality"], tensors),
                temperature=float(data["temperature"]),
                threshold=data["threshold"],
                reading=data.get("reading", {}),
            )
        except (OSError, KeyError, ValueError, TypeError, RuntimeError, safetensors.SafetensorError) as error:
            raise UserError(
                f"The model in {folder} cannot be read.",
                f"{type(error).__name__}: {error}.",
                "Choose another model, or fine-tune again.",
            ) from error

    def _logits(self, rows: Rows, modality: Modality, device: torch.device) -> NDArray[np.float64]:
        total = np.zeros((len(rows), len(self.class_names)))
        classic = self.classic.features(rows) if self._looks_at_classic else None
        for member in self.members:
            features: dict[Source, Numbers] = {}
            if classic is not None:
                features["classic"] = classic
            if member.encoder is not None:
                member.encoder.to(device).eval()
                features["embedding"] = embed_rows(member.encoder, modality, rows, device)
            total += log_softmax(member.logits(features))
        return total / len(self.members)

    @property
    def _looks_at_classic(self) -> bool:
        return any("classic" in member.sources for member in self.members)

    def _description(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "modality": self.modality,
            "layout": {"shape": list(self.layout.shape), "dtype": self.layout.dtype},
            "classes": list(self.class_names),
            "temperature": self.temperature,
            "threshold": self.threshold,
            "reading": dict(self.reading),
            "members": [
                {
                    "encoder": asdict(member.encoder.spec) if member.encoder else None,
                    "blocks": [{"source": b.source, "unit": b.unit} for b in member.blocks],
                }
                for member in self.members
            ],
        }


def probabilities(logits: NDArray[np.float64], temperature: float) -> Floats:
    """Logits (N, K) at a temperature -> probabilities (N, K) float32."""
    return np.exp(log_softmax(logits / temperature)).astype(np.float32)


def _tensors(member: Member) -> dict[str, Tensor]:
    found = {
        "head.weight": torch.from_numpy(member.head.weight).contiguous(),
        "head.bias": torch.from_numpy(member.head.bias).contiguous(),
    }
    for number, block in enumerate(member.blocks):
        found[f"block{number}.mean"] = torch.from_numpy(block.mean).contiguous()
        found[f"block{number}.scale"] = torch.from_numpy(block.scale).contiguous()
    if member.encoder is not None:
        weights = member.encoder.state_dict().items()
        found |= {f"encoder.{name}": value.detach().cpu().clone().contiguous() for name, value in weights}
    return found


def _classic(modality: str, tensors: Mapping[str, Tensor]) -> Classic:
    state = {k.removeprefix(_CLASSIC): v.numpy() for k, v in tensors.items() if k.startswith(_CLASSIC)}
    return modalities.get(modality).load_classic(state)


def _member(item: dict[str, Any], tensors: dict[str, Tensor], number: str) -> Member:
    own = {k.removeprefix(f"{number}."): v for k, v in tensors.items() if k.startswith(f"{number}.")}
    encoder: Encoder | None = None
    if item["encoder"] is not None:
        encoder = build(EncoderSpec(**item["encoder"]))
        prefix = "encoder."
        encoder.load_state_dict({k[len(prefix) :]: v for k, v in own.items() if k.startswith(prefix)})
        encoder.eval()
    blocks = tuple(
        Block(
            source=block["source"],
            unit=bool(block["unit"]),
            mean=own[f"block{place}.mean"].numpy(),
            scale=own[f"block{place}.scale"].numpy(),
        )
        for place, block in enumerate(item["blocks"])
    )
    head = Linear(weight=own["head.weight"].numpy(), bias=own["head.bias"].numpy())
    return Member(encoder=encoder, blocks=blocks, head=head)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
