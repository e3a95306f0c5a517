"""Long videos: found out about from their headers, and read clip by clip, each frame decoded once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from av.container import InputContainer

from tests import videos
from tests.benchmarks.videos import long_video
from tests.engine.modalities.video.making import decoded, numbers, probed, shown
from workbench.engine.modalities.video.files import lengths
from workbench.engine.modalities.video.files.by_av import AvVideo
from workbench.engine.modalities.video.files.reel import Reel
from workbench.engine.modalities.video.files.still import CodedStill

_RAMP = videos.grey_ramp(40)
"""Again and again, so that neighbours can be told apart."""


@pytest.fixture(scope="module")
def three_hours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five frames a second, the same one again and again."""
    return long_video(tmp_path_factory.mktemp("long") / "long.mp4", 3 * 3600, 5)


@pytest.fixture(scope="module")
def twenty_seconds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ramp at 10 frames a second, with a key frame every second."""
    path = tmp_path_factory.mktemp("ramp") / "ramp.mp4"
    return videos.make(path, np.tile(_RAMP, (5, 1, 1, 1)), rate=10, options={"g": "10", "crf": "5"})


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A list that grows by one for every frame that is decoded."""
    seen: list[float] = []
    real = Reel._decoded

    def decoded_(self: Reel) -> Iterator[av.VideoFrame]:
        for frame in real(self):
            seen.append(frame.time)
            yield frame

    monkeypatch.setattr(Reel, "_decoded", decoded_)
    return seen


def test_three_hours_are_found_out_about_from_the_header_and_the_end(
    three_hours: Path, counted: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    packets: list[object] = []
    real = lengths._packets

    def packets_(container: InputContainer) -> Iterator[object]:
        for packet in real(container):
            packets.append(packet)
            yield packet

    monkeypatch.setattr(lengths, "_packets", packets_)
    health = probed(three_hours, seconds=2, rate=5)
    assert len(health.parts) == 5400
    assert len(counted) < 10
    assert len(packets) < 100


def test_a_clip_near_the_end_of_three_hours_is_leapt_to(three_hours: Path, counted: list[float]) -> None:
    (found,) = decoded(three_hours, "10790.0-10792.0", rate=5)
    assert found.verdict == "fine"
    assert len(counted) < 40


def test_read_whole_it_is_seen_from_end_to_end_and_that_is_noted(
    three_hours: Path, counted: list[float]
) -> None:
    note = probed(three_hours).note
    assert note == "All of it is seen in 32 frames, 337.5 s apart; cut into clips, more of it would be."
    counted.clear()
    decoded(three_hours, frames=32)
    assert len(counted) < 200
    assert max(counted) > 10_600


def test_clips_in_their_order_are_decoded_in_one_pass(twenty_seconds: Path, counted: list[float]) -> None:
    parts = [part.key for part in probed(twenty_seconds, seconds=2).parts]
    counted.clear()
    found = decoded(twenty_seconds, *parts, frames=20, rate=10)
    halves = [list(range(20)), list(range(20, 40))]
    assert [numbers(one.row, _RAMP) for one in found] == 5 * halves
    assert len(counted) == 200


def test_a_clip_is_the_same_whatever_was_read_before_it(twenty_seconds: Path) -> None:
    parts = [part.key for part in probed(twenty_seconds, seconds=2).parts]
    in_order = decoded(twenty_seconds, *parts)
    backwards = decoded(twenty_seconds, *parts[::-1])[::-1]
    alone = [decoded(twenty_seconds, part)[0] for part in parts]
    for first, second, third in zip(in_order, backwards, alone, strict=True):
        assert (first.row == second.row).all()
        assert (first.row == third.row).all()


def test_frames_without_any_key_between_them_are_not_decoded_again_and_again(
    tmp_path: Path, counted: list[float]
) -> None:
    ramp = videos.grey_ramp(2000, width=16, height=16)
    options = {"g": "100000", "sc_threshold": "0", "preset": "ultrafast"}
    path = videos.make(tmp_path / "screen.mp4", ramp, rate=10, options=options)
    decoded(path, frames=32)
    assert len(counted) < 2 * 2000


def test_only_a_few_frames_are_held_at_once(twenty_seconds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    real = AvVideo._still

    def still(self: AvVideo, frame: av.VideoFrame) -> CodedStill:
        frames = [one for one in gc.get_objects() if type(one) is av.VideoFrame]
        held.append(sum(one.width == 32 and one.format.name == "yuv420p" for one in frames))
        return real(self, frame)

    monkeypatch.setattr(AvVideo, "_still", still)
    gc.collect()
    decoded(twenty_seconds, frames=32)
    assert 1 <= max(held) <= 3


def test_a_viewer_gets_the_first_stretch_of_what_is_long_within_its_memory(three_hours: Path) -> None:
    seen = shown(three_hours)
    assert (len(seen.frames), seen.rate_fps) == (300, 5.0)


def test_a_viewer_gets_a_clip_at_its_own_rate_and_large_ones_smaller(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4", videos.square(48, width=1280, height=720), rate=24)
    seen = shown(path, "0.5-1.5")
    assert (seen.frames.shape, seen.rate_fps) == ((24, 360, 640, 3), 24.0)


def test_many_frames_for_a_viewer_become_fewer_a_second_before_any_are_left_out(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4", videos.grey_ramp(600), rate=30)
    seen = shown(path)
    assert len(seen.frames) == 300
    assert seen.seconds == pytest.approx(20, abs=0.1)
    assert np.abs(int(seen.frames[-1, 5, 5, 1]) - 235) < 4
