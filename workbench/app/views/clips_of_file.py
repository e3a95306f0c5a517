"""Which samples are clips of the same long file, found beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.engine.clips import place_of
from workbench.project import Project, Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPlace:
    """A sample that is a clip, and when it is."""

    sample: int
    start_seconds: float
    end_seconds: float


class ClipsOfFile(QObject):
    """Remembers the file that was asked for last. A file that is one sample has no clips."""

    found = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._file = ""
        self.clips: tuple[ClipPlace, ...] = ()
        """In the order of their times; at least two, or none."""

    @property
    def file(self) -> str:
        """Whose clips they are."""
        return self._file

    def want(self, sample: Sample) -> None:
        """Find the clips of the file that this sample is in, unless they are known."""
        if place_of(sample.part) is None:
            self.forget()
        elif sample.file != self._file:
            self._file, self.clips = sample.file, ()
            folder, file = self._session.project.folder, sample.file
            in_background(self, lambda: (file, _clips(folder, file)), self._on_read)

    def forget(self) -> None:
        """Another project, or other files."""
        had_any = bool(self._file)
        self._file, self.clips = "", ()
        if had_any:
            self.found.emit()

    def _on_read(self, read: tuple[str, tuple[ClipPlace, ...]]) -> None:
        file, clips = read
        if file == self._file:
            self.clips = clips if len(clips) > 1 else ()
            self.found.emit()


def _clips(folder: Path, file: str) -> tuple[ClipPlace, ...]:
    with Project(folder) as project:
        samples = project.samples.of_file(file)
    clips = [
        ClipPlace(sample=sample.id, start_seconds=place[0], end_seconds=place[1])
        for sample in samples
        if sample.verdict == "fine" and sample.role != "reserve"
        if (place := place_of(sample.part)) is not None
    ]
    return tuple(sorted(clips, key=lambda clip: clip.start_seconds))
