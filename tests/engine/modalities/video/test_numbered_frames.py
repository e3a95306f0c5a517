"""Folders of numbered pictures as videos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from tests import videos
from tests.engine.modalities.video.making import MODALITY, decoded, numbers, probed, shown
from tests.videos import Frames
from workbench.engine.modalities.video.files import numbered

_RAMP = videos.grey_ramp(16)


def _folder(path: Path, frames: Frames = _RAMP, name: str = "frame_{}.png") -> Path:
    path.mkdir()
    for number, frame in enumerate(frames):
        Image.fromarray(frame).save(path / name.format(number + 1))
    return path


def test_numbered_pictures_follow_by_their_numbers_eight_a_second(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "walk")
    health = probed(folder)
    (part,) = health.parts
    assert (part.key, part.width, part.height, part.channels) == ("", 2000, 24, 16)
    assert health.note == "Its 16 numbered pictures are taken as frames, 8 a second."
    assert numbers(decoded(folder)[0].row, _RAMP) == list(range(16))


def test_other_pictures_in_the_folder_are_left_out_and_counted(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "walk")
    Image.fromarray(_RAMP[0]).save(folder / "cover.png")
    Image.fromarray(_RAMP[0]).save(folder / "detail_1.jpg")
    (folder / "notes.txt").touch()
    assert probed(folder).note.endswith(" 2 other pictures in the folder are left out.")
    assert len(shown(folder).frames) == 16


def test_in_place_of_a_picture_that_cannot_be_read_the_one_before_it_stands(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "walk")
    (folder / "frame_4.png").write_bytes(b"no picture")
    (folder / "frame_1.png").write_bytes(b"no picture")
    assert numbers(decoded(folder)[0].row, _RAMP)[:5] == [1, 1, 2, 2, 4]


def test_pictures_of_another_size_are_brought_to_that_of_the_first(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "walk", np.full((4, 24, 32, 3), 99, np.uint8))
    Image.fromarray(np.full((60, 50), 200, np.uint8)).save(folder / "frame_3.png")
    assert shown(folder).frames.shape == (4, 24, 32, 3)


def test_a_long_series_is_cut_into_clips_as_a_file_is(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "walk")
    assert [part.key for part in probed(folder, seconds=1).parts] == ["0.0-1.0", "1.0-2.0"]
    assert numbers(decoded(folder, "1.0-2.0", frames=8)[0].row, _RAMP) == list(range(8, 16))


def test_folders_of_a_few_numbered_pictures_belong_together() -> None:
    walk = [f"a/walk/{number}.jpg" for number in range(1, 5)]
    run = [f"a/run/run ({number}).PNG" for number in (1, 2, 10)]
    others = [
        "a/one/1.jpg",
        "a/two/1.jpg",
        "a/two/2.jpg",
        "a/named/dog.jpg",
        "a/named/cat.jpg",
        "a/named/owl.jpg",
    ]
    assert MODALITY.together([*walk, *run, *others]) == {"a/walk": tuple(walk), "a/run": tuple(sorted(run))}


def test_pictures_beside_videos_and_moving_pictures_are_no_frames() -> None:
    stills = [f"clips/thumb{number}.jpg" for number in range(5)]
    moving = [f"gifs/{number}.gif" for number in range(5)]
    assert MODALITY.together([*stills, "clips/a.MP4", *moving]) == {}


def test_pictures_at_the_top_belong_to_the_folder_itself() -> None:
    assert list(MODALITY.together(["1.png", "2.png", "3.png"])) == [""]


def test_the_longest_series_is_the_video() -> None:
    names = ["b_1.png", "b_2.png", "a_1.png", "a_2.png", "a_10.png", "c.png"]
    assert numbered._series(names) == ["a_1.png", "a_2.png", "a_10.png"]
