"""The page of step 6: a folder in, a table out; and the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.job_runner import RunningJob
from workbench.app.pages import Page
from workbench.app.pages.use.form import PredictForm
from workbench.app.pages.use.result import ResultCard
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.job_strip import JobStrip
from workbench.app.widgets.page_state import PageState
from workbench.app.widgets.states import FailedCard
from workbench.app.words import tr
from workbench.operations import predict, report
from workbench.operations.predict import PredictResult
from workbench.operations.report import ReportResult
from workbench.project import Changes, Project


class UsePage(Page):
    """Reads the folder, never writes into it unless the person puts the table there."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._report_out = Path()
        self._running: RunningJob | None = None
        self._writing: set[str] = set()
        self._title = QLabel(tr("Use the model on new files"))
        self._title.setObjectName("use_title")
        self._title.setProperty("role", "title")
        self._hint = QLabel(wordWrap=True)
        self._hint.setObjectName("use_hint")
        self._hint.setProperty("role", "muted")
        self._form = PredictForm()
        self._strip = JobStrip(session, "predict_progress")
        self._failed = FailedCard("predict_failed")
        self._failed.seen.connect(self.session.failure_seen)
        self._result = ResultCard()
        self._empty = PageState("use_state")
        self._say_empty(tr("The predictions will stand here, and in the table."))
        self._report = _button(
            "write_report",
            tr("Write the report"),
            tr("What was learnt and what it is worth, as a page to read"),
        )
        self._open_report = _button("open_report", tr("Open the report"), tr("Show it in the browser"))
        self._open_report.hide()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        project = self.session.project
        self._writing = {model.name for model in project.models.all() if model.writes}
        self._form.show_models(project.models.all())
        self._draw_hint()
        folder = project.folder
        in_background(self, lambda: _has_parts(folder), self._form.propose_parts)

    def concerns(self, changes: Changes) -> bool:
        return changes.models

    def _connect(self) -> None:
        self._form.predict_wanted.connect(self._on_predict_wanted)
        self._form.models.currentIndexChanged.connect(self._draw_hint)
        self._result.again_wanted.connect(self._on_again_wanted)
        self._report.clicked.connect(self._on_report_clicked)
        self._open_report.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report_out)))
        )

    def _draw_hint(self) -> None:
        """Say what a file gets, from the chosen model."""
        writes = self._form.models.currentData() in self._writing
        words = tr("Every file gets a text and how sure the model is of it, in a table (CSV).")
        label = tr("Every file gets a label and how sure the model is, in a table (CSV).")
        self._hint.setText(words if writes else label)
        self.session.topic_shown.emit("use", "instead/use_texts" if writes else "")

    def _on_predict_wanted(self) -> None:
        form = self._form
        assert form.folder.path is not None
        arguments = predict.Predict(
            source=self.session.project.folder,
            model=str(form.models.currentData()),
            folder=form.folder.path,
            out=Path(form.out.text().strip()),
            parts=form.parts.isChecked(),
        )
        running = self.session.start(predict.job(arguments))
        running.finished.connect(self._on_predicted)
        running.failed.connect(self._failed.tell)
        running.ended.connect(self._on_ended)
        self._running = running
        self._failed.hide()
        self._result.hide()
        self._form.setEnabled(False)
        self._say_empty(tr("The predictions will stand here, and in the table."))
        self._strip.watch(running)

    def _on_predicted(self, result: PredictResult) -> None:
        self._empty.hide()
        self._result.show_result(result, self.session.project.labels.classes())

    def _on_ended(self) -> None:
        running, self._running = self._running, None
        self._form.setEnabled(True)
        if running is not None and running.outcome is None:
            self._say_empty(tr("Stopped: nothing was written."))
        self._empty.setVisible(not self._result.isVisibleTo(self) and not self._failed.isVisibleTo(self))

    def _say_empty(self, words: str) -> None:
        self._empty.say("table-arrow-right", words)

    def _on_again_wanted(self) -> None:
        self._result.hide()
        self._empty.show()
        self._form.folder.setFocus()

    def _on_report_clicked(self) -> None:
        name = tr("{project} report.html").format(project=self.session.project.description.name)
        dialog = QFileDialog(self, tr("Where should the report go?"), str(Path.home() / name))
        dialog.setObjectName("report_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(self._write_report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_report(self, name: str) -> None:
        job = report.job(report.Report(project=self.session.project.folder, out=Path(name)))
        running = self.session.start(job)
        running.finished.connect(self._on_report_written)
        self._report.setEnabled(False)
        running.ended.connect(self._on_report_ended)

    def _on_report_ended(self) -> None:
        self._report.setEnabled(True)

    def _on_report_written(self, result: ReportResult) -> None:
        self._report_out = result.out
        self._open_report.setToolTip(str(result.out))
        self._open_report.show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.SPACE] * 4)
        column.setSpacing(2 * theme.SPACE)
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE // 2)
        head.addWidget(self._title)
        head.addWidget(self._hint)
        column.addLayout(head)
        column.addWidget(self._form)
        column.addWidget(self._strip)
        column.addWidget(self._failed)
        column.addWidget(self._result, 100)
        column.addWidget(self._empty, 100)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self._report)
        foot.addWidget(self._open_report)
        foot.addStretch()
        column.addLayout(foot)


def _has_parts(folder: Path) -> bool:
    """Whether a sample is a part of a file, such as a row of a table."""
    with Project(folder) as project:
        return any(sample.part for sample in project.samples.usable())


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    return button
