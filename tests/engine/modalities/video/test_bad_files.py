"""Damaged, locked, silent-film and misnamed files: each gets a sentence, and what is readable is kept."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests import videos
from tests.engine.modalities.audio import making as sounds
from tests.engine.modalities.video.making import MODALITY, decoded, numbers, probed
from workbench.engine.contracts import Layout
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.video import VideoReading

_LAYOUT = Layout(shape=(16, 64, 64, 3))


def _cut_off(path: Path, share: float = 0.6) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mkv", "libx264"), ("a.webm", "libvpx-vp9"), ("a.avi", "mpeg4")]
)
def test_of_a_video_without_its_end_the_rest_is_used_and_both_lengths_are_said(
    name: str, codec: str, tmp_path: Path
) -> None:
    path = _cut_off(videos.make(tmp_path / name, videos.square(250), codec=codec, rate=25))
    health = probed(path)
    (part,) = health.parts
    assert 4000 < part.width < 7000
    assert health.note == f"It breaks off after {part.width / 1000:.1f} of 10.0 s; what is there is used."
    assert decoded(path)[0].verdict == "fine"


def test_an_mp4_whose_index_comes_first_is_used_as_far_as_it_is_there(tmp_path: Path) -> None:
    ramp = np.tile(videos.grey_ramp(20), (5, 1, 1, 1))
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=10, options={"g": "10", "crf": "10"})
        stream.width, stream.height, stream.pix_fmt = 32, 24, "yuv420p"
        for pixels in ramp:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    health = probed(_cut_off(path, 0.7), seconds=1)
    assert health.note.startswith("It breaks off after ")
    assert 3 < len(health.parts) < 9
    found = decoded(path, *(part.key for part in health.parts[:3]), frames=2, rate=2)
    assert [numbers(one.row, ramp) for one in found] == [[2, 7], [12, 17], [2, 7]]


def test_an_mp4_that_was_never_finished_says_so(tmp_path: Path) -> None:
    health = probed(_cut_off(videos.make(tmp_path / "a.mp4")))
    assert health.verdict == "unreadable"
    assert health.reason.startswith("It breaks off before its table of contents")


def test_damage_in_the_middle_is_stepped_over(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mkv", videos.square(100), rate=10, options={"g": "10"})
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    path.write_bytes(content)
    assert probed(path).verdict == "fine"
    assert decoded(path, "0.0-2.0", "8.0-10.0")[1].verdict == "fine"


def test_a_file_with_only_sound_says_what_it_can_be_used_for(tmp_path: Path) -> None:
    health = probed(sounds.encode(tmp_path / "a.mp4", "aac", "mp4"))
    assert health.verdict == "unreadable"
    assert health.reason == "It holds only sound, no pictures; it can be learnt from as a sound."


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "libx264"), ("a.gif", "gif")])
def test_a_single_frame_is_no_video(name: str, codec: str, tmp_path: Path) -> None:
    health = probed(videos.make(tmp_path / name, videos.square(1), codec=codec))
    assert (health.verdict, health.reason) == (
        "too small",
        "It is a single picture; a video has two frames or more.",
    )


def test_files_of_no_length_and_of_something_else_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert probed(tmp_path / "empty.mp4").reason == "The file is empty."
    (tmp_path / "text.mp4").write_text("This is no video. " * 100)
    assert probed(tmp_path / "text.mp4").reason.startswith("It holds no video that can be read")


def test_frames_of_a_few_pixels_are_too_small(tmp_path: Path) -> None:
    health = probed(videos.make(tmp_path / "a.mkv", videos.grey_ramp(4, width=16, height=6), codec="ffv1"))
    assert health.verdict == "too small"
    assert health.reason == "Its frames have only 16 x 6 pixels; 8 on each side are needed."


def test_a_file_is_known_by_its_content_and_the_wrong_name_is_said(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mkv").rename(tmp_path / "a.mp4")
    assert probed(path).note == "It is named .mp4 and is a Matroska."
    path = videos.make(tmp_path / "b.mp4").rename(tmp_path / "b.avi")
    assert probed(path).note == "It is named .avi and is an MP4."


@pytest.mark.parametrize("tag", [b"drmi", b"encv"])
def test_a_file_under_copy_protection_says_so(tag: bytes, tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4")
    content = path.read_bytes()
    at = content.rindex(b"avc1")
    path.write_bytes(content[:at] + tag + content[at + 4 :])
    health = probed(path)
    assert health.verdict == "unreadable"
    assert "copy protection (DRM)" in health.reason


def test_a_video_of_one_colour_is_blank_and_one_that_fades_is_not(tmp_path: Path) -> None:
    (found,) = decoded(videos.make(tmp_path / "a.mp4", np.full((8, 32, 32, 3), 90, np.uint8)))
    assert (found.verdict, found.reason) == ("blank", "It is of one colour all over, from beginning to end.")
    (found,) = decoded(videos.make(tmp_path / "b.mp4", videos.grey_ramp(8)))
    assert found.verdict == "fine"


def test_a_part_that_the_file_does_not_hold_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = videos.make(tmp_path / "a.mp4")
    found = list(MODALITY.decode(path, ["8.0-9.0", "0.0-1.0", "nonsense"], _LAYOUT, VideoReading()))
    assert [isinstance(one, UnreadableError) for one in found] == [True, False, True]


def test_a_file_that_may_not_be_there_any_more_is_told_when_decoded(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^The file cannot be read: .*\.$"):
        decoded(tmp_path / "gone.mp4")
