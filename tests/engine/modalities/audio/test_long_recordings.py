"""A recording of six hours is probed from its header and decoded clip by clip, in little memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.engine.modalities.audio import making
from tests.engine.modalities.audio.making import MODALITY
from workbench.engine.contracts import Layout
from workbench.engine.modalities.audio import AudioReading
from workbench.engine.modalities.audio.files.by_av import AvReader, _Packet
from workbench.engine.modalities.audio.files.by_soundfile import SoundFileReader

_FIVE = AudioReading(seconds=5.0)
_SECONDS = 6 * 3600


@pytest.fixture(scope="module")
def six_hours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A WAV of which only a second in the last clip holds something; the rest is a hole on the disk."""
    path = tmp_path_factory.mktemp("long") / "night.wav"
    making.write(path, 1.0)
    head = bytearray(path.read_bytes()[:44])
    length = _SECONDS * 16_000 * 2
    head[4:8], head[40:44] = (length + 36).to_bytes(4, "little"), length.to_bytes(4, "little")
    with path.open("wb") as stream:
        stream.write(head)
        stream.seek(44 + (_SECONDS - 3) * 32_000)
        stream.write((making.rising(1.0)[:, 0] * 32_767).astype("<i2").tobytes())
        stream.truncate(44 + length)
    return path


def test_its_clips_are_found_without_reading_it(six_hours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = SoundFileReader.read

    def read(self: SoundFileReader, start: int, count: int) -> NDArray[np.float32]:
        asked.append(count)
        return real(self, start, count)

    monkeypatch.setattr(SoundFileReader, "read", read)
    health = MODALITY.probe(six_hours, _FIVE)
    assert len(health.parts) == 4320
    assert sum(asked) < 16_000


def test_a_clip_near_its_end_is_read_in_the_memory_of_a_clip(six_hours: Path) -> None:
    layout = Layout(shape=(80_000,), dtype="int16")
    keys = [part.key for part in MODALITY.probe(six_hours, _FIVE).parts]
    making.decoded(six_hours, keys[0], seconds=5.0)  # what is made once
    tracemalloc.start()
    found = list(MODALITY.decode(six_hours, keys[-3:], layout, _FIVE))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [getattr(one, "verdict", "") for one in found] == ["blank", "blank", "fine"]
    assert peak < 8e6


def test_read_whole_it_says_that_clips_would_use_all_of_it(six_hours: Path) -> None:
    health = MODALITY.probe(six_hours, AudioReading())
    assert health.note == "Only its first 30 s are learnt from; cut into clips, all of it would be."
    assert MODALITY.layout(health.parts).shape == (480_000,)


def test_clips_of_five_seconds_are_proposed_for_it(six_hours: Path) -> None:
    proposal = MODALITY.propose([six_hours])
    assert proposal.reading == _FIVE
    assert proposal.reason == "The file lasts 6.0 h, so it is cut into clips of 5 s."


@pytest.mark.parametrize(("share", "is_read_through"), [(1.0, False), (0.6, True)])
def test_an_mp3_that_counts_its_frames_is_not_read_through_unless_some_are_missing(
    share: float, is_read_through: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = making.cut_off(making.write(tmp_path / "a.mp3", 10.0, 44_100), share)
    looked: list[int] = []
    real = AvReader._end_of

    def end_of(self: AvReader, packet: _Packet) -> int:
        looked.append(1)
        return real(self, packet)

    monkeypatch.setattr(AvReader, "_end_of", end_of)
    (part,) = MODALITY.probe(path, AudioReading()).parts
    assert part.width == pytest.approx(share * 160_000, rel=0.05)
    assert bool(looked) is is_read_through


def test_short_files_are_proposed_whole(tmp_path: Path) -> None:
    paths = [making.write(tmp_path / f"{number}.wav", 1.0 + number) for number in range(3)]
    proposal = MODALITY.propose(paths)
    assert proposal.reading == AudioReading()
    assert proposal.reason == "The files are short, so each is one sound."


def test_some_long_files_among_short_ones_are_reason_for_clips(tmp_path: Path) -> None:
    paths = [making.write(tmp_path / f"{seconds}.wav", seconds, 8_000) for seconds in (2.0, 3.0, 90.0)]
    proposal = MODALITY.propose(paths)
    assert proposal.reading == _FIVE
    assert proposal.reason == (
        "Many files last longer than 12 s, the longest 90 s, so each is cut into clips of 5 s."
    )
