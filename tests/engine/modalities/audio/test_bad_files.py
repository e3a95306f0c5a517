"""Damaged, locked, silent and misnamed files: each gets a sentence, and what is readable is kept."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tests.engine.modalities.audio import making
from tests.engine.modalities.audio.making import MODALITY
from workbench.engine.contracts import Health
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.audio import AudioReading


def _probed(path: Path) -> Health:
    return MODALITY.probe(path, AudioReading())


def _saved(path: Path, samples: NDArray[np.floating]) -> Path:
    soundfile.write(path, samples, 16_000, subtype="FLOAT")
    return path


@pytest.mark.parametrize("name", ["a.wav", "a.aiff", "a.flac", "a.mp3"])
def test_of_a_file_without_its_end_the_rest_is_kept_and_both_lengths_are_said(
    name: str, tmp_path: Path
) -> None:
    path = making.cut_off(making.write(tmp_path / name, 10.0, 44_100))
    health = _probed(path)
    assert health.note.startswith("Not all of it is there: ")
    assert health.note.endswith(" of 10.0 s can be read.")
    (part,) = health.parts
    assert 5 * 16_000 < part.width < 7 * 16_000
    (found,) = making.decoded(path, seconds=4.0)
    assert making.correlation(found.row, making.rising(4.0)[:, 0]) > 0.99


def test_a_wma_without_its_end_says_both_lengths(tmp_path: Path) -> None:
    path = making.encode(tmp_path / "a.wma", "wmav2", "asf", 10.0)
    assert _probed(path).note == ""
    health = _probed(making.cut_off(path))
    assert health.note == "Not all of it is there: 5.9 of 10.0 s can be read."


def test_an_aac_that_ends_within_a_frame_breaks_off(tmp_path: Path) -> None:
    path = making.encode(tmp_path / "a.aac", "aac", "adts", 10.0)
    assert _probed(path).note == ""
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))
    assert _probed(path).note == ""
    health = _probed(making.cut_off(path))
    assert health.note == "It breaks off: its end is missing."
    assert 5 * 16_000 < health.parts[0].width < 7 * 16_000


@pytest.mark.parametrize(("name", "subtype"), [("a.ogg", "VORBIS"), ("a.opus", "OPUS")])
def test_an_ogg_without_its_last_page_breaks_off(name: str, subtype: str, tmp_path: Path) -> None:
    path = making.write(tmp_path / name, 10.0, 48_000, format="OGG", subtype=subtype)
    assert _probed(path).note == ""
    health = _probed(making.cut_off(path))
    assert health.note == "It breaks off: its end is missing."
    assert 4 * 16_000 < health.parts[0].width < 7 * 16_000


def test_an_m4a_that_lost_its_end_says_what_to_do(tmp_path: Path) -> None:
    health = _probed(making.cut_off(making.encode(tmp_path / "a.m4a", "aac", "ipod")))
    assert health.verdict == "unreadable"
    assert "it is damaged" in health.reason
    assert health.reason.endswith("Save it as WAV or FLAC in the program that wrote it.")


def test_damage_in_the_middle_of_an_mp3_is_stepped_over(tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.mp3", 10.0, 44_100)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 2000] = bytes(2000)
    path.write_bytes(content)
    health = _probed(path)
    assert health.verdict == "fine"
    assert health.parts[0].width > 9 * 16_000
    (found,) = making.decoded(path, "8.0-9.0", seconds=1.0)
    assert np.abs(found.row).max() > 10_000


def test_a_file_is_known_by_its_content_and_the_wrong_name_is_said(tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.wav").rename(tmp_path / "a.ogg")
    health = _probed(path)
    assert (health.verdict, health.note) == ("fine", "It is named .ogg and is a WAV.")
    path = making.write(tmp_path / "b.mp3", 2.0, 44_100).rename(tmp_path / "b.wav")
    assert _probed(path).note == "It is named .wav and is an MP3."


@pytest.mark.parametrize("place", [24, 28, 32])
def test_a_wav_with_a_wrong_header_gets_a_sentence_or_is_read(place: int, tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.wav")
    content = bytearray(path.read_bytes())
    content[place : place + 4] = struct.pack("<I", 0)
    path.write_bytes(content)
    health = _probed(path)
    assert health.verdict == "fine" or health.reason.endswith(".")


def test_a_wav_whose_recorder_never_wrote_the_length_is_read_to_its_end(tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.wav")
    content = bytearray(path.read_bytes())
    for place, length in ((4, 0), (40, 0)):
        content[place : place + 4] = struct.pack("<I", length)
    path.write_bytes(content)
    health = _probed(path)
    assert health.verdict == "fine"
    assert health.parts[0].width == pytest.approx(32_000, rel=0.05)


@pytest.mark.parametrize("tag", [b"drms", b"enca"])
def test_a_file_under_copy_protection_says_so(tag: bytes, tmp_path: Path) -> None:
    path = making.encode(tmp_path / "a.m4p", "aac", "ipod")
    content = path.read_bytes()
    at = content.rindex(b"mp4a")
    path.write_bytes(content[:at] + tag + content[at + 4 :])
    health = _probed(path)
    assert health.verdict == "unreadable"
    assert "copy protection (DRM)" in health.reason


def test_a_wma_under_copy_protection_says_so(tmp_path: Path) -> None:
    path = making.encode(tmp_path / "a.wma", "wmav2", "asf")
    mark = bytes.fromhex("fbb31122 23bd d211 b4b7 00a0c955fc6e")
    content = path.read_bytes()
    path.write_bytes(content[:30] + mark + content[46:])
    health = _probed(path)
    assert health.verdict == "unreadable"
    assert "copy protection (DRM)" in health.reason


def test_files_of_no_length_and_of_hardly_any_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    assert _probed(tmp_path / "empty.wav").reason == "The file is empty."
    health = _probed(making.write(tmp_path / "none.wav", 0.0))
    assert (health.verdict, health.reason) == ("blank", "It holds no sound: its length is nought.")
    health = _probed(making.write(tmp_path / "click.wav", 0.01))
    assert (health.verdict, health.reason) == ("too small", "It lasts 10 ms; at least 25 ms are needed.")


def test_silence_is_blank_with_dither_and_with_an_offset_too(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    silences: dict[str, NDArray[np.float64]] = {
        "nothing.wav": np.zeros(16_000),
        "dither.wav": draw.integers(-1, 2, 16_000) / 32_768,
        "offset.wav": np.full(16_000, 0.2),
    }
    for name, samples in silences.items():
        (found,) = making.decoded(_saved(tmp_path / name, samples))
        assert (found.verdict, found.reason) == ("blank", "It holds only silence."), name


def test_a_soft_sound_is_no_silence(tmp_path: Path) -> None:
    (found,) = making.decoded(_saved(tmp_path / "soft.wav", making.rising(1.0) / 400))
    assert found.verdict == "fine"


def test_clipping_is_noted_and_a_loud_clean_sound_is_not(tmp_path: Path) -> None:
    loud = np.clip(making.rising(1.0) * 6, -1, 1)
    (found,) = making.decoded(_saved(tmp_path / "clipped.wav", loud))
    assert "(clipping)" in found.note
    (found,) = making.decoded(_saved(tmp_path / "clean.wav", making.rising(1.0) * 2.5))
    assert found.note == ""


def test_values_above_full_scale_are_made_softer_instead_of_cut(tmp_path: Path) -> None:
    (found,) = making.decoded(_saved(tmp_path / "loud.wav", making.rising(1.0) * 20_000))
    assert found.note == "It is louder than full scale and was made softer to fit."
    assert making.correlation(found.row, making.rising(1.0)[:, 0]) > 0.999


def test_values_that_are_no_numbers_are_silence_and_noted(tmp_path: Path) -> None:
    samples = making.rising(1.0)
    samples[100:200] = np.nan
    (found,) = making.decoded(_saved(tmp_path / "nan.wav", samples))
    assert found.note == "Some of its values are no numbers; they count as silence."
    assert not found.row[100:200].any()


def test_a_file_that_may_not_be_there_any_more_is_told_when_decoded(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^The file cannot be read: .*\.$"):
        making.decoded(tmp_path / "gone.wav")
