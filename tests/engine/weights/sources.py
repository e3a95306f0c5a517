"""Models of other libraries with random weights, their files, and names as Hugging Face writes them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import safetensors.torch
import timm
import torch
from torch import Tensor, nn

from workbench.engine.encoders import EncoderSpec, PictureEncoder
from workbench.engine.weights import load_start

State = dict[str, Tensor]
_VIT_NAMES = {
    "cls_token": "embeddings.cls_token",
    "pos_embed": "embeddings.position_embeddings",
    "patch_embed.proj.": "embeddings.patch_embeddings.projection.",
    "norm.": "layernorm.",
    "head.": "classifier.",
}
_BLOCK_NAMES = {
    4: {
        "norm1": "layernorm_before",
        "norm2": "layernorm_after",
        "attn.proj": "attention.output.dense",
        "mlp.fc1": "intermediate.dense",
        "mlp.fc2": "output.dense",
    },
    5: {
        "norm1": "layernorm_before",
        "norm2": "layernorm_after",
        "attn.proj": "attention.o_proj",
        "mlp.fc1": "mlp.fc1",
        "mlp.fc2": "mlp.fc2",
    },
}
_QKV = {
    4: ("attention.attention.query", "attention.attention.key", "attention.attention.value"),
    5: ("attention.q_proj", "attention.k_proj", "attention.v_proj"),
}


def started(path: Path, spec: EncoderSpec) -> PictureEncoder:
    """The encoder of pictures that a start gives."""
    encoder = load_start(path, spec)
    assert isinstance(encoder, PictureEncoder)
    return encoder


def samples(size: int, channels: int = 3) -> Tensor:
    return torch.rand(2, channels, size, size, generator=torch.Generator().manual_seed(0))


def model(name: str, **settings: Any) -> Any:
    """A model of timm whose running statistics are not those of a fresh one."""
    torch.manual_seed(1)
    made: nn.Module = timm.create_model(name, pretrained=False, **settings).eval()
    return shaken(made)


def shaken(made: nn.Module) -> Any:
    generator = torch.Generator().manual_seed(2)
    for buffer in made.buffers():
        if buffer.is_floating_point():
            buffer.copy_(0.5 + torch.rand(buffer.shape, generator=generator))
    return made.eval()


def vit_without_class_token(size: int = 144) -> Any:
    """What an encoder here can agree with exactly: a class token takes part in the attention."""
    made = model("vit_tiny_patch16_224", img_size=size, class_token=False, global_pool="avg", fc_norm=False)
    nn.init.normal_(made.pos_embed, std=0.5)
    return made


def with_class_token(state: State) -> State:
    """The state of the model that has one more token, its place in front."""
    width = state["pos_embed"].shape[2]
    positions = torch.cat([torch.full((1, 1, width), 9.0), state["pos_embed"]], 1)
    return state | {"cls_token": torch.ones(1, 1, width), "pos_embed": positions}


def hugging_face_vit(state: State, version: int = 4) -> State:
    """The names that transformers 4 or 5 gives the same weights, as listed from a model of each."""
    out = {}
    for key, value in state.items():
        block = re.match(r"blocks\.(\d+)\.(.+)\.(weight|bias)$", key)
        if block is None:
            for ours, theirs in _VIT_NAMES.items():
                key = theirs + key.removeprefix(ours) if key.startswith(ours) else key
            out[key if key.startswith("classifier") else f"vit.{key}"] = value
            continue
        number, layer, kind = block.groups()
        place = f"vit.encoder.layer.{number}" if version == 4 else f"vit.layers.{number}"
        if layer == "attn.qkv":
            for name, part in zip(_QKV[version], value.chunk(3), strict=True):
                out[f"{place}.{name}.{kind}"] = part.clone()
        else:
            out[f"{place}.{_BLOCK_NAMES[version][layer]}.{kind}"] = value
    return out


def hugging_face_resnet(state: State) -> State:
    """The names that transformers gives the same weights, as listed from its ResNetForImageClassification."""
    out = {}
    for key, value in state.items():
        parts = key.split(".")
        kind = "convolution" if "conv" in key or "downsample.0" in key else "normalization"
        if parts[0] in ("conv1", "bn1"):
            name = f"resnet.embedder.embedder.{kind}.{parts[1]}"
        elif parts[0] == "fc":
            name = f"classifier.1.{parts[1]}"
        else:
            block = f"resnet.encoder.stages.{int(parts[0][-1]) - 1}.layers.{parts[1]}"
            layer = "shortcut" if parts[2] == "downsample" else f"layer.{int(parts[2][-1]) - 1}"
            name = f"{block}.{layer}.{kind}.{parts[-1]}"
        out[name] = value
    return out


def written(path: Path, state: State) -> Path:
    if path.suffix == ".safetensors":
        safetensors.torch.save_file({key: value.contiguous() for key, value in state.items()}, path)
    else:
        torch.save(state, path)
    return path
