"""One file of the table of predictions over its time, where each of its clips has a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.app.views.timeline import TimedClip, Timeline
from workbench.app.words import tr
from workbench.engine.clips import place_of
from workbench.operations.predict import PredictionRow


class OverTime(QWidget):
    """Hidden where no file has several clips. A clip's "sample" is the number of its row."""

    row_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._files: dict[str, list[TimedClip]] = {}
        self._of_row: dict[int, str] = {}
        self._file = ""
        self.timeline = Timeline("predict_timeline")
        self._words = QLabel()
        self._words.setObjectName("predict_timeline_words")
        self._words.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(self.timeline)
        self.timeline.clip_chosen.connect(self.row_wanted)
        self.hide()

    def show_rows(self, rows: Sequence[PredictionRow], classes: Mapping[str, int]) -> None:
        """Take what was predicted; the first file with several clips is shown."""
        self._files, self._of_row, self._file = {}, {}, ""
        for number, row in enumerate(rows):
            place = place_of(row.part)
            if place is not None:
                file = row.file.removesuffix(f" ({row.part})")
                clip = TimedClip(
                    sample=number,
                    start_seconds=place[0],
                    end_seconds=place[1],
                    name=row.label,
                    class_index=classes.get(row.label, -1),
                    confidence=row.confidence,
                )
                self._files.setdefault(file, []).append(clip)
                self._of_row[number] = file
        self._show_file(next((file for file, clips in self._files.items() if len(clips) > 1), ""))

    def show_row(self, number: int) -> None:
        """Show the file of a row, and where in it that is."""
        file = self._of_row.get(number, "")
        if len(self._files.get(file, ())) > 1:
            self._show_file(file)
            self.timeline.set_chosen(number)

    def _show_file(self, file: str) -> None:
        if file == self._file and file:
            return
        self._file = file
        clips = sorted(self._files.get(file, ()), key=lambda clip: clip.start_seconds)
        self.timeline.show_clips(clips)
        self._words.setText(tr("{file} over time: the higher, the surer").format(file=file))
        self.setVisible(bool(clips))
