"""Every format is read, brought to one channel at 16 kHz, and stays in step with the recording."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from tests.engine.modalities.audio import making
from tests.engine.modalities.audio.making import MODALITY
from workbench.engine.contracts import Sound
from workbench.engine.modalities.audio import AudioReading

_WHOLE = AudioReading()
_SOUNDFILE = {
    "8bit.wav": (16_000, 1, {"subtype": "PCM_U8"}),
    "24bit.wav": (44_100, 2, {"subtype": "PCM_24"}),
    "float.wav": (48_000, 1, {"subtype": "FLOAT"}),
    "high.wav": (192_000, 2, {"subtype": "PCM_24"}),
    "odd.wav": (11_127, 1, {}),
    "telephone.wav": (8_000, 1, {"subtype": "ULAW"}),
    "around.wav": (48_000, 8, {"format": "WAVEX"}),
    "a.flac": (44_100, 2, {}),
    "a.ogg": (44_100, 2, {"format": "OGG", "subtype": "VORBIS"}),
    "a.opus": (48_000, 2, {"format": "OGG", "subtype": "OPUS"}),
    "a.mp3": (44_100, 2, {"format": "MP3"}),
    "a.aiff": (44_100, 2, {}),
}
_FFMPEG: dict[str, tuple[making.Codec, str]] = {
    "a.m4a": ("aac", "ipod"),
    "a.aac": ("aac", "adts"),
    "a.wma": ("wmav2", "asf"),
    "a.mka": ("aac", "matroska"),
    "video.mp4": ("aac", "mp4"),
}
_OFF = {"a.m4a": (372, 0), "video.mp4": (372, 0), "a.aac": (372, 0), "a.mka": (4, 0), "a.wma": (0, 743)}
"""Samples by which these encoders, as used here, begin late or early; files of others say it themselves."""


def _made(folder: Path, name: str) -> Path:
    if name in _FFMPEG:
        codec, format_ = _FFMPEG[name]
        return making.encode(folder / name, codec, format_)
    rate, channels, how = _SOUNDFILE[name]
    return making.write(folder / name, 2.0, rate, channels, **how)


@pytest.mark.parametrize("name", [*_SOUNDFILE, *_FFMPEG])
def test_a_file_of_this_format_is_one_sound_of_its_length(name: str, tmp_path: Path) -> None:
    health = MODALITY.probe(_made(tmp_path, name), _WHOLE)
    assert (health.verdict, health.note) == ("fine", "")
    (part,) = health.parts
    assert part.width == pytest.approx(32_000, rel=0.1)


@pytest.mark.parametrize("name", [*_SOUNDFILE, *_FFMPEG])
def test_its_row_is_the_recording_at_16_khz(name: str, tmp_path: Path) -> None:
    (found,) = making.decoded(_made(tmp_path, name))
    late, early = _OFF.get(name, (0, 0))
    wanted = making.rising(2.0)[early:, 0]
    assert making.correlation(found.row[late:20_000], wanted[:15_000]) > 0.98


def test_the_channels_are_averaged(tmp_path: Path) -> None:
    samples = making.rising(1.0, channels=2)
    samples[:, 1] = 0
    path = tmp_path / "one_side.wav"
    soundfile.write(path, samples, 16_000)
    (found,) = making.decoded(path)
    assert np.abs(found.row[:16_000] - samples[:, 0] / 2 * 32_767).max() < 2


def test_channels_that_cancel_each_other_out_give_the_first(tmp_path: Path) -> None:
    samples = making.rising(1.0, channels=2)
    samples[:, 1] *= -1
    path = tmp_path / "reversed.wav"
    soundfile.write(path, samples, 16_000)
    (found,) = making.decoded(path)
    assert making.correlation(found.row, samples[:, 0]) > 0.999


def test_a_viewer_gets_the_rate_and_channels_of_the_file(tmp_path: Path) -> None:
    sound = MODALITY.read(making.write(tmp_path / "a.flac", 2.0, 44_100, 2), "", _WHOLE)
    assert isinstance(sound, Sound)
    assert sound.rate_hz == 44_100
    assert sound.samples.shape == (88_200, 2)
    assert sound.samples.dtype == np.float32


def test_a_viewer_gets_the_first_two_minutes_of_what_is_long(tmp_path: Path) -> None:
    sound = MODALITY.read(making.write(tmp_path / "long.wav", 130.0, 8_000), "", _WHOLE)
    assert isinstance(sound, Sound)
    assert len(sound.samples) == 120 * 8_000


def test_a_video_without_sound_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    health = MODALITY.probe(path, _WHOLE)
    assert (health.verdict, health.reason) == ("unreadable", "It holds no sound, only pictures.")


def test_sixteen_bits_at_16_khz_are_kept_as_they_are(tmp_path: Path) -> None:
    samples = np.random.default_rng(0).integers(-32_768, 32_768, 16_000).astype(np.int16)
    soundfile.write(tmp_path / "a.flac", samples, 16_000)
    (found,) = making.decoded(tmp_path / "a.flac")
    assert np.array_equal(found.row[:16_000], samples)
