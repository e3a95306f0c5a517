"""What every registered encoder promises; the large ones once, on small samples."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import torch
import transformers

from tests.engine import tiny
from workbench.engine import checkpoint
from workbench.engine.encoders import Encoder, EncoderSpec, build, encoders
from workbench.engine.encoders.choice import gigamacs
from workbench.engine.modalities import Modality, modalities

_SMALL = ("small_residual", "vit_mini", "text_mini", "gpt_mini", "motion_residual", "tube_mini")
_every = pytest.mark.parametrize("name", encoders.names())
_small = pytest.mark.parametrize("name", _SMALL)
_ELSEWHERE = transformers.BertConfig(
    vocab_size=300, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
).to_json_string(use_diff=False)


_HEARING = transformers.WhisperConfig(
    d_model=32, encoder_layers=1, encoder_attention_heads=2, encoder_ffn_dim=32
).to_json_string(use_diff=False)


_SEEING = transformers.VideoMAEConfig(
    hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=32,
    patch_size=8, num_frames=8,
).to_json_string(use_diff=False)  # fmt: skip


def _modality(name: str) -> Modality:
    kind = name.removesuffix("_folder")
    return next(
        (one for one in modalities if name in one.encoders or kind == one.name), modalities.get("text")
    )


def _spec(name: str) -> EncoderSpec:
    if name == "text_folder":
        return EncoderSpec(name=name, size=64, vocabulary=300, config=_ELSEWHERE)
    if name == "audio_folder":
        return EncoderSpec(name=name, size=500, config=_HEARING)
    if name == "video_folder":
        return EncoderSpec(name=name, channels=3, frames=6, size=32, config=_SEEING)
    modality = _modality(name)
    return modality.spec(name, tiny.small_layout(modality), 1)


def _built(name: str, seed: int = 0) -> Encoder:
    torch.manual_seed(seed)
    return build(_spec(name))


def _samples(name: str, number: int = 2, channels: int = 3) -> torch.Tensor:
    modality = _modality(name)
    rows = tiny.random_rows(tiny.small_layout(modality, channels), number)
    return modality.samples(torch.from_numpy(rows))


@_every
def test_it_gives_pooled_and_tokens_for_small_samples(name: str) -> None:
    encoder = _built(name)
    encoded = encoder(_samples(name))
    assert encoded.pooled.shape == (2, encoder.width)
    assert encoded.tokens.ndim == 3
    assert encoded.tokens.shape[::2] == (2, encoder.width)
    assert encoded.mask.shape == encoded.tokens.shape[:2]
    assert encoded.mask.dtype == torch.bool
    assert encoded.mask.any(1).all()
    assert encoded.pooled.isfinite().all()


@_every
def test_it_takes_its_own_example(name: str) -> None:
    encoder = _built(name).eval()
    assert encoder(encoder.example(2)).pooled.shape == (2, encoder.width)


@_every
def test_it_is_built_again_from_its_description_and_weights(name: str) -> None:
    encoder, again = _built(name).eval(), _built(name, seed=1).eval()
    samples = _samples(name)
    with torch.no_grad():
        assert not torch.equal(encoder(samples).pooled, again(samples).pooled)
        again.load_state_dict(encoder.state_dict())
        assert torch.equal(encoder(samples).pooled, again(samples).pooled)


@_small
def test_it_comes_back_from_the_disk_as_it_was(name: str, tmp_path: Path) -> None:
    encoder, samples = _built(name).train(), _samples(name)
    encoder.learn_input(lambda most: (samples[:most],))
    encoder(samples)  # moves the running statistics of norms
    layout = tiny.small_layout(_modality(name))
    checkpoint.save_encoder(tmp_path, encoder, layout=layout, modality=_modality(name).name)
    saved = checkpoint.load_encoder(tmp_path)
    assert saved.encoder.spec == encoder.spec
    assert (saved.layout, saved.modality) == (layout, _modality(name).name)
    with torch.no_grad():
        assert torch.equal(saved.encoder(samples).pooled, encoder.eval()(samples).pooled)


@_small
def test_it_prepares_its_input_just_as_another_does(name: str) -> None:
    encoder, other, samples = _built(name).eval(), _built(name).eval(), _samples(name, 12)
    encoder.learn_input(lambda most: (samples[:most],))
    with torch.no_grad():
        assert not torch.equal(other(samples).pooled, encoder(samples).pooled)
        other.take_input(encoder)
        assert torch.equal(other(samples).pooled, encoder(samples).pooled)


@_every
def test_its_description_is_plain_data(name: str) -> None:
    assert EncoderSpec(**asdict(_spec(name))) == _spec(name)
    assert _built(name).spec.name == name


@_every
def test_what_it_costs_is_counted(name: str) -> None:
    assert 1e-5 < gigamacs(_spec(name)) < 20


@_small
def test_it_learns_under_bfloat16(name: str) -> None:
    encoder = _built(name)
    with torch.autocast("cpu", torch.bfloat16):
        encoder(_samples(name)).pooled.float().square().mean().backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in encoder.parameters())


def test_the_suites_small_encoder_is_registered() -> None:
    assert set(_SMALL) <= set(encoders.names())
    assert tiny.make_task("simclr").encoder.spec.name in _SMALL
