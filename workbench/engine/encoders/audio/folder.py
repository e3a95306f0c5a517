"""Networks for sounds from elsewhere: wav2vec 2.0, HuBERT, WavLM and their like, and Whisper's encoder.

Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision" (Whisper).
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import EncoderSpec, ReadSamples, encoders
from workbench.engine.encoders.audio.encoder import SoundEncoder
from workbench.engine.encoders.audio.features import HOP, RATE_HZ, lengths
from workbench.engine.encoders.audio.wav2vec import WaveEncoder, pooled
from workbench.engine.encoders.text.library import transformers

WHISPER = "whisper"
PREPARATION = "preparation"
"""In a spec's description beside the network's own settings: those of its preprocessor_config.json."""
_STRIDE = 2
"""Of a token in frames."""
_FFT = 400
_RANGE = 8.0
"""Decades of power below the loudest that Whisper tells apart."""
_FLOOR = 1e-10


class WhisperMel(nn.Module):
    """(B, T) float32 in [-1, 1] at 16 kHz -> (B, M, N) float32, N = T // 160, as Whisper wants it.

    Windows of 25 ms (Hann), 10 ms apart, mel bands by Slaney; logarithms of base 10, down to 8 below the
    loudest of the sound, then shifted and scaled. What is behind a sound is silence. Always in float32.
    """

    bands: Tensor
    window: Tensor

    def __init__(self, num_bands: int) -> None:
        super().__init__()
        extractor = transformers().WhisperFeatureExtractor(feature_size=num_bands)
        bands = torch.from_numpy(extractor.mel_filters).float()
        self.register_buffer("bands", bands, persistent=False)  # (F, M)
        self.register_buffer("window", torch.hann_window(_FFT), persistent=False)

    def forward(self, samples: Tensor) -> Tensor:
        """See the class."""
        with torch.autocast(samples.device.type, enabled=False):
            waves = F.pad(samples.float(), (0, _FFT // 2))
            waves = F.pad(waves[:, None], (_FFT // 2, 0), mode="reflect")[:, 0]
            found = torch.stft(
                waves, _FFT, HOP, window=self.window, center=False, return_complex=True
            )  # (B, F, N + 1)
            power = found[:, :, : samples.shape[1] // HOP].abs().square()
            log = (self.bands.T @ power).clamp_min(_FLOOR).log10()
            log = log.maximum(log.amax((1, 2), keepdim=True) - _RANGE)
            return (log + 4) / 4


class WhisperSounds(SoundEncoder):
    """The encoder of Whisper. A sound takes the time it takes, not the 30 s that Whisper itself fills up.

    Of a longer one only the first 30 s are heard.
    """

    native = "huggingface"

    def __init__(self, spec: EncoderSpec, config: Any) -> None:
        config.encoder_layerdrop = 0.0
        super().__init__(spec, int(config.d_model))
        self.config = config
        self.token_seconds = _STRIDE * HOP / RATE_HZ
        self.mel = WhisperMel(int(config.num_mel_bins))
        self.network: Any
        library = transformers().models.whisper.modeling_whisper
        self.take_network(library.WhisperEncoder(config))

    def take_network(self, network: Any) -> None:
        """Use this encoder of transformers."""
        network.embed_positions.requires_grad_(False)
        self.network = network

    def learn_input(self, read: ReadSamples) -> None:
        """There is nothing to see: it was trained with spectrograms of one kind."""

    def take_input(self, other: Self) -> None:
        """There is nothing to take."""

    def forward(self, samples: Tensor) -> Encoded:
        """(B, T) float32 in [-1, 1] -> pooled (B, D), tokens (B, N, D), mask (B, N)."""
        most = int(self.config.max_source_positions)
        step = _STRIDE * HOP
        heard = samples[:, : most * step]
        real = lengths(heard).add(step - 1).div(step, rounding_mode="floor")
        # A step of silence behind, which convolutions look into, whether others of the batch go on or not.
        silent = F.pad(heard, (0, -heard.shape[1] % step + step))
        made = self._positioned(self.mel(silent))
        mask = torch.arange(made.shape[1], device=made.device) < real[:, None]
        tokens = self._context(made, mask) * mask[:, :, None]
        return Encoded(pooled=pooled(tokens, mask), tokens=tokens, mask=mask)

    def save_native(self, folder: Path) -> None:
        """Write config.json, model.safetensors and preprocessor_config.json."""
        self.network.save_pretrained(folder)
        extractor = transformers().WhisperFeatureExtractor(feature_size=int(self.config.num_mel_bins))
        extractor.save_pretrained(folder)

    def _positioned(self, mel: Tensor) -> Tensor:
        """(B, M, N) -> (B, N / 2 - 1, D), without the last: two convolutions, and where each step is."""
        network = self.network
        made = F.gelu(network.conv2(F.gelu(network.conv1(mel)))).transpose(1, 2)[:, :-1]
        out: Tensor = made + network.embed_positions.weight[: made.shape[1]]
        return out

    def _context(self, made: Tensor, mask: Tensor) -> Tensor:
        """Through all layers; steps behind a sound are seen by none."""
        network = self.network
        hidden = F.dropout(made, network.dropout, self.training)
        seen = None if bool(mask.all()) else mask[:, None, None].expand(-1, 1, mask.shape[1], -1)
        for layer in network.layers:
            hidden = layer(hidden, seen)
        out: Tensor = network.layer_norm(hidden)
        return out


def _elsewhere(spec: EncoderSpec) -> SoundEncoder:
    """A network from a folder in Hugging Face's format, built as that folder's config.json says."""
    data = json.loads(spec.config)
    preparation = data.pop(PREPARATION, {})
    config = transformers().CONFIG_MAPPING[data["model_type"]].from_dict(data)
    if data["model_type"] == "wavlm":  # of its own doing
        warnings.filterwarnings("ignore", message="Support for mismatched key_padding_mask")
    if data["model_type"] == WHISPER:
        return WhisperSounds(spec, config)
    return WaveEncoder(spec, config, normalises=bool(preparation.get("do_normalize", True)))


encoders.register("audio_folder")(_elsewhere)
