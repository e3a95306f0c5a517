"""Networks for videos from elsewhere answer here as they do there, or are refused with a reason."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file
from torch import Tensor
from torchvision.models.video import mvit_v1_b, mvit_v2_s, r2plus1d_18, r3d_18

from tests.engine import tiny
from tests.engine.weights import folders, seeing, sources
from workbench.engine import checkpoint
from workbench.engine.contracts import Batch, Layout
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.video import TubeEncoder, VideoEncoder
from workbench.engine.modalities import modalities
from workbench.engine.pretext.masked_tubes import MaskedTubes, MaskedTubesSettings
from workbench.engine.weights import identify, load_start
from workbench.jobs import UserError

_heads = pytest.mark.parametrize("head", seeing.HEADS)
_TORCHVISION: dict[str, Any] = {"r2plus1d_18": r2plus1d_18, "mvit_v2_s": mvit_v2_s}


def _samples(frames: int = 8, size: int = 32) -> Tensor:
    return torch.rand(2, 3, frames, size, size, generator=torch.Generator().manual_seed(0))


def _started(path: Path, **changes: Any) -> VideoEncoder:
    encoder = load_start(path, dataclasses.replace(identify(path).spec, **changes))
    assert isinstance(encoder, VideoEncoder)
    return encoder.eval()


def _refusal(path: Path, **changes: Any) -> UserError:
    with pytest.raises(UserError) as caught:
        _started(path, **changes)
    assert all(part.endswith(".") for part in caught.value.args)
    return caught.value


def _expected(folder: Path, samples: Tensor) -> Tensor:
    """What transformers' own model says of samples, as its preprocessor would normalise them."""
    mean, std = torch.tensor([0.5, 0.4, 0.3]), torch.tensor([0.2, 0.25, 0.3])
    given = (samples.transpose(1, 2) - mean[:, None, None]) / std[:, None, None]
    model: Any = transformers.VideoMAEModel.from_pretrained(folder)
    found: Tensor = model.eval()(given).last_hidden_state
    return found


@_heads
@torch.no_grad()
def test_a_folder_answers_as_transformers_does(head: str, tmp_path: Path) -> None:
    folder = seeing.written(tmp_path, head)
    torch.testing.assert_close(
        _started(folder)(_samples()).tokens, _expected(folder, _samples()), atol=1e-5, rtol=1e-4
    )


@_heads
def test_it_says_what_a_folder_is_made_for(head: str, tmp_path: Path) -> None:
    found = identify(seeing.written(tmp_path, head))
    assert found.modality == "video"
    assert (found.spec.name, found.spec.frames, found.spec.size) == ("video_folder", 8, 32)


def test_a_file_in_the_folder_means_the_folder(tmp_path: Path) -> None:
    folder = seeing.written(tmp_path)
    assert identify(folder / "model.safetensors").spec == identify(folder).spec


@torch.no_grad()
def test_older_files_keep_their_biases_elsewhere(tmp_path: Path) -> None:
    folder = seeing.written(tmp_path, "pretraining")
    expected = _expected(folder, _samples())
    file = folder / "model.safetensors"
    save_file(
        {
            key.replace("query.bias", "q_bias").replace("value.bias", "v_bias"): value
            for key, value in load_file(file).items()
        },
        file,
        {"format": "pt"},
    )
    torch.testing.assert_close(_started(folder)(_samples()).tokens, expected, atol=1e-5, rtol=1e-4)


@torch.no_grad()
@pytest.mark.parametrize(("frames", "size"), [(16, 32), (8, 64), (3, 20)])
def test_other_clips_are_brought_to_the_frames_and_the_size_it_wants(
    frames: int, size: int, tmp_path: Path
) -> None:
    encoder = _started(seeing.written(tmp_path), frames=frames, size=size)
    assert isinstance(encoder, TubeEncoder)
    samples = _samples(frames, size)
    assert encoder.looked_at(samples).shape == (2, 3, 8, 32, 32)
    assert encoder(samples).tokens.shape[1] == 4 * 4 * 4
    assert encoder(encoder.example()).tokens.shape[1] == 4 * 4 * 4


@torch.no_grad()
def test_of_more_frames_every_other_one_is_looked_at(tmp_path: Path) -> None:
    encoder = _started(seeing.written(tmp_path))
    assert isinstance(encoder, TubeEncoder)
    samples = _samples(16)
    assert torch.equal(encoder.looked_at(samples), samples[:, :, 1::2])


@torch.no_grad()
def test_what_is_left_out_of_it_changes_nothing(tmp_path: Path) -> None:
    encoder, samples = _started(seeing.written(tmp_path)), _samples()
    visible = torch.tensor([[0, 5], [1, 15]])
    before = encoder(samples, visible).tokens
    samples[:, :, 2:] = 0.3
    torch.testing.assert_close(encoder(samples, visible).tokens, before)


def test_it_goes_on_learning_from_hidden_tubes(tmp_path: Path) -> None:
    encoder = _started(seeing.written(tmp_path), frames=6, size=64).train()
    task = MaskedTubes(encoder, MaskedTubesSettings(hidden_share=0.75))
    samples = _samples(6, 64)
    generator = torch.Generator().manual_seed(0)
    batch = Batch(samples=samples, views=(samples,), rows=torch.arange(2), generator=generator)
    task(batch).loss.backward()
    assert all(value.grad is not None for value in encoder.parameters())
    assert len(task.eval().preview(batch, trained=True).rows) == 2


@torch.no_grad()
def test_what_was_learnt_is_written_as_transformers_reads_it(tmp_path: Path) -> None:
    encoder = _started(seeing.written(tmp_path))
    (tmp_path / "out").mkdir()
    encoder.save_native(tmp_path / "out")
    again = _started(tmp_path / "out")
    assert torch.equal(again(_samples()).pooled, encoder(_samples()).pooled)


@torch.no_grad()
def test_it_comes_back_from_a_run_as_it_was(tmp_path: Path) -> None:
    encoder = _started(seeing.written(tmp_path / "theirs"))
    checkpoint.save_encoder(tmp_path, encoder, layout=Layout(shape=(8, 32, 32, 3)), modality="video")
    again = checkpoint.load_encoder(tmp_path).encoder
    assert torch.equal(again(_samples()).pooled, encoder(_samples()).pooled)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"model_type": "vivit"}, "vivit, are not known here"),
        ({"quantization_config": {"bits": 4}}, "few bits"),
        ({"hidden_size": "wide"}, "does not fit"),
        ({"patch_size": 5}, "does not fit"),
        ({"num_channels": 1}, "does not fit"),
        ({"intermediate_size": 52}, "of other sizes"),
        ({"num_hidden_layers": 3}, "They lack"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    changes: dict[str, Any], why: str, tmp_path: Path
) -> None:
    folder = seeing.written(tmp_path)
    folders.described(folder, **changes)
    assert why in _refusal(folder).why


def test_a_folder_that_does_not_say_how_it_sees_is_read_as_usual(tmp_path: Path) -> None:
    encoder = _started(seeing.written(tmp_path, prepared={}))
    torch.testing.assert_close(encoder.mean, torch.tensor([0.485, 0.456, 0.406]))


@pytest.fixture(scope="module", params=_TORCHVISION)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def original(name: str) -> Any:
    torch.manual_seed(1)
    return sources.shaken(_TORCHVISION[name](weights=None))


@pytest.fixture(scope="module")
def file(name: str, original: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sources.written(tmp_path_factory.mktemp("weights") / f"{name}.pth", original.state_dict())


@torch.no_grad()
def test_a_file_of_torchvisions_answers_as_torchvision_does(name: str, original: Any, file: Path) -> None:
    found = identify(file)
    assert (found.spec.name, found.modality, found.source) == (name, "video", "torchvision")
    encoder = _started(file, frames=8, size=64)
    other = build(encoder.spec).eval()
    assert isinstance(other, VideoEncoder)
    other.network.load_state_dict(original.state_dict(), strict=False)  # type: ignore[union-attr]
    expected = other.encode(encoder.normalised(_samples(8, 64)))[1]
    assert torch.equal(encoder(_samples(8, 64)).pooled, expected)


def test_it_keeps_the_colours_that_it_was_trained_with(name: str, file: Path) -> None:
    wanted = 0.45 if name == "mvit_v2_s" else 0.43216
    assert _started(file).mean[0].item() == pytest.approx(wanted)


def test_another_network_than_was_chosen_is_refused(file: Path) -> None:
    with pytest.raises(UserError, match="was chosen"):
        load_start(file, EncoderSpec(name="motion_residual", channels=3, frames=8, size=64))


@pytest.mark.parametrize("make", [r3d_18, mvit_v1_b])
def test_other_networks_of_torchvisions_for_videos_are_refused(make: Any, tmp_path: Path) -> None:
    file = sources.written(tmp_path / "other.pth", make(weights=None).state_dict())
    with pytest.raises(UserError, match="comes nearest"):
        identify(file)


@torch.no_grad()
def test_tables_of_distances_of_longer_clips_are_stretched(tmp_path: Path) -> None:
    state = mvit_v2_s(weights=None).state_dict()
    wide = {
        key: torch.linspace(0, 1, 63)[:, None].expand(-1, value.shape[1]).clone()
        if "rel_pos_t" in key
        else value
        for key, value in state.items()
    }
    encoder = _started(sources.written(tmp_path / "long.pth", wide))
    table = encoder.state_dict()["network.blocks.0.attn.rel_pos_t"]
    assert table.shape == (15, 96)
    assert (table.diff(dim=0) > 0).all()


@torch.no_grad()
@pytest.mark.parametrize("kind", ["motion_residual", "tube_mini"])
def test_an_earlier_run_goes_on_with_clips_of_another_length_or_is_refused_for_another_size(
    kind: str, tmp_path: Path
) -> None:
    video = modalities.get("video")
    encoder = tiny.small_encoder(video, kind).eval()
    checkpoint.save_encoder(tmp_path, encoder, layout=tiny.small_layout(video), modality="video")
    longer = _started(tmp_path, frames=12)
    assert longer.spec.frames == 12
    assert torch.equal(longer(_samples(12)).pooled, encoder(_samples(12)).pooled)
    assert "32 px" in _refusal(tmp_path, size=96).why
