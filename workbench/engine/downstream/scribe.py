"""A finished model that writes down what it hears, in a folder that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import safetensors.torch
import torch
from torch import Tensor

from workbench.engine.checkpoint import replace
from workbench.engine.contracts import Layout, Rows
from workbench.engine.downstream import nearest_clips
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.classifier import DESCRIPTION, WEIGHTS
from workbench.engine.downstream.hearing import HearingNetwork, Said, WayName
from workbench.engine.downstream.hearing_training import ends
from workbench.engine.downstream.nearest_clips import NearestClips
from workbench.engine.downstream.spelling import SpellingNetwork
from workbench.engine.downstream.translating import TranslatingNetwork
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.audio import RATE_HZ, SoundEncoder
from workbench.engine.interrupting import watching
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, UserError

KIND = "sound to text"
FORMAT = 1
BEAM = 12
_NETWORKS: dict[str, type[HearingNetwork]] = {"letters": SpellingNetwork, "decoder": TranslatingNetwork}
_ENCODER, _NETWORK = "encoder.", "network."
_AT_ONCE = 16
_SECONDS_AT_ONCE = 128.0


@dataclass(frozen=True, kw_only=True)
class Scribe:
    """Texts from sounds: by a network, or where that served better by the text of the nearest known sound."""

    layout: Layout
    modality: str
    network: HearingNetwork | None = None
    nearest: NearestClips | None = None
    encoder: SoundEncoder | None = None
    """What sees how alike sounds are, where `nearest` needs one."""
    reading: Mapping[str, Any] = field(default_factory=dict)
    """How files are cut into samples, as plain data: see `Modality.reading`."""
    beam: int = BEAM

    @property
    def way(self) -> WayName:
        """How it comes to its texts."""
        return self.network.name if self.network is not None else "nearest"

    def write_down(self, rows: Rows, token: CancelToken, device: torch.device) -> list[Said]:
        """The text of each cache row (N, T), in order; of silence none. Raises `Stopped` inside a batch."""
        said = [Said(text="", confidence=0.0)] * len(rows)
        sizes = ends(rows)
        order = np.argsort(sizes, kind="stable")[int((sizes == 0).sum()) :]
        while len(order):
            token.raise_if_stopping()
            size = max(1, min(_AT_ONCE, int(_SECONDS_AT_ONCE * RATE_HZ / sizes[order[0]])))
            some, order = order[:size], order[size:]
            for place, one in zip(some, self._said(rows[some], token, device), strict=True):
                said[place] = one
        return said

    def _said(self, rows: Rows, token: CancelToken, device: torch.device) -> list[Said]:
        modality = modalities.get(self.modality)
        if self.network is None:
            assert self.nearest is not None
            asked = nearest_clips.features(
                self.nearest.likeness, rows, modality, self.encoder, device, token
            )  # fmt: skip
            return [self.nearest.say(one, token) for one in asked]
        network = self.network.to(device).eval()
        longest = int(ends(rows).max())
        samples = modality.samples(torch.from_numpy(np.ascontiguousarray(rows[:, :longest])).to(device))
        with watching(network, token), torch.no_grad():
            return network.say(network.encode(samples), beam=self.beam)

    def save(self, folder: Path) -> None:
        """Write model.safetensors and model.json. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors: dict[str, Tensor] = {}
        if self.network is not None:
            tensors |= {_NETWORK + name: value for name, value in self.network.state_dict().items()}
        if self.nearest is not None:
            tensors |= self.nearest.tensors()
        if self.encoder is not None:
            tensors |= {_ENCODER + name: value for name, value in self.encoder.state_dict().items()}
        apart = {name: value.detach().cpu().clone().contiguous() for name, value in tensors.items()}
        replace(folder / WEIGHTS, lambda path: safetensors.torch.save_file(apart, path))
        text = json.dumps(self._description(), indent=2, ensure_ascii=False)
        replace(folder / DESCRIPTION, lambda path: _write_text(path, text))

    @classmethod
    def load(cls, folder: Path) -> Scribe:
        """What `save` wrote, on the CPU. Raises `UserError` when it is missing, damaged, or no such model."""
        try:
            data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
            if data.get("kind") != KIND:
                raise UserError(
                    f"The model {folder.name} does not write down what it hears.",
                    "It was made for something else.",
                    "Choose a model that was made from sounds and their texts.",
                )
            if data["format"] > FORMAT:
                raise ValueError("it was written by a newer version of the program")
            return _loaded(data, safetensors.torch.load_file(folder / WEIGHTS))
        except (
            OSError, LookupError, ValueError, TypeError, RuntimeError, AttributeError,
            safetensors.SafetensorError,
        ) as error:  # fmt: skip
            raise UserError(
                f"The model in {folder} cannot be read.",
                f"{type(error).__name__}: {error}.",
                "Choose another model, or make it again.",
            ) from error

    def _description(self) -> dict[str, Any]:
        network, nearest = self.network, self.nearest
        return {
            "format": FORMAT,
            "kind": KIND,
            "way": self.way,
            "modality": self.modality,
            "layout": {"shape": list(self.layout.shape), "dtype": self.layout.dtype},
            "reading": dict(self.reading),
            "beam": self.beam,
            "encoder": asdict(self.encoder.spec) if self.encoder is not None else None,
            "network": None if network is None else {
                "name": network.name,
                "encoder": asdict(network.encoder.spec),
                "letters": "".join(network.alphabet.letters),
                "settings": dict(network.settings()),
            },
            "nearest": None if nearest is None else {
                "likeness": nearest.likeness, "texts": list(nearest.texts)
            },
        }  # fmt: skip


def _loaded(data: dict[str, Any], tensors: Mapping[str, Tensor]) -> Scribe:
    network: HearingNetwork | None = None
    if data["network"] is not None:
        own = data["network"]
        made = cast(Any, _NETWORKS[own["name"]])
        network = made(_built(own["encoder"]), Alphabet(tuple(own["letters"])), **own["settings"])
        assert network is not None
        network.load_state_dict(_apart(tensors, _NETWORK))
        network.eval()
    nearest, encoder = data["nearest"], None
    if data["encoder"] is not None:
        encoder = _built(data["encoder"])
        encoder.load_state_dict(_apart(tensors, _ENCODER))
        encoder.eval()
    return Scribe(
        layout=Layout(shape=tuple(data["layout"]["shape"]), dtype=data["layout"]["dtype"]),
        modality=data["modality"],
        network=network,
        nearest=None
        if nearest is None
        else NearestClips.load(nearest["likeness"], tensors, nearest["texts"]),
        encoder=encoder,
        reading=data.get("reading", {}),
        beam=int(data["beam"]),
    )


def _built(spec: dict[str, Any]) -> SoundEncoder:
    encoder = build(EncoderSpec(**spec))
    if not isinstance(encoder, SoundEncoder):
        raise TypeError("its network does not hear sounds")
    return encoder


def _apart(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
