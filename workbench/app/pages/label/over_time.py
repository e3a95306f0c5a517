"""The file that the chosen clip was cut from, over its time: which of its clips have which label."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.app.session import Session
from workbench.app.views.clips_of_file import ClipPlace, ClipsOfFile
from workbench.app.views.timeline import TimedClip, Timeline
from workbench.app.widgets.label_marks import LabelMarks
from workbench.app.words import tr
from workbench.project import Sample


class OverTime(QWidget):
    """Hidden where a file is one sample. Says which clips a person wants to see, or to label at once."""

    clip_wanted = Signal(int)
    range_wanted = Signal(object, int)
    """(tuple of samples, the one at which the marking ended)."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._marks = LabelMarks()
        self._current = -1
        self._chosen: NDArray[np.int64] = np.zeros(0, np.int64)
        self._clips = ClipsOfFile(session, self)
        self.timeline = Timeline("label_timeline", takes_ranges=True)
        words = QLabel(
            tr("The whole file. Drag over it, or Shift and the arrow keys, to choose several clips.")
        )
        words.setObjectName("label_timeline_words")
        words.setProperty("role", "caption")
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.timeline)
        column.addWidget(words)
        self.hide()
        self._clips.found.connect(self.draw_labels)
        self.timeline.clip_chosen.connect(self.clip_wanted)
        self.timeline.range_marked.connect(self.range_wanted)

    def take_marks(self, marks: LabelMarks) -> None:
        """The labels of the project; they are looked up when something is drawn."""
        self._marks = marks

    def forget(self) -> None:
        """Another project, or other files."""
        self._clips.forget()

    def show_sample(self, sample: Sample | None, chosen: NDArray[np.int64]) -> None:
        """Show the file of a sample; `chosen` are all that are."""
        self._current, self._chosen = (sample.id if sample is not None else -1), chosen
        if sample is None:
            self._clips.forget()
        else:
            self._clips.want(sample)
        self.timeline.set_chosen(self._current, chosen)

    def draw_labels(self) -> None:
        """Labels or classes are others, or the clips of a file are known now."""
        self.timeline.show_clips([self._timed(clip) for clip in self._clips.clips])
        self.timeline.set_chosen(self._current, self._chosen)
        self.setVisible(bool(self._clips.clips))

    def _timed(self, clip: ClipPlace) -> TimedClip:
        label = self._marks.label_of(clip.sample)
        return TimedClip(
            sample=clip.sample,
            start_seconds=clip.start_seconds,
            end_seconds=clip.end_seconds,
            name=label.name if label is not None else "",
            class_index=self._marks.class_index(label.value[0])
            if label is not None and label.kind != "text"
            else -1,
        )
