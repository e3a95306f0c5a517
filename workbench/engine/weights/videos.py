"""A folder in Hugging Face's format with a network that sees videos: VideoMAE.

Nothing is downloaded and no code of the folder is run: the network is built by the transformers library from
config.json, its numbers are read as those of any file, preprocessor_config.json says how it wants frames.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.video.encoder import VideoEncoder
from workbench.engine.encoders.video.folder import PREPARATION, TubesFromElsewhere
from workbench.engine.weights import files, folders
from workbench.engine.weights.files import refused

_PREPROCESSOR = "preprocessor_config.json"
_ENCODER = "video_folder"
_KIND = "videomae"
_OTHERS = frozenset({
    "edgetam_video", "instructblipvideo", "llava_next_video", "pe_audio_video", "pe_video",
    "pe_video_encoder", "sam2_video", "sam3_video", "sam3_tracker_video", "timesformer", "tvp",
    "video_llama_3", "video_llava", "videomt", "videoprism", "videoprism_vision_model", "vivit", "vjepa2",
    "xclip",
})  # fmt: skip
"""Those that have to do with videos too, and are refused with a reason."""
_ONES_KNOWN = "Choose a network such as VideoMAE."
_COLOURS = 3


def folder_of(path: Path) -> Path | None:
    """The folder with a network for videos that a path means, itself or a file in it; None for others."""
    folder = path if path.is_dir() else path.parent
    described = folders.described(folder / folders.CONFIG)
    kind = "" if described is None else described.get("model_type")
    return folder if kind == _KIND or kind in _OTHERS else None


def spec_of(folder: Path) -> EncoderSpec:
    """How to build a folder's network, for clips as it was trained with. Raises `UserError`."""
    described = folders.described(folder / folders.CONFIG)
    if described is None:
        raise refused(folder, "Its config.json is damaged.", "Copy it again, or choose another.")
    config = _checked(folder, described)
    data = json.loads(config.to_json_string(use_diff=False)) | {PREPARATION: _preparation(folder)}
    return EncoderSpec(
        name=_ENCODER, channels=_COLOURS, frames=int(config.num_frames), size=int(config.image_size),
        config=json.dumps(data),
    )  # fmt: skip


def load(folder: Path, spec: EncoderSpec) -> VideoEncoder:
    """The network of a folder with its weights. Raises `UserError`."""
    state = files.read_folder(folder)
    try:
        encoder = build(spec)
        assert isinstance(encoder, TubesFromElsewhere)
        encoder.take_network(folders.filled(encoder.network, encoder.config, state, folder))
        visible = torch.zeros(1, 1, dtype=torch.int64)
        with torch.no_grad():
            encoder.eval()(encoder.example(), visible)
    except (RuntimeError, ValueError, TypeError, LookupError, AttributeError, ImportError) as error:
        said = str(error).split("\n", maxsplit=1)[0][:200]
        why = f"Its network cannot be built here ({type(error).__name__}: {said})."
        raise refused(folder, why, _ONES_KNOWN) from error
    return encoder.train()


def _checked(folder: Path, described: dict[str, Any]) -> Any:
    """The configuration of a network that sees videos and can be trained here."""
    kind = described.get("model_type")
    if kind != _KIND:
        raise refused(folder, f"Networks of its kind, {kind}, are not known here.", _ONES_KNOWN)
    folders.check_not_quantised(folder, described)
    try:
        config = transformers().VideoMAEConfig.from_dict(folders.plain(described))
        fits = config.num_channels == _COLOURS and config.image_size % config.patch_size == 0
        usable = fits and config.num_frames % config.tubelet_size == 0 and config.hidden_size > 0
    except Exception as error:  # the library checks its descriptions in its own way
        raise refused(folder, f"Its config.json does not fit a {kind}.", "Copy it again.") from error
    if not usable:
        raise refused(folder, f"Its config.json does not fit a {kind}.", "Copy it again.")
    return config


def _preparation(folder: Path) -> dict[str, Any]:
    """What of the folder's preprocessor_config.json says how frames are prepared."""
    said = folders.described(folder / _PREPROCESSOR) or {}
    if said.get("do_normalize") is False:
        return {"image_mean": [0.0] * _COLOURS, "image_std": [1.0] * _COLOURS}
    known = {}
    for name in ("image_mean", "image_std"):
        values = said.get(name)
        if isinstance(values, list) and len(values) == _COLOURS:
            known[name] = [float(value) for value in values]
    return known
