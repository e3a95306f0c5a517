"""A folder in Hugging Face's format with a network that hears: wav2vec 2.0, HuBERT, WavLM, Whisper.

Nothing is downloaded and no code of the folder is run: the network is built by the transformers library from
config.json, its numbers are read as those of any file, preprocessor_config.json says how it wants sounds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.audio.encoder import SoundEncoder
from workbench.engine.encoders.audio.features import RATE_HZ
from workbench.engine.encoders.audio.folder import PREPARATION, WHISPER, WhisperSounds
from workbench.engine.encoders.audio.wav2vec import WaveEncoder
from workbench.engine.encoders.text.library import transformers
from workbench.engine.weights import files, folders, names
from workbench.engine.weights.files import refused

_PREPROCESSOR = "preprocessor_config.json"
_ENCODER = "audio_folder"
_USUAL_MS = 1000
_WAVES = frozenset({"wav2vec2", "hubert", "wavlm", "unispeech", "unispeech-sat"})
"""Alike in their parts: strided convolutions over the wave, a projection, a transformer."""
_OTHERS = frozenset({
    "audio-spectrogram-transformer", "bark", "clap", "clap_audio_model", "clvp", "csm", "dac",
    "data2vec-audio", "dia", "encodec", "fastspeech2_conformer", "granite_speech",
    "kyutai_speech_to_text", "lasr_ctc", "lasr_encoder", "mctct", "mimi", "moonshine", "musicgen",
    "parakeet_ctc", "parakeet_encoder", "pop2piano", "qwen2_audio", "seamless_m4t", "seamless_m4t_v2",
    "sew", "sew-d", "speech-encoder-decoder", "speech_to_text", "speecht5", "univnet", "vits",
    "voxtral", "wav2vec2-bert", "wav2vec2-conformer", "xcodec",
})  # fmt: skip
"""Those that have to do with sounds too, and are refused with a reason."""
_ONES_KNOWN = "Choose a network such as wav2vec 2.0, HuBERT, WavLM or Whisper."
_FIRST_OF_WHISPER = ("conv1.weight",)
_NOT_HERE = ("masked_spec_embed", "adapter.")
"""Layers that some folders lack and that say nothing of sounds."""


def folder_of(path: Path) -> Path | None:
    """The folder with a network for sounds that a path means, itself or a file in it; None for others."""
    folder = path if path.is_dir() else path.parent
    described = folders.described(folder / folders.CONFIG)
    kind = "" if described is None else described.get("model_type")
    return folder if kind in _WAVES | _OTHERS | {WHISPER} else None


def spec_of(folder: Path) -> EncoderSpec:
    """How to build a folder's network. Raises `UserError`."""
    described = folders.described(folder / folders.CONFIG)
    if described is None:
        raise refused(folder, "Its config.json is damaged.", "Copy it again, or choose another.")
    preparation = _preparation(folder)
    config = _checked(folder, described)
    data = json.loads(config.to_json_string(use_diff=False)) | {PREPARATION: preparation}
    return EncoderSpec(name=_ENCODER, size=_USUAL_MS, config=json.dumps(data))


def load(folder: Path, spec: EncoderSpec) -> SoundEncoder:
    """The network of a folder with its weights. Raises `UserError`."""
    state = files.read_folder(folder)
    try:
        encoder = build(spec)
        assert isinstance(encoder, WaveEncoder | WhisperSounds)
        if isinstance(encoder, WhisperSounds):
            state = names.without_prefix(state, _FIRST_OF_WHISPER)
        network = folders.filled(encoder.network, encoder.config, state, folder, may_lack=_NOT_HERE)
        encoder.take_network(network)
        with torch.no_grad():
            encoder.eval()(encoder.example())
    except (RuntimeError, ValueError, TypeError, LookupError, AttributeError, ImportError) as error:
        said = str(error).split("\n", maxsplit=1)[0][:200]
        why = f"Its network cannot be built here ({type(error).__name__}: {said})."
        raise refused(folder, why, _ONES_KNOWN) from error
    return encoder.train()


def _checked(folder: Path, described: dict[str, Any]) -> Any:
    """The configuration of a network that hears and can be trained here."""
    kind = described.get("model_type")
    if kind in _OTHERS:
        raise refused(folder, f"Networks of its kind, {kind}, are not known here.", _ONES_KNOWN)
    folders.check_not_quantised(folder, described)
    try:
        return transformers().CONFIG_MAPPING[kind].from_dict(folders.plain(described))
    except Exception as error:  # each kind of network checks its description in its own way
        raise refused(folder, f"Its config.json does not fit a {kind}.", "Copy it again.") from error


def _preparation(folder: Path) -> dict[str, Any]:
    """What of the folder's preprocessor_config.json says how sounds are prepared."""
    said = folders.described(folder / _PREPROCESSOR) or {}
    rate = said.get("sampling_rate", RATE_HZ)
    if rate != RATE_HZ:
        raise refused(
            folder, f"It hears sounds at {rate} Hz, and here they are at {RATE_HZ:,} Hz.", _ONES_KNOWN
        )
    return {key: said[key] for key in ("do_normalize",) if key in said}
