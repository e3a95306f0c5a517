"""A folder with a network for sounds answers here as it does in transformers, or is refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file
from torch import Tensor

from tests.engine import tiny
from tests.engine.weights import folders, hearing
from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders.audio import SoundEncoder
from workbench.engine.pretext import pretext_tasks
from workbench.engine.weights import identify, load_start
from workbench.jobs import UserError

_every = pytest.mark.parametrize("kind", hearing.KINDS)
_waves = pytest.mark.parametrize("kind", hearing.WAVES)
_norms = pytest.mark.parametrize("norm", ["group", "layer"])


def _samples(number: int = 2, length: int = 8000) -> Tensor:
    return torch.randn(number, length, generator=torch.Generator().manual_seed(0)) * 0.1


def _started(path: Path) -> SoundEncoder:
    encoder = load_start(path, identify(path).spec)
    assert isinstance(encoder, SoundEncoder)
    return encoder.eval()


def _refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        load_start(path, identify(path).spec)
    assert all(part.endswith(".") for part in caught.value.args)
    return caught.value


@_waves
@_norms
@torch.no_grad()
def test_it_answers_as_transformers_does(kind: str, norm: str, tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, kind, feat_extract_norm=norm, do_stable_layer_norm=norm == "layer")
    prepare: Any = transformers.Wav2Vec2FeatureExtractor.from_pretrained(folder)
    given = prepare(list(_samples().numpy()), sampling_rate=16_000, return_tensors="pt")
    expected = transformers.AutoModel.from_pretrained(folder).eval()(given.input_values).last_hidden_state
    torch.testing.assert_close(_started(folder)(_samples()).tokens, expected, atol=1e-4, rtol=1e-3)


@torch.no_grad()
def test_whispers_encoder_answers_as_transformers_does(tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, "whisper")
    extractor: Any = transformers.WhisperFeatureExtractor
    prepare = extractor(feature_size=80, chunk_length=2)
    samples = _samples(2, 31_680)  # nearly the two seconds that this tiny one hears
    given = prepare(list(samples.numpy()), sampling_rate=16_000, return_tensors="pt")
    whole = transformers.AutoModel.from_pretrained(folder).eval().encoder(given.input_features)
    found = _started(folder)(torch.nn.functional.pad(samples, (0, 320)))
    mel = found_mel(folder, samples)
    torch.testing.assert_close(mel, given.input_features[:, :, : mel.shape[2]], atol=1e-4, rtol=1e-4)
    assert found.mask.sum(1).tolist() == [99, 99]
    near = torch.nn.functional.cosine_similarity(found.tokens[:, :99], whole.last_hidden_state[:, :99], dim=2)
    assert float(near.mean()) > 0.999


def found_mel(folder: Path, samples: Tensor) -> Tensor:
    """What its encoder here makes of sounds, as far as they go."""
    encoder: Any = _started(folder)
    mel: Tensor = encoder.mel(samples)
    return mel


@_every
@_norms
@torch.no_grad()
def test_silence_behind_a_sound_changes_nothing(kind: str, norm: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {} if kind == "whisper" else {"feat_extract_norm": norm}
    encoder = _started(hearing.written(tmp_path, kind, **changes))
    short = _samples(1, 6400)
    both = torch.cat([torch.nn.functional.pad(short, (0, 1600)), _samples(1, 8000)])
    found, alone = encoder(both), encoder(short)
    assert int(found.mask[0].sum()) == int(alone.mask.sum())
    torch.testing.assert_close(found.pooled[:1], alone.pooled, atol=1e-5, rtol=1e-4)


@_every
def test_it_learns(kind: str, tmp_path: Path) -> None:
    encoder = _started(hearing.written(tmp_path, kind)).train()
    encoder(_samples()).pooled[0, 0].backward()
    trained = {name: value for name, value in encoder.named_parameters() if value.requires_grad}
    unreached = [name for name, value in trained.items() if value.grad is None and "masked_spec" not in name]
    assert len(trained) > 10
    assert not unreached


@_every
@torch.no_grad()
def test_a_head_on_it_does_not_matter(kind: str, tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, kind, head=True)
    model: Any = (
        transformers.AutoModel.from_pretrained(folder)
        if kind != "whisper"
        else transformers.WhisperForConditionalGeneration.from_pretrained(folder).model
    )
    name = "layers.1.final_layer_norm.weight"
    whole = model.encoder.state_dict()[name]
    assert torch.equal(
        next(value for key, value in _started(folder).state_dict().items() if key.endswith(name)), whole
    )


@_every
@torch.no_grad()
def test_it_comes_back_from_a_run(kind: str, tmp_path: Path) -> None:
    encoder = _started(hearing.written(tmp_path / "model", kind, prepared={"do_normalize": False}))
    (tmp_path / "run").mkdir()
    layout = Layout(shape=(8000,), dtype="int16")
    checkpoint.save_encoder(tmp_path / "run", encoder, layout=layout, modality="audio")
    again = _started(tmp_path / "run")
    assert identify(tmp_path / "run").modality == "audio"
    assert again.spec == encoder.spec
    assert torch.equal(again(_samples()).pooled, encoder(_samples()).pooled)


@_every
@torch.no_grad()
def test_what_it_writes_for_others_is_a_start_too(kind: str, tmp_path: Path) -> None:
    encoder = _started(hearing.written(tmp_path / "model", kind, prepared={"do_normalize": False}))
    (tmp_path / "native").mkdir()
    encoder.save_native(tmp_path / "native")
    torch.testing.assert_close(_started(tmp_path / "native")(_samples()).pooled, encoder(_samples()).pooled)


@torch.no_grad()
def test_our_own_network_opens_with_transformers(tmp_path: Path) -> None:
    modality = tiny.modality_of("wav2vec")
    encoder = tiny.small_encoder(modality, "wav2vec_mini").eval()
    encoder.save_native(tmp_path)
    extractor: Any = transformers.AutoFeatureExtractor
    prepare = extractor.from_pretrained(tmp_path)
    given = prepare(list(_samples().numpy()), sampling_rate=16_000, return_tensors="pt")
    model = transformers.AutoModel.from_pretrained(tmp_path).eval()
    expected = model(given.input_values).last_hidden_state
    torch.testing.assert_close(encoder(_samples()).tokens, expected, atol=1e-4, rtol=1e-3)


@torch.no_grad()
def test_sounds_are_prepared_as_the_folder_says(tmp_path: Path) -> None:
    as_they_are = _started(hearing.written(tmp_path / "a", "wavlm", prepared={"do_normalize": False}))
    brought = _started(hearing.written(tmp_path / "b", "wavlm", prepared={"do_normalize": True}))
    torch.testing.assert_close(brought(_samples()).pooled, brought(_samples() * 3).pooled)
    assert not torch.allclose(as_they_are(_samples()).pooled, as_they_are(_samples() * 3).pooled)


@torch.no_grad()
def test_older_names_of_weights_are_read(tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, "wav2vec2", head=True)
    expected = _started(folder)(_samples()).pooled
    state = load_file(folder / "model.safetensors")
    for number, letter in ((0, "g"), (1, "v")):
        for key in [key for key in state if key.endswith(f"parametrizations.weight.original{number}")]:
            state[key.replace(f"parametrizations.weight.original{number}", f"weight_{letter}")] = state.pop(
                key
            )
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    assert any("weight_g" in key for key in state)
    torch.testing.assert_close(_started(folder)(_samples()).pooled, expected)


@pytest.mark.parametrize("kind", ["wav2vec2", "hubert", "wavlm"])
def test_hidden_sounds_go_on_from_it(kind: str, tmp_path: Path) -> None:
    encoder = _started(hearing.written(tmp_path, kind))
    task_class = pretext_tasks.get("wav2vec")
    settings = task_class.Settings()
    assert task_class.refusal(encoder, settings) == ""
    task = task_class(encoder, settings).train()
    task(tiny.random_batch("wav2vec")).loss.backward()
    assert not [name for name, v in task.named_parameters() if v.requires_grad and v.grad is None]


def test_hidden_sounds_refuse_whisper_and_contrast_takes_it(tmp_path: Path) -> None:
    encoder = _started(hearing.written(tmp_path, "whisper"))
    tasks = [pretext_tasks.get(name) for name in ("wav2vec", "clip_contrast")]
    assert [bool(task.refusal(encoder, task.Settings())) for task in tasks] == [True, False]


@_every
def test_it_is_known_to_be_for_sounds(kind: str, tmp_path: Path) -> None:
    found = identify(hearing.written(tmp_path, kind) / "model.safetensors")
    assert (found.spec.name, found.modality, found.source) == ("audio_folder", "audio", "Hugging Face")


def test_a_network_for_texts_is_known_to_be_for_texts(tmp_path: Path) -> None:
    assert identify(folders.written(tmp_path, "bert")).modality == "text"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"model_type": "encodec"}, "encodec, are not known here"),
        ({"quantization_config": {"bits": 4}}, "few bits"),
        ({"hidden_size": "wide"}, "does not fit"),
        ({"conv_dim": [16]}, "does not fit"),
        ({"intermediate_size": 52}, "of other sizes"),
        ({"num_hidden_layers": 3}, "They lack"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    changes: dict[str, Any], why: str, tmp_path: Path
) -> None:
    folder = hearing.written(tmp_path, "wav2vec2")
    folders.described(folder, **changes)
    assert why in _refusal(folder).why


def test_a_network_for_another_rate_is_refused(tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, "hubert", prepared={"sampling_rate": 8000})
    assert "8000 Hz" in _refusal(folder).why


def test_a_folder_without_weights_is_told(tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, "wav2vec2")
    (folder / "model.safetensors").unlink()
    assert "no model.safetensors" in _refusal(folder).why


def test_a_folder_that_does_not_say_how_it_hears_is_read_as_usual(tmp_path: Path) -> None:
    folder = hearing.written(tmp_path, "wav2vec2")
    expected = json.loads(identify(folder).spec.config)
    (folder / "preprocessor_config.json").unlink()
    assert json.loads(identify(folder).spec.config) | {"preparation": 0} == expected | {"preparation": 0}
