"""How videos are proposed to be cut, and what that makes of their lengths."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import videos
from tests.engine.modalities.video.making import MODALITY, probed
from workbench.engine.contracts import Part
from workbench.engine.modalities.video import VideoReading


def _written(folder: Path, *lengths: float, rate: float = 12.0) -> list[Path]:
    """A file of each length in seconds."""
    return [
        videos.make(
            folder / f"{number}.mp4",
            videos.grey_ramp(max(2, round(seconds * rate)), width=16, height=16),
            rate=rate,
        )
        for number, seconds in enumerate(lengths)
    ]


def test_short_files_are_proposed_whole(tmp_path: Path) -> None:
    proposal = MODALITY.propose(_written(tmp_path, 2.0, 3.0, 6.0))
    assert proposal.reading == VideoReading()
    assert proposal.reason == "The files are short, so each is one video, with 8 frames a second."


def test_long_files_are_proposed_in_clips_of_two_seconds(tmp_path: Path) -> None:
    proposal = MODALITY.propose(_written(tmp_path, 90.0))
    assert proposal.reading == VideoReading(seconds=2.0)
    assert proposal.reason == "The file lasts 90 s, so it is cut into clips of 2 s, with 8 frames a second."


def test_some_long_files_among_short_ones_are_reason_for_clips(tmp_path: Path) -> None:
    proposal = MODALITY.propose(_written(tmp_path, 2.0, 3.0, 60.0))
    assert proposal.reason == (
        "Many files last longer than 6.0 s, the longest 60 s, so each is cut into clips of 2 s,"
        " with 8 frames a second."
    )


def test_of_a_time_lapse_all_frames_are_proposed_and_its_clips_are_longer(tmp_path: Path) -> None:
    proposal = MODALITY.propose(_written(tmp_path, 100.0, rate=2))
    assert proposal.reading == VideoReading(rate=2.0, seconds=8.0)
    assert proposal.reason.endswith("clips of 8 s, with all their frames (2 a second).")


def test_very_short_files_are_looked_at_more_often(tmp_path: Path) -> None:
    proposal = MODALITY.propose(_written(tmp_path, 0.8, 0.8, rate=30))
    assert proposal.reading == VideoReading(rate=20.0)
    assert proposal.reason.endswith("with 20 frames a second, as they are so short.")


def test_files_that_cannot_be_read_have_no_say(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    paths = [tmp_path / "empty.mp4", *_written(tmp_path, 30.0)]
    assert MODALITY.propose(paths).reading == VideoReading(seconds=2.0)
    assert MODALITY.propose(paths[:1]).reading == VideoReading()


def test_a_part_tells_its_milliseconds_its_shorter_side_and_its_frames(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4", videos.square(60, width=64, height=48), rate=12)
    first, second, third = probed(path, seconds=2).parts
    assert first == Part(key="0.0-2.0", width=2000, height=48, channels=16)
    assert second.key == "2.0-4.0"
    assert third == Part(key="4.0-5.0", width=1000, height=48, channels=8)


def test_a_sample_has_2_to_32_frames(tmp_path: Path) -> None:
    short, long = _written(tmp_path, 0.2, 8.0)
    assert probed(short, rate=1).parts[0].channels == 2
    assert probed(long, rate=10).parts[0].channels == 32


@pytest.mark.parametrize(("seconds", "is_noted"), [(8.0, False), (9.0, True)])
def test_frames_are_noted_where_they_lie_twice_as_far_apart_as_wanted(
    seconds: float, is_noted: bool, tmp_path: Path
) -> None:
    (path,) = _written(tmp_path, seconds)
    assert bool(probed(path).note) == is_noted


def test_clips_that_are_too_long_for_their_frames_are_noted(tmp_path: Path) -> None:
    (path,) = _written(tmp_path, 60.0, rate=4)
    note = probed(path, seconds=30).note
    assert note == "Each of its clips is seen in 32 frames, 0.9 s apart."


def test_a_row_has_as_many_frames_as_nearly_all_videos_and_pixels_for_their_size() -> None:
    usual = [Part(width=2000, height=240, channels=16)] * 199
    assert MODALITY.layout([*usual, Part(width=9000, height=240, channels=32)]).shape == (16, 64, 64, 3)
    assert MODALITY.layout([Part(width=500, height=48, channels=4)]).shape == (4, 32, 32, 3)
    assert MODALITY.layout(usual, 112).shape == (16, 112, 112, 3)


def test_so_many_videos_that_they_would_fill_20_gb_become_smaller_and_then_have_fewer_frames() -> None:
    one = Part(width=2000, height=720, channels=16)
    assert MODALITY.layout([one] * 120_000).shape == (16, 48, 48, 3)
    assert MODALITY.layout([one] * 300_000).shape == (16, 32, 32, 3)
    assert MODALITY.layout([one] * 500_000).shape == (13, 32, 32, 3)
    assert MODALITY.layout([one] * 2_000_000).shape == (8, 32, 32, 3)
    assert MODALITY.layout([one] * 500_000, 64).shape == (16, 64, 64, 3)
