"""An encoder with a file's weights answers as the model that the file was written from."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torchvision
from torch import Tensor

from tests.engine.weights import sources
from workbench.engine.encoders import Encoder, EncoderSpec, PictureEncoder
from workbench.engine.weights import identify

_RESNET = EncoderSpec(name="resnet18", channels=3, size=96)
_VIT = EncoderSpec(name="vit_tiny", channels=3, size=144)


def _tokens(encoder: Encoder, samples: Tensor) -> Tensor:
    with torch.no_grad():
        tokens: Tensor = encoder.eval()(samples).tokens
    return tokens


def _normalised(encoder: PictureEncoder, samples: Tensor) -> Tensor:
    return (samples - encoder.mean) / encoder.std


def _map_as_tokens(features: Tensor) -> Tensor:
    return features.flatten(2).transpose(1, 2)


@pytest.mark.parametrize("suffix", [".safetensors", ".pth"])
def test_timms_resnet(suffix: str, tmp_path: Path) -> None:
    model = sources.model("resnet18")
    path = sources.written(tmp_path / f"a{suffix}", model.state_dict())
    encoder, samples = sources.started(path, _RESNET), sources.samples(96)
    with torch.no_grad():
        expected = _map_as_tokens(model.forward_features(_normalised(encoder, samples)))
    torch.testing.assert_close(_tokens(encoder, samples), expected, atol=1e-4, rtol=1e-4)


def test_torchvisions_resnet(tmp_path: Path) -> None:
    model = sources.shaken(torchvision.models.resnet18(weights=None))
    path = sources.written(tmp_path / "a.pth", model.state_dict())
    encoder, samples = sources.started(path, _RESNET), sources.samples(96)
    assert identify(path).spec.name == "resnet18"
    with torch.no_grad():
        model.fc = torch.nn.Identity()
        expected = model(_normalised(encoder, samples))
        torch.testing.assert_close(encoder.eval()(samples).pooled, expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("name", ["resnet34", "resnet50"])
def test_hugging_faces_resnets(name: str, tmp_path: Path) -> None:
    model = sources.model(name)
    path = sources.written(tmp_path / "a.safetensors", sources.hugging_face_resnet(model.state_dict()))
    found = identify(path)
    encoder, samples = sources.started(path, EncoderSpec(name=name, channels=3, size=96)), sources.samples(96)
    assert (found.source, found.spec.name) == ("Hugging Face", name)
    with torch.no_grad():
        expected = _map_as_tokens(model.forward_features(_normalised(encoder, samples)))
    torch.testing.assert_close(_tokens(encoder, samples), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("has_class_token", [False, True])
def test_timms_transformer_its_class_token_dropped(has_class_token: bool, tmp_path: Path) -> None:
    model = sources.vit_without_class_token()
    state = sources.with_class_token(model.state_dict()) if has_class_token else model.state_dict()
    encoder = sources.started(sources.written(tmp_path / "a.safetensors", state), _VIT)
    samples = sources.samples(144)
    with torch.no_grad():
        expected = model.forward_features(_normalised(encoder, samples))
    torch.testing.assert_close(_tokens(encoder, samples), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("version", [4, 5])
def test_hugging_faces_transformer(version: int, tmp_path: Path) -> None:
    model = sources.vit_without_class_token()
    state = sources.hugging_face_vit(sources.with_class_token(model.state_dict()), version)
    path = sources.written(tmp_path / "a.safetensors", state)
    encoder, samples = sources.started(path, _VIT), sources.samples(144)
    assert identify(path).source == "Hugging Face"
    with torch.no_grad():
        expected = model.forward_features(_normalised(encoder, samples))
    torch.testing.assert_close(_tokens(encoder, samples), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("of_before_0_14", [False, True])
def test_torchvisions_transformer(of_before_0_14: bool, tmp_path: Path) -> None:
    torch.manual_seed(3)
    model = torchvision.models.VisionTransformer(
        image_size=144, patch_size=16, num_layers=12, num_heads=3, hidden_dim=192, mlp_dim=768
    ).eval()
    state = model.state_dict()
    if of_before_0_14:
        names = {".mlp.0.": ".mlp.linear_1.", ".mlp.3.": ".mlp.linear_2."}
        for new, old in names.items():
            state = {key.replace(new, old): value for key, value in state.items()}
    path = sources.written(tmp_path / "a.pth", state)
    encoder, samples = sources.started(path, _VIT), sources.samples(144)
    assert identify(path).source == "torchvision"
    with torch.no_grad():
        patches = model._process_input(_normalised(encoder, samples))
        patches = patches + model.encoder.pos_embedding[:, 1:]  # the class token's place is the first
        expected = model.encoder.ln(model.encoder.layers(patches))
    torch.testing.assert_close(_tokens(encoder, samples), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("prefix", ["module.", "model.", "backbone.", "encoder.", "module.base_encoder."])
def test_what_wrappers_put_in_front_does_not_matter(prefix: str, tmp_path: Path) -> None:
    state = {f"{prefix}{key}": value for key, value in sources.model("resnet18").state_dict().items()}
    encoder = sources.started(sources.written(tmp_path / "a.safetensors", state), _RESNET)
    expected = state[f"{prefix}layer4.1.conv2.weight"]
    assert torch.equal(encoder.state_dict()["network.layer4.1.conv2.weight"], expected)


def test_weights_inside_a_training_state_are_found(tmp_path: Path) -> None:
    state = sources.model("resnet18").state_dict()
    whole = {"epoch": 3, "optimizer": {"lr": 0.1}, "state_dict": {f"module.{k}": v for k, v in state.items()}}
    torch.save(whole, tmp_path / "a.pth.tar")
    encoder = sources.started(tmp_path / "a.pth.tar", _RESNET)
    assert torch.equal(encoder.state_dict()["network.conv1.weight"], state["conv1.weight"])


def test_half_precision_becomes_float32(tmp_path: Path) -> None:
    state = {key: value.half() for key, value in sources.model("resnet18").state_dict().items()}
    encoder = sources.started(sources.written(tmp_path / "a.safetensors", state), _RESNET)
    assert {value.dtype for value in encoder.parameters()} == {torch.float32}
