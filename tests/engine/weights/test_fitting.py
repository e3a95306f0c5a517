"""Weights are brought to the wanted size and channels, or refused with a sentence that helps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import timm
import torch
import torchvision

from tests.engine import tiny
from tests.engine.weights import sources
from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec
from workbench.engine.weights import identify, load_start
from workbench.jobs import UserError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


@pytest.fixture(scope="module")
def resnet(folder: Path) -> Path:
    return sources.written(folder / "resnet18.safetensors", sources.model("resnet18").state_dict())


@pytest.fixture(scope="module")
def vit(folder: Path) -> Path:
    state = sources.with_class_token(sources.vit_without_class_token(224).state_dict())
    return sources.written(folder / "vit.safetensors", state)


def _spec(name: str, size: int, channels: int = 3) -> EncoderSpec:
    return EncoderSpec(name=name, channels=channels, size=size)


def _error(path: Path, spec: EncoderSpec) -> UserError:
    with pytest.raises(UserError) as caught:
        load_start(path, spec)
    assert all(part.endswith(".") for part in caught.value.args)
    assert path.name in caught.value.what
    return caught.value


def _saved(folder: Path, name: str, size: int, channels: int = 3) -> Path:
    encoder = tiny.picture_encoder(name, size=size, channels=channels)
    encoder.set_statistics(torch.full((channels,), 0.2), torch.full((channels,), 0.3))
    layout = Layout(shape=(size, size, channels))
    checkpoint.save_encoder(folder, encoder, layout=layout, modality="image")
    return folder


def test_it_says_which_encoder_and_what_size_a_file_is_of(resnet: Path, vit: Path) -> None:
    assert identify(resnet).spec == _spec("resnet18", 224)
    assert identify(vit).spec == _spec("vit_tiny", 224)


def test_patches_that_no_picture_of_that_size_has_are_used_at_the_nearest_that_has(tmp_path: Path) -> None:
    model = timm.create_model("vit_tiny_patch16_224", pretrained=False, patch_size=8)
    path = sources.written(tmp_path / "a.safetensors", model.state_dict())
    found = identify(path).spec
    assert found.size == 128
    assert load_start(path, found).state_dict()["network.pos_embed"].shape == (1, 256, 192)


def test_positions_are_resampled_to_the_wanted_size(vit: Path) -> None:
    at_home, smaller = (load_start(vit, _spec("vit_tiny", size)).state_dict() for size in (224, 160))
    old = at_home["network.pos_embed"].reshape(14, 14, 192)
    new = smaller["network.pos_embed"].reshape(10, 10, 192)
    assert torch.equal(old.reshape(1, 196, 192), sources.vit_without_class_token(224).pos_embed)
    torch.testing.assert_close(new.mean((0, 1)), old.mean((0, 1)), atol=0.05, rtol=0)
    assert (new[0, 0] - old[0, 0]).norm() < (new[0, 0] - old[13, 13]).norm()


def test_a_grey_picture_is_answered_as_the_same_picture_in_colour(vit: Path) -> None:
    colour, grey = (load_start(vit, _spec("vit_tiny", 144, channels)).eval() for channels in (3, 1))
    samples = sources.samples(144, channels=1)
    with torch.no_grad():
        expected = colour(samples.repeat(1, 3, 1, 1)).pooled
        torch.testing.assert_close(grey(samples).pooled, expected, atol=1e-4, rtol=1e-4)


def test_the_kernel_keeps_its_sum_with_more_channels(resnet: Path) -> None:
    three, five = (load_start(resnet, _spec("resnet18", 96, channels)) for channels in (3, 5))
    kernels = [encoder.state_dict()["network.conv1.weight"] for encoder in (three, five)]
    assert kernels[1].shape[1] == 5
    torch.testing.assert_close(kernels[1][:, :3], kernels[0] * 3 / 5)


def test_imagenets_mean_and_spread_go_with_the_weights(resnet: Path) -> None:
    colour, grey = (sources.started(resnet, _spec("resnet18", 96, channels)) for channels in (3, 1))
    assert colour.mean.flatten().tolist() == pytest.approx([0.485, 0.456, 0.406])
    assert colour.std.flatten().tolist() == pytest.approx([0.229, 0.224, 0.225])
    assert grey.mean.item() == pytest.approx((0.485 + 0.456 + 0.406) / 3)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("preprocessor_config.json", {"image_mean": [0.1, 0.2, 0.3], "image_std": [0.4, 0.5, 0.6]}),
        ("config.json", {"pretrained_cfg": {"mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6]}}),
    ],
)
def test_a_models_folder_says_its_mean_and_spread(name: str, said: object, tmp_path: Path) -> None:
    state = sources.hugging_face_resnet(sources.model("resnet18").state_dict())
    sources.written(tmp_path / "model.safetensors", state)
    (tmp_path / name).write_text(json.dumps(said), encoding="utf-8")
    encoder = sources.started(tmp_path, _spec("resnet18", 96))
    assert encoder.mean.flatten().tolist() == pytest.approx([0.1, 0.2, 0.3])
    assert encoder.std.flatten().tolist() == pytest.approx([0.4, 0.5, 0.6])


@pytest.mark.parametrize("as_file", [False, True])
def test_an_encoder_of_this_program_comes_back_as_it_was(as_file: bool, tmp_path: Path) -> None:
    folder = _saved(tmp_path, "small_residual", 32)
    encoder = sources.started(folder / checkpoint.WEIGHTS if as_file else folder, _spec("small_residual", 32))
    expected = checkpoint.load_encoder(folder).encoder.state_dict()
    assert identify(folder).source == "SSL Workbench"
    assert all(torch.equal(value, expected[key]) for key, value in encoder.state_dict().items())


def test_an_encoder_of_this_program_takes_other_channels(tmp_path: Path) -> None:
    grey = sources.started(_saved(tmp_path, "small_residual", 32), _spec("small_residual", 32, channels=1))
    assert grey(sources.samples(32, channels=1)).pooled.isfinite().all()
    assert grey.mean.flatten().tolist() == pytest.approx([0.2])


def test_a_wide_first_layer_asks_for_larger_pictures(resnet: Path) -> None:
    error = _error(resnet, _spec("resnet18", 32))
    assert "7 × 7" in error.why
    assert "3 × 3" in error.why
    assert error.todo == "Choose a picture size from 80 to 256 px."


def test_wide_patches_ask_for_larger_pictures(vit: Path) -> None:
    error = _error(vit, _spec("vit_tiny", 64))
    assert "16 × 16" in error.why
    assert error.todo == "Choose a picture size from 144 to 256 px."


def test_an_encoder_of_this_program_for_another_size_says_its_sizes(tmp_path: Path) -> None:
    error = _error(_saved(tmp_path, "small_residual", 32), _spec("small_residual", 128))
    assert "32 px" in error.why
    assert "128 px" in error.why


def test_another_encoder_than_the_weights_are_of_is_named(resnet: Path) -> None:
    error = _error(resnet, _spec("resnet50", 96))
    assert "resnet18" in error.why
    assert error.todo == "Choose the encoder resnet18."


def test_a_wider_network_than_there_is_names_a_layer_and_both_shapes(tmp_path: Path) -> None:
    model = timm.create_model("wide_resnet50_2", pretrained=False)
    state = {key: value for key, value in model.state_dict().items() if "layer4" not in key or "0" in key}
    error = _error(sources.written(tmp_path / "wide.safetensors", state), _spec("resnet50", 96))
    assert "layer" in error.why


def test_a_deeper_network_than_there_is_names_a_layer_too_many(tmp_path: Path) -> None:
    state = sources.vit_without_class_token().state_dict()
    state["blocks.12.norm1.weight"] = torch.ones(192)
    error = _error(sources.written(tmp_path / "deep.safetensors", state), _spec("vit_tiny", 144))
    assert "it also has blocks.12.norm1.weight" in error.why


def test_a_layer_of_another_shape_is_named_with_both_shapes(tmp_path: Path) -> None:
    state = sources.model("resnet18").state_dict()
    state["layer2.0.conv1.weight"] = torch.zeros(128, 32, 3, 3)
    error = _error(sources.written(tmp_path / "odd.safetensors", state), _spec("resnet18", 96))
    assert "layer2.0.conv1.weight is 128 × 32 × 3 × 3 and would have to be 128 × 64 × 3 × 3" in error.why


def test_a_missing_layer_is_named(tmp_path: Path) -> None:
    state = sources.model("resnet18").state_dict()
    del state["layer3.1.bn2.bias"]
    error = _error(sources.written(tmp_path / "cut.safetensors", state), _spec("resnet18", 96))
    assert "it has no layer3.1.bn2.bias" in error.why


def test_a_network_of_another_kind_is_refused(tmp_path: Path) -> None:
    state = torchvision.models.squeezenet1_1(weights=None).state_dict()
    error = _error(sources.written(tmp_path / "other.pth", state), _spec("resnet18", 96))
    assert "no ResNet or vision transformer" in error.why
