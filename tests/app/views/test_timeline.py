"""A long file over its time: its clips in the colours of their classes, to go to and to mark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.views.timeline import TimedClip, Timeline, words_of
from workbench.app.views.timeline_painting import runs, ticks, time_at

NUM = 10
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def clip(row: int, confidence: float = 1.0) -> TimedClip:
    return TimedClip(
        sample=100 + row, start_seconds=2.0 * row, end_seconds=2.0 * row + 2,
        name="pan" if row < 5 else "zoom", class_index=0 if row < 5 else 1, confidence=confidence,
    )  # fmt: skip


class Told:
    """What the timeline said."""

    def __init__(self, line: Timeline) -> None:
        self.clips: list[int] = []
        self.ranges: list[tuple[tuple[int, ...], int]] = []
        line.clip_chosen.connect(self.clips.append)
        line.range_marked.connect(lambda marked, end: self.ranges.append((marked, end)))


@pytest.fixture
def line(qtbot: QtBot) -> Timeline:
    line = Timeline("line", takes_ranges=True)
    qtbot.addWidget(line)
    line.resize(412, line.sizeHint().height())
    line.show_clips([clip(row) for row in range(NUM)])
    line.show()
    line.set_chosen(102)
    return line


@pytest.fixture
def told(line: Timeline) -> Told:
    return Told(line)


def middle(line: Timeline, row: int) -> QPoint:
    return line.area_of(100 + row).center().toPoint()


def colour(line: Timeline, row: int, up: float) -> str:
    area = line.area_of(100 + row)
    place = QPoint(round(area.left()) + 4, round(area.bottom() - up * area.height()) - 1)
    return QColor(line.grab().toImage().pixel(place)).name().upper()


def test_a_click_goes_to_a_clip(line: Timeline, told: Told) -> None:
    QTest.mouseClick(line, LEFT, NONE, middle(line, 6))
    assert told.clips == [106]


def test_arrow_keys_go_from_clip_to_clip(line: Timeline, told: Told) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(line, key)
    assert told.clips == [103, 102, 109]


def test_dragging_marks_the_clips_it_goes_over(line: Timeline, told: Told) -> None:
    QTest.mousePress(line, LEFT, NONE, middle(line, 4))
    QTest.mouseMove(line, middle(line, 7))
    QTest.mouseRelease(line, LEFT, NONE, middle(line, 7))
    assert told.ranges == [((104, 105, 106, 107), 107)]
    assert told.clips == []


def test_shift_and_arrows_mark_more_and_fewer(line: Timeline, told: Told) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(line, key, SHIFT)
    assert [marked for marked, _ in told.ranges] == [(102, 103), (102, 103, 104), (102, 103)]


def test_marking_goes_on_after_the_page_has_chosen_the_range(line: Timeline, told: Told) -> None:
    line.set_chosen(100)
    line.set_chosen(103, (102, 103))
    QTest.keyClick(line, Qt.Key.Key_Right, SHIFT)
    assert told.ranges == [((102, 103, 104), 104)]


def test_where_no_ranges_are_taken_only_a_clip_is_chosen(qtbot: QtBot) -> None:
    line = Timeline("line")
    qtbot.addWidget(line)
    line.show_clips([clip(row) for row in range(NUM)])
    line.set_chosen(102)
    told = Told(line)
    QTest.keyClick(line, Qt.Key.Key_Right, SHIFT)
    QTest.mousePress(line, LEFT, NONE, middle(line, 4))
    QTest.mouseMove(line, middle(line, 7))
    QTest.mouseRelease(line, LEFT, NONE, middle(line, 7))
    assert (told.clips, told.ranges) == ([103, 107], [])


def test_each_clip_has_the_colour_of_its_class(line: Timeline) -> None:
    assert [colour(line, row, 0.8) for row in (1, 8)] == [theme.class_colour(0), theme.class_colour(1)]


def test_what_is_less_sure_is_less_high(line: Timeline) -> None:
    line.show_clips([clip(0, 1.0), clip(1, 0.2), *(clip(row) for row in range(2, NUM))])
    assert [colour(line, row, 0.8) == theme.class_colour(0) for row in (0, 1)] == [True, False]
    assert colour(line, 1, 0.4) == theme.class_colour(0)


def test_many_clips_of_a_long_file_are_drawn(qtbot: QtBot) -> None:
    line = Timeline("line")
    qtbot.addWidget(line)
    line.resize(300, line.sizeHint().height())
    line.show_clips([TimedClip(sample=row, start_seconds=2.0 * row, end_seconds=2.0 * row + 2, name="pan",
                               class_index=0) for row in range(5000)])  # fmt: skip
    picture = line.grab().toImage()
    drawn = {QColor(picture.pixel(x, 14)).name().upper() for x in range(10, 290)}
    assert drawn == {theme.class_colour(0)}


def test_a_screen_reader_hears_where_one_is_and_what_follows(line: Timeline) -> None:
    assert line.accessibleDescription() == "0:04 to 0:06: pan. from 0:00 pan. from 0:10 zoom"


@pytest.mark.parametrize(
    ("confidence", "words"), [(1.0, "0:02 to 0:04: pan"), (0.833, "0:02 to 0:04: pan, 83 % sure")]
)
def test_a_clip_in_words(confidence: float, words: str) -> None:
    assert words_of(clip(1, confidence)) == words


@pytest.mark.parametrize(("seconds", "words"), [(7.5, "0:07.5"), (62, "1:02"), (3723, "1:02:03")])
def test_a_time_as_a_clock_says_it(seconds: float, words: str) -> None:
    assert time_at(seconds) == words


def test_the_times_of_an_hour_do_not_touch() -> None:
    assert [words for _, words in ticks(3600, 300)] == ["0:00", "15:00", "30:00", "45:00", "1:00:00"]


def test_runs_of_numbers() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
