"""Networks that turn sounds into embeddings."""

from workbench.engine.encoders.audio.encoder import MelEncoder, SoundEncoder
from workbench.engine.encoders.audio.features import HOP, NUM_MELS, RATE_HZ, LogMel, lengths
from workbench.engine.encoders.audio.folder import WhisperSounds
from workbench.engine.encoders.audio.mel_recurrent import MelRecurrent
from workbench.engine.encoders.audio.mel_residual import MelResidual
from workbench.engine.encoders.audio.mel_transformer import MelTransformer
from workbench.engine.encoders.audio.wav2vec import WaveEncoder

__all__ = [
    "HOP",
    "NUM_MELS",
    "RATE_HZ",
    "LogMel",
    "MelEncoder",
    "MelRecurrent",
    "MelResidual",
    "MelTransformer",
    "SoundEncoder",
    "WaveEncoder",
    "WhisperSounds",
    "lengths",
]
