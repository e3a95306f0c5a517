"""Which frames of a video are taken, and how they look: by their times, upright, whole, never in combs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests import videos
from tests.engine.modalities.video.making import decoded, numbers, probed, shown
from tests.videos import Frames

_CODECS = {
    "a.mp4": "libx264", "a.mov": "libx264", "a.m4v": "libx264", "a.3gp": "mpeg4", "a.mkv": "libx265",
    "a.webm": "libvpx-vp9", "a.avi": "mjpeg", "b.avi": "mpeg4", "a.wmv": "wmv2", "a.mpg": "mpeg2video",
    "a.mts": "libx264", "a.flv": "flv", "c.avi": "libx264",
}  # fmt: skip
_HALVES = np.zeros((8, 64, 64, 3), np.uint8)
_HALVES[:, :32, :, 0] = 250  # red above
_HALVES[:, :, :32, 2] = 250  # blue to the left


def _corners(frame: Frames) -> list[str]:
    """Colours at the middle of each quarter, as read: upper left, upper right, lower left, lower right."""
    side = len(frame)
    near, far = side // 4, 3 * side // 4
    names = {(True, True): "purple", (True, False): "red", (False, True): "blue", (False, False): "black"}
    places = [(near, near), (near, far), (far, near), (far, far)]
    return [names[bool(frame[at][0] > 120), bool(frame[at][2] > 120)] for at in places]


@pytest.mark.parametrize(("name", "codec"), _CODECS.items())
def test_frames_are_evenly_spaced_in_time_whatever_the_file(name: str, codec: str, tmp_path: Path) -> None:
    ramp = videos.grey_ramp(24)
    format_ = "mpegts" if name.endswith(".mts") else None
    path = videos.make(tmp_path / name, ramp, codec=codec, rate=25, format_=format_)
    (found,) = decoded(path, frames=8, rate=8.34)
    assert numbers(found.row, ramp) == [1, 4, 7, 10, 13, 16, 19, 22]
    assert probed(path).parts[0].width == pytest.approx(960, abs=41)


@pytest.mark.parametrize(
    ("format_", "codec"), [("mpegts", "libx264"), ("avi", "libx264"), ("asf", "wmv2"), ("mp4", "libx265")]
)
def test_the_first_frames_and_those_behind_a_leap_are_the_right_ones(
    format_: str, codec: str, tmp_path: Path
) -> None:
    ramp = videos.grey_ramp(25)
    options = {"g": "12", "b": "8000000"}
    path = videos.make(tmp_path / "a.mkv", np.tile(ramp, (12, 1, 1, 1)), codec=codec, rate=25,
                       options=options, format_=format_)  # fmt: skip
    parts = [part.key for part in probed(path, seconds=1).parts]
    for part in (parts[0], parts[-1], parts[5], parts[0]):
        (found,) = decoded(path, part, frames=25, rate=25)
        assert numbers(found.row, ramp) == list(range(25)), part


def test_of_frames_with_uneven_times_the_one_that_is_shown_then_is_taken(tmp_path: Path) -> None:
    ramp = videos.grey_ramp(5)
    path = videos.make(tmp_path / "a.mp4", ramp, times=[0.0, 0.1, 0.2, 0.3, 1.5])
    (found,) = decoded(path, "0.0-2.0", frames=8, rate=4)
    assert numbers(found.row, ramp) == [1, 3, 3, 3, 3, 3, 4, 4]


def test_all_frames_are_taken_once_at_the_files_own_rate(tmp_path: Path) -> None:
    ramp = videos.grey_ramp(15)
    (found,) = decoded(videos.make(tmp_path / "a.mp4", ramp, rate=7.5), frames=15, rate=7.5)
    assert numbers(found.row, ramp) == list(range(15))


def test_behind_a_shorter_video_the_last_frame_stands_still(tmp_path: Path) -> None:
    ramp = videos.grey_ramp(6)
    (found,) = decoded(videos.make(tmp_path / "a.mp4", ramp, rate=8), frames=10)
    assert numbers(found.row, ramp) == [0, 1, 2, 3, 4, 5, 5, 5, 5, 5]


def test_a_video_longer_than_its_row_is_looked_at_more_sparsely(tmp_path: Path) -> None:
    ramp = videos.grey_ramp(40)
    (found,) = decoded(videos.make(tmp_path / "a.mp4", ramp, rate=8), frames=4)
    assert numbers(found.row, ramp) == [5, 15, 25, 35]


@pytest.mark.parametrize(
    ("rotation", "corners"),
    [
        (0, ["purple", "red", "blue", "black"]),
        (90, ["red", "black", "purple", "blue"]),
        (180, ["black", "blue", "red", "purple"]),
        (-90, ["blue", "purple", "black", "red"]),
    ],
)
def test_a_video_that_was_turned_is_upright(rotation: int, corners: list[str], tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4", _HALVES, rotation=rotation, options={"crf": "5"})
    (found,) = decoded(path)
    assert _corners(found.row[0]) == corners


def test_a_turned_video_changes_its_width_for_its_height(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4", videos.square(8, width=96, height=64), rotation=90)
    assert shown(path).frames.shape[1:3] == (96, 64)


@pytest.mark.parametrize(("width", "height"), [(65, 49), (33, 101), (17, 300)])
def test_odd_and_slim_sizes_are_read(width: int, height: int, tmp_path: Path) -> None:
    path = videos.make(
        tmp_path / "a.mkv", videos.square(8, way="down", width=width, height=height), codec="ffv1"
    )
    assert probed(path).parts[0].height == min(width, height)
    (found,) = decoded(path)
    assert (found.verdict, found.row.shape) == ("fine", (16, 64, 64, 3))


def test_ten_bits_become_eight(tmp_path: Path) -> None:
    ramp = videos.grey_ramp(16)
    path = videos.make(tmp_path / "a.mkv", ramp, codec="libx265", pixels="yuv420p10le", rate=8)
    (found,) = decoded(path)
    assert np.abs(found.row[:, 30, 30, 1].astype(int) - ramp[:, 0, 0, 0]).max() < 6


def test_of_interlaced_frames_one_half_is_taken_so_that_edges_have_no_combs(tmp_path: Path) -> None:
    bars = np.zeros((24, 64, 64, 3), np.uint8)
    for number, bar in enumerate(bars):  # moves on by 4 px between the two halves of a frame
        bar[::2, :, 2 * number : 2 * number + 8] = 255
        bar[1::2, :, 2 * number + 4 : 2 * number + 12] = 255
    combs = {}
    for name, halves in (("plain", "0"), ("interlaced", "1")):
        options = {"x264-params": f"interlaced={halves}", "crf": "5"}
        path = videos.make(tmp_path / f"{name}.mp4", bars, rate=8, options=options)
        combs[name] = _between_lines(decoded(path, frames=24)[0].row)
    assert combs["interlaced"] < 0.2 * combs["plain"]


def _between_lines(row: Frames) -> float:
    """How much lines differ from both of their neighbours, as in combs."""
    values = row.astype(float)
    return float(np.abs(values[:, 1:-1] - (values[:, :-2] + values[:, 2:]) / 2).mean())


def test_a_gif_that_moves_is_read_as_a_video(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.gif", videos.square(12), codec="gif", rate=10)
    assert probed(path).parts[0].width == 1200
    (found,) = decoded(path)
    assert found.verdict == "fine"


def test_a_thumbnail_is_a_strip_that_says_of_how_many_frames(tmp_path: Path) -> None:
    (found,) = decoded(videos.make(tmp_path / "a.mp4", videos.square(24, width=64, height=48)))
    assert b"frames: 8" in found.thumbnail
    (found,) = decoded(videos.make(tmp_path / "b.mp4", videos.square(3, width=64, height=48)))
    assert b"frames: 2" in found.thumbnail
