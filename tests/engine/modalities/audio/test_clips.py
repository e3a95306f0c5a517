"""Long recordings are cut into clips that are named by their place and meet without clicks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engine.modalities.audio import making
from tests.engine.modalities.audio.making import MODALITY
from workbench.engine.contracts import Decoded, Sound
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.audio import AudioReading
from workbench.engine.modalities.audio.files import clips

_FIVE = AudioReading(seconds=5.0)


def _keys(seconds: float, clip: float = 5.0) -> list[str]:
    return [part.key for part in clips.parts(seconds, 16_000, 1, AudioReading(seconds=clip))]


def test_clips_are_named_by_their_place_in_seconds() -> None:
    assert _keys(15.0) == ["0.0-5.0", "5.0-10.0", "10.0-15.0"]
    assert _keys(1.0, 0.25)[:2] == ["0.0-0.25", "0.25-0.5"]


def test_a_rest_of_a_quarter_clip_is_a_clip_and_a_shorter_one_is_left_out() -> None:
    assert _keys(11.3) == ["0.0-5.0", "5.0-10.0", "10.0-11.3"]
    assert _keys(11.2) == ["0.0-5.0", "5.0-10.0"]


def test_a_file_hardly_longer_than_a_clip_stays_whole() -> None:
    assert _keys(3.0) == [""]
    assert _keys(6.0) == [""]
    assert clips.parts(6.0, 16_000, 1, _FIVE)[0].width == 96_000


def test_without_a_clip_length_every_file_is_whole() -> None:
    assert [part.key for part in clips.parts(7200.0, 16_000, 1, AudioReading())] == [""]


@pytest.mark.parametrize("key", ["0.0-5.0", "12.0-17.5", "0.25-0.5"])
def test_a_clips_place_is_read_from_its_name(key: str) -> None:
    assert clips.place_of(key) == tuple(float(end) for end in key.split("-"))


@pytest.mark.parametrize("key", ["5.0-5.0", "row 3", "page 1", "1-2", "-1.0-2.0"])
def test_what_names_no_clip_is_none(key: str) -> None:
    assert clips.place_of(key) is None


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 96_000])
def test_clips_in_a_row_are_what_the_whole_is(rate: int, tmp_path: Path) -> None:
    path = making.write(tmp_path / "long.wav", 4.0, rate, 2, subtype="FLOAT")
    (whole,) = making.decoded(path, seconds=4.0)
    found = making.decoded(path, "0.0-1.0", "1.0-2.0", "2.0-3.0", "3.0-4.0", seconds=1.0)
    joined = np.concatenate([one.row for one in found])
    assert np.abs(joined.astype(int) - whole.row).max() <= 1


@pytest.mark.parametrize("name", ["a.flac", "a.ogg", "a.mp3", "a.wav"])
def test_clips_out_of_order_are_the_same(name: str, tmp_path: Path) -> None:
    path = making.write(tmp_path / name, 20.0, 44_100)
    keys = ["15.0-16.0", "3.0-4.0", "3.5-4.5", "19.0-20.0", "0.0-1.0"]
    jumping = making.decoded(path, *keys, seconds=1.0)
    in_order = making.decoded(path, *sorted(keys, key=lambda key: float(key.split("-")[0])), seconds=1.0)
    alike = {one.row.tobytes() for one in in_order}
    if name == "a.mp3":
        assert all(making.correlation(one.row, two.row) > 0.999 for one, two in _matched(jumping, in_order))
    else:
        assert {one.row.tobytes() for one in jumping} == alike


def _matched(jumping: list[Decoded], ordered: list[Decoded]) -> list[tuple[Decoded, ...]]:
    return list(zip(jumping, [ordered[place] for place in (3, 1, 2, 4, 0)], strict=True))


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a"])
def test_a_place_that_is_sought_is_found_to_the_sample(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "a.m4a":
        making.encode(path, "aac", "ipod", 20.0)
    else:
        making.write(path, 20.0, 44_100)
    (found,) = making.decoded(path, "17.0-18.0", seconds=1.0)
    late = 372 if name == "a.m4a" else 0  # as this encoder begins, and half a sample
    assert making.correlation(found.row[late:], making.rising(20.0)[17 * 16_000 :, 0]) > 0.9


def test_a_viewer_gets_the_clip(tmp_path: Path) -> None:
    path = making.write(tmp_path / "long.flac", 12.0, 44_100)
    sound = MODALITY.read(path, "5.0-10.0", _FIVE)
    assert isinstance(sound, Sound)
    wanted = making.rising(12.0, 44_100)[5 * 44_100 : 10 * 44_100]
    assert np.abs(sound.samples - wanted).max() < 1e-4


def test_a_clip_behind_the_end_of_a_file_that_changed_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = making.write(tmp_path / "shorter.wav", 7.0)
    layout = MODALITY.layout([clips.parts(5.0, 16_000, 1, _FIVE)[0]])
    first, gone, again = MODALITY.decode(path, ["0.0-5.0", "10.0-15.0", "2.0-7.0"], layout, _FIVE)
    assert isinstance(gone, UnreadableError)
    assert str(gone) == "The file does not hold this part any more."
    assert not isinstance(first, UnreadableError)
    assert not isinstance(again, UnreadableError)


def test_what_is_longer_than_the_layout_is_cut(tmp_path: Path) -> None:
    (found,) = making.decoded(making.write(tmp_path / "a.wav", 3.0, 44_100), seconds=1.0)
    assert found.row.shape == (16_000,)
    assert making.correlation(found.row, making.rising(1.0)[:, 0]) > 0.999
