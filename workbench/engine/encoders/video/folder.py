"""Networks for videos from elsewhere: VideoMAE (Tong et al. 2022), as Hugging Face's transformers has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.encoders import EncoderSpec, ReadSamples, encoders
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.transformer import take
from workbench.engine.encoders.video import tubes
from workbench.engine.encoders.video.tubes import Grid, TubeEncoder

PREPARATION = "preparation"
"""In a spec's description beside the network's own settings: those of its preprocessor_config.json."""
_USUAL_MEAN = (0.485, 0.456, 0.406)
_USUAL_STD = (0.229, 0.224, 0.225)


class TubesFromElsewhere(TubeEncoder):
    """The encoder of VideoMAE; clips are brought to the frames and the size that it was trained with.

    It normalises by the mean and the spread it was trained with, not by those of the set.
    """

    native = "huggingface"

    def __init__(self, spec: EncoderSpec, config: Any, preparation: dict[str, Any]) -> None:
        super().__init__(spec, int(config.hidden_size))
        self.config = config
        self.tube_frames = int(config.tubelet_size)
        self.patch = int(config.patch_size)
        self.mean.copy_(torch.tensor(preparation.get("image_mean", _USUAL_MEAN)))
        self.std.copy_(torch.tensor(preparation.get("image_std", _USUAL_STD)))
        self.network: Any
        self.take_network(transformers().VideoMAEModel(config))

    def take_network(self, network: Any) -> None:
        """Use this VideoMAEModel of transformers."""
        self.network = network

    @property
    def side(self) -> int:
        return int(self.config.image_size)

    def grid(self, frames: int) -> Grid:
        side = self.side // self.patch
        return int(self.config.num_frames) // self.tube_frames, side, side

    def learn_input(self, read: ReadSamples) -> None:
        """There is nothing to see: it was trained with colours of one mean and spread."""

    def take_input(self, other: Self) -> None:
        """There is nothing to take."""

    def looked_at(self, samples: Tensor) -> Tensor:
        """(B, 3, T, H, W) -> the frames nearest to its own in time, and of its own size."""
        wanted, length = int(self.config.num_frames), samples.shape[2]
        if length != wanted:
            at = (torch.arange(wanted, device=samples.device) + 0.5) * (length / wanted)
            samples = samples.index_select(2, at.long().clamp_max(length - 1))
        if samples.shape[3:] == (self.side, self.side):
            return samples
        frames = samples.transpose(1, 2).flatten(0, 1)  # (B * T, 3, H, W)
        sized = F.interpolate(frames, (self.side, self.side), mode="bilinear", antialias=True)
        return sized.view(len(samples), wanted, -1, self.side, self.side).transpose(1, 2)

    def embed(self, samples: Tensor, visible: Tensor | None = None) -> Tensor:
        pixels = tubes.cut(samples, self.tube_frames, self.patch)  # (B, N, P)
        embeddings = self.network.embeddings
        places = embeddings.position_embeddings[0].detach().to(pixels.device)  # (N, D)
        if visible is not None:
            pixels, places = take(pixels, visible), places[visible]
        layer = embeddings.patch_embeddings.projection
        kernel = layer.weight.permute(0, 2, 3, 4, 1).flatten(1)  # (D, P), as tubes are cut
        embedded: Tensor = F.linear(pixels, kernel, layer.bias) + places
        return embedded

    def run(self, tokens: Tensor) -> Tensor:
        found: Tensor = self.network.encoder(tokens).last_hidden_state
        norm = self.network.layernorm
        return found if norm is None else norm(found)

    def save_native(self, folder: Path) -> None:
        """Write config.json, model.safetensors and preprocessor_config.json."""
        self.network.save_pretrained(folder)
        processor = transformers().VideoMAEImageProcessor(
            size={"shortest_edge": self.side},
            crop_size={"height": self.side, "width": self.side},
            image_mean=self.mean.tolist(),
            image_std=self.std.tolist(),
        )
        processor.save_pretrained(folder)


def _elsewhere(spec: EncoderSpec) -> TubesFromElsewhere:
    """A network from a folder in Hugging Face's format, built as that folder's config.json says."""
    data = json.loads(spec.config)
    preparation = data.pop(PREPARATION, {})
    config = transformers().VideoMAEConfig.from_dict(data)
    return TubesFromElsewhere(spec, config, preparation)


encoders.register("video_folder")(_elsewhere)

__all__ = ["PREPARATION", "TubesFromElsewhere"]
