"""A video that stands still for a stretch at a time."""

from __future__ import annotations

import numpy as np

from workbench.engine.modalities.video.occlusions import occlusions


def _row(frames: int = 16, behind: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    row = np.random.default_rng(0).integers(0, 256, (frames, 8, 8, 3), np.uint8)
    return np.concatenate([row, np.repeat(row[-1:], behind, axis=0)])


def test_a_stretch_is_the_frame_before_it_and_the_rest_is_left() -> None:
    row = _row()
    found = occlusions(row, 8)
    assert (found.variants[3][6:8] == row[5]).all()
    assert (found.variants[3][:6] == row[:6]).all()
    assert (found.variants[3][8:] == row[8:]).all()


def test_the_first_stretch_is_the_frame_behind_it() -> None:
    row = _row()
    assert (occlusions(row, 8).variants[0][:2] == row[2]).all()


def test_stretches_are_named_by_their_frames_and_not_too_short_to_be_missed() -> None:
    assert occlusions(_row(), 8).names[2] == "frames 5 to 6 of 16"
    assert len(occlusions(_row(), 100).names) == 8
    assert occlusions(_row(2), 1).names == ("frames 1 to 2 of 2",)


def test_what_stands_still_behind_a_shorter_video_is_not_asked_about() -> None:
    found = occlusions(_row(6, behind=10), 100)
    assert found.names == ("frames 1 to 2 of 16", "frames 3 to 4 of 16", "frames 5 to 6 of 16")


def test_a_video_in_which_nothing_moves_has_one_stretch() -> None:
    found = occlusions(np.full((4, 8, 8, 3), 9, np.uint8), 10)
    assert found.names == ("frame 1 of 4",)
    assert (found.variants == 9).all()


def test_weights_become_marks_for_and_against_at_their_seconds() -> None:
    preview = occlusions(_row(), 4).preview(np.array([0.5, 0, -1, 0], np.float32))
    assert [(one.mark, one.weight) for one in preview.stretches] == [("for", 0.5), ("against", 1.0)]
    assert preview.stretches[1].start_seconds == 8 / preview.rate_fps
    assert preview.stretches[1].end_seconds == 12 / preview.rate_fps
    assert (preview.frames == _row()).all()
