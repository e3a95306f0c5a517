"""The page of step 1: the folder as the program sees it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.data.counts import Counts
from workbench.app.pages.data.found import Found, gather
from workbench.app.pages.data.lists import Lists
from workbench.app.session import Session
from workbench.app.views.sample_view import SampleView
from workbench.app.widgets import figures, sample_words
from workbench.app.widgets.amounts import size_words
from workbench.app.widgets.background import in_background
from workbench.app.widgets.progress_card import ProgressCard
from workbench.app.widgets.states import EmptyState, FailedCard
from workbench.app.words import tr
from workbench.jobs import Failed
from workbench.operations import import_folder, prepare
from workbench.operations.import_folder import ImportFolder, ImportResult
from workbench.project import Changes


class DataPage(Page):
    """Shows what `gather` found; Refresh compares it with the folder again."""

    keys = (
        ("Enter", tr("Look at the chosen sample")),
        ("A, D", tr("The sample before, the next one")),
        (tr("Space"), tr("Play the sound or the video, or pause it")),
        (tr("Left, right"), tr("In a video: one frame back, on")),
        ("F5", tr("Refresh")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._folder: Path = session.project.folder
        self._found: Found | None = None
        self._source = QLabel()
        self._source.setObjectName("data_source")
        self._source.setProperty("role", "muted")
        self._source.setWordWrap(True)
        self._news = QLabel()
        self._news.setObjectName("refresh_news")
        self._news.setWordWrap(True)
        self._news.hide()
        self._counts = Counts()
        self._working = ProgressCard("import_progress")
        self._working.hide()
        self._failed = FailedCard("data_failed")
        self._failed.seen.connect(self.session.failure_seen)
        self._lists = Lists()
        self._empty = EmptyState(
            "file-hidden", tr("There is nothing here that can be learnt from."), tr("Refresh"),
            name="data_empty",
        )  # fmt: skip
        self._disk = QLabel(wordWrap=True)
        self._disk.setObjectName("cache_size")
        self._disk.setProperty("role", "caption")
        self._view = SampleView(session)
        self._faces = QStackedWidget(self)
        self._faces.addWidget(self._overview())
        self._faces.addWidget(self._view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._faces)
        self._counts.list_wanted.connect(self._lists.go_to)
        self._lists.reduced_wanted.connect(lambda files: self._import(reduced=files))
        self._lists.grid.sample_activated.connect(self._on_sample_activated)
        self._lists.grid.set_captions(self._caption)
        self._empty.clicked.connect(self._on_refresh_clicked)
        self._view.closed.connect(self._on_view_closed)

    def concerns(self, changes: Changes) -> bool:
        return changes.files

    def refresh(self) -> None:
        folder = self._folder
        in_background(self, lambda: gather(folder), self._show)

    def _show(self, found: Found) -> None:
        self._found = found
        words = [
            tr("{folder}. It is only read, never written to.").format(folder=found.folder),
            found.reading,
        ]
        self._source.setText("\n".join(filter(None, words)))
        project = self.session.project
        plural = sample_words.many(project)
        self._counts.show_found(found, sample_words.counted(project, len(found.ids)))
        self._lists.show_found(found, plural)
        self._lists.grid.set_source(found.ids, prepare.thumbnails_path(project))
        self._lists.grid.forget_thumbnails()
        self._lists.setVisible(len(found.ids) > 0 or bool(found.counts))
        self._empty.setVisible(len(found.ids) == 0 and not found.counts)
        self.setFocusProxy(self._lists.grid)
        self._go_on.setEnabled(len(found.ids) > 0)
        self._disk.setText(
            tr(
                "The program's copy of the {things} takes {size} in the project; it can be made again."
            ).format(things=plural, size=size_words(found.cache_bytes))
        )
        if found.folder_is_there:
            self._failed.hide()
        else:
            self._failed.tell(_folder_gone(found.folder))

    def _caption(self, sample: int) -> str:
        return self.session.project.samples.get(sample).title.rpartition("/")[2]

    def _on_refresh_clicked(self) -> None:
        self._import()

    def _import(self, *, data: Path | None = None, reduced: tuple[str, ...] = ()) -> None:
        arguments = ImportFolder(project=self.session.project.folder, data=data, reduced=reduced)
        running = self.session.start(import_folder.job(arguments))
        self._working.follow(running)
        self._working.show()
        self._news.hide()
        self._refresh_button.setEnabled(False)
        running.finished.connect(self._on_imported)
        running.failed.connect(self._failed.tell)
        running.ended.connect(lambda: self._on_ended(running))

    def _on_imported(self, result: ImportResult) -> None:
        self._news.setText(_news(result))
        self._news.show()
        self.session.broadcast(Changes(files=True))

    def _on_ended(self, running: RunningJob) -> None:
        self._working.setVisible(not running.is_over)
        self._refresh_button.setEnabled(True)

    def _on_sample_activated(self, sample: int) -> None:
        if self._found is not None:
            self._faces.setCurrentWidget(self._view)
            self._view.show_samples(self._found.ids, sample)

    def _on_view_closed(self) -> None:
        self._faces.setCurrentIndex(0)
        self._lists.grid.setFocus()

    def _on_moved_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Where the folder is now"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self._import(data=Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _overview(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addLayout(self._head())
        for widget in (self._source, self._working, self._news, self._failed, self._counts):
            column.addWidget(widget)
        column.addWidget(self._lists, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(self._foot())
        return face

    def _head(self) -> QHBoxLayout:
        title = QLabel(tr("What the program found"))
        title.setProperty("role", "title")
        self._refresh_button = _button(
            "refresh_data",
            tr("Refresh"),
            tr("Look for new, changed, missing and moved files (F5); labels stay"),
        )
        self._refresh_button.setShortcut("F5")
        self._refresh_button.clicked.connect(self._on_refresh_clicked)
        moved = _button("folder_moved", tr("Folder moved…"), tr("Say where the folder is now; labels stay"))
        moved.clicked.connect(self._on_moved_clicked)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(title, 1)
        row.addWidget(moved)
        row.addWidget(self._refresh_button)
        return row

    def _foot(self) -> QHBoxLayout:
        self._go_on = _button(
            "go_to_pretrain", tr("Go on to Pretrain"), tr("Learn from these samples (Alt+2)")
        )
        self._go_on.setProperty("role", "primary")
        self._go_on.clicked.connect(lambda: self.session.page_wanted.emit("pretrain"))
        row = QHBoxLayout()
        row.addWidget(self._disk, 1)
        row.addWidget(self._go_on)
        return row


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    return button


def _news(result: ImportResult) -> str:
    if result.stopped:
        return tr("Stopped. What was read so far is kept; Refresh goes on from there.")
    parts = [
        words.format(n=number)
        for number, words in (
            (result.new, tr("{n:,} new")), (result.changed, tr("{n:,} changed")),
            (result.missing, tr("{n:,} missing")), (result.moved, tr("{n:,} moved")),
        )
        if number
    ]  # fmt: skip
    total = figures.counted(result.files, tr("file"), tr("files"))
    if not parts:
        return tr("Nothing is different: {total}.").format(total=total)
    return tr("Of {total}: {changes}.").format(total=total, changes=", ".join(parts))


def _folder_gone(folder: Path) -> Failed:
    return Failed(
        what=tr("The folder {folder} is not there.").format(folder=folder),
        why=tr("It was moved or renamed, or its disk is not connected."),
        todo=tr("Connect the disk, or say with “Folder moved…” where it is now. Your labels are kept."),
    )
