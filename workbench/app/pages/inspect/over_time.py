"""The file that the chosen clip was cut from, over its time: what the model says of each of its clips."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.app.pages.inspect.table import PredictionTable
from workbench.app.session import Session
from workbench.app.views.clips_of_file import ClipPlace, ClipsOfFile
from workbench.app.views.timeline import TimedClip, Timeline
from workbench.app.words import tr
from workbench.project import Sample


class OverTime(QWidget):
    """Hidden where a file is one sample."""

    clip_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._table: PredictionTable | None = None
        self._current = -1
        self._clips = ClipsOfFile(session, self)
        self.timeline = Timeline("inspect_timeline")
        self._words = QLabel()
        self._words.setObjectName("inspect_timeline_words")
        self._words.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(self.timeline)
        self.hide()
        self._clips.found.connect(self.draw)
        self.timeline.clip_chosen.connect(self.clip_wanted)

    def forget(self) -> None:
        """Another project, or other files."""
        self._table = None
        self._clips.forget()

    def show_sample(self, sample: Sample | None, table: PredictionTable | None) -> None:
        """Show what this table says of the file that a sample is in."""
        is_other = table is not self._table
        self._table = table
        self._current = sample.id if sample is not None else -1
        if sample is None:
            self._clips.forget()
        else:
            self._clips.want(sample)
        if is_other:
            self.draw()
        self.timeline.set_chosen(self._current)

    def draw(self) -> None:
        """Draw the file anew: its clips are known now, or classes are others."""
        table = self._table
        known = [clip for clip in self._clips.clips if table is not None and clip.sample in table]
        self.timeline.show_clips([_timed(clip, table) for clip in known if table is not None])
        self.timeline.set_chosen(self._current)
        name = self._clips.file.rsplit("/", 1)[-1]
        self._words.setText(tr("{file} over time: the higher, the surer").format(file=name))
        self.setVisible(len(known) > 1)


def _timed(clip: ClipPlace, table: PredictionTable) -> TimedClip:
    row = table.row(clip.sample)
    return TimedClip(
        sample=clip.sample,
        start_seconds=clip.start_seconds,
        end_seconds=clip.end_seconds,
        name=row.predicted,
        class_index=table.badge(row.predicted),
        confidence=row.confidence,
    )
