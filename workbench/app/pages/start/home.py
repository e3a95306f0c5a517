"""The first thing one sees: where to begin, samples to try, and the projects there are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.start.unfinished import unfinished_project
from workbench.app.recent import RecentProject, recent_projects
from workbench.app.words import tr

_PATH_LETTERS = 36


class DropZone(QFrame):
    """Takes a folder or one large file: dropped (the window does that), chosen or typed."""

    folder_wanted = Signal()
    file_wanted = Signal()
    folder_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop_zone")
        self.setProperty("role", "drop")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel(tr("Drop a folder of pictures, sounds, texts or videos here"))
        text.setProperty("role", "section")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = QLabel(tr("No labels are needed. Your files are only read, never moved, changed or uploaded."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        self.setMaximumHeight(440)
        column.addStretch()
        for widget in (self._icon, text, hint):
            column.addWidget(widget)
        column.addSpacing(theme.SPACE)
        self.open_button = self._open_button()
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._file_button(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._path_line())
        column.addStretch()
        theme.changed.connect(self._draw)
        self._draw()

    def show_drag(self, *, over: bool) -> None:
        """Light up while a folder is held over the window."""
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)

    def _draw(self) -> None:
        icon = theme.icon("folder-open-outline", theme.current().accent)
        self._icon.setPixmap(icon.pixmap(QSize(56, 56)))

    def _open_button(self) -> QPushButton:
        button = QPushButton(tr("Open folder"))
        button.setObjectName("open_folder")
        button.setProperty("role", "primary")
        button.setAccessibleName(tr("Open folder"))
        button.setToolTip(
            tr("Choose a folder of pictures, sounds, texts or videos, or the folder of a project (Ctrl+O)")
        )
        button.clicked.connect(self.folder_wanted)
        return button

    def _file_button(self) -> QPushButton:
        button = QPushButton(tr("or one large file: a table, a text, a recording or a video"))
        button.setObjectName("open_file")
        button.setProperty("role", "link")
        button.setAccessibleName(tr("Open one large file"))
        button.setToolTip(
            tr("A table (CSV, TSV, JSON lines), a text, a recording, a video: each row or clip counts")
        )
        button.clicked.connect(self.file_wanted)
        return button

    def _path_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("folder_path")
        line.setPlaceholderText(tr("or type its path, then Enter"))
        line.setAccessibleName(tr("Path of a folder"))
        line.setToolTip(tr("The path of a folder, of one large file or of a project"))
        line.returnPressed.connect(lambda: self.folder_typed.emit(line.text().strip()))
        return line


class Home(QWidget):
    """Emits what the person chose; nothing is opened here."""

    folder_wanted = Signal()
    file_wanted = Signal()
    folder_typed = Signal(str)
    sample_wanted = Signal(str)
    """Modality whose bundled sample is wanted."""
    project_wanted = Signal(object)
    """Folder of a project."""
    resume_wanted = Signal(object)
    """Folder of a project with an unfinished run."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropZone()
        self.drop.folder_wanted.connect(self.folder_wanted)
        self.drop.file_wanted.connect(self.file_wanted)
        self.drop.folder_typed.connect(self.folder_typed)
        self._right = QVBoxLayout()
        self._right.setSpacing(theme.SPACE)
        self._lists: QWidget | None = None
        title = QLabel(tr("Train your own model, without labels"))
        title.setProperty("role", "title")
        lead = QLabel(
            tr("The program looks at your files and learns by itself what they have in common."
               " Then you label a few, and it does the rest.")
        )  # fmt: skip
        lead.setProperty("role", "muted")
        lead.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.drop, 3)
        row.addLayout(self._right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(theme.SPACE)
        column.addWidget(title)
        column.addWidget(lead)
        column.addSpacing(theme.SPACE)
        column.addLayout(row, 4)
        column.addStretch(1)

    def redraw(self) -> None:
        """List the projects anew."""
        if self._lists is not None:
            self._lists.hide()  # else its layout would still show it, as a window
            self._lists.setParent(None)
            self._lists.deleteLater()
        self._lists = QWidget()
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(_section(tr("Try it with a sample")))
        for button in self._sample_buttons():
            column.addWidget(button)
        column.addSpacing(2 * theme.SPACE)
        recent = recent_projects()
        column.addWidget(_section(tr("Recent projects")))
        waiting = unfinished_project(recent)
        if waiting is not None:
            column.addWidget(self._resume_button(waiting))
        for i, project in enumerate(recent):
            column.addWidget(self._project_row(i, project))
        if not recent:
            none = QLabel(tr("None yet. A project remembers what was learnt and every label you give."))
            none.setProperty("role", "muted")
            none.setWordWrap(True)
            column.addWidget(none)
        column.addStretch()
        self._right.addWidget(self._lists)
        self._lists.show()

    def _sample_buttons(self) -> list[QPushButton]:
        pictures = _row_button(
            "sample_clothes", tr("600 pictures of clothes\nTen kinds, a model in ten minutes")
        )
        texts = _row_button("sample_notes", tr("300 short notes\nSix kinds of text, from recipes to repairs"))
        sounds = _row_button(
            "sample_instruments", tr("120 sounds of instruments\nFive kinds, at most a second each")
        )
        videos = _row_button(
            "sample_moves", tr("112 videos of camera movements\nEight kinds, two seconds each")
        )
        of_kind = ((pictures, "image"), (sounds, "audio"), (texts, "text"), (videos, "video"))
        for button, modality in of_kind:
            button.setToolTip(tr("Writes the files into a folder of the program and looks through them"))
            button.clicked.connect(partial(self.sample_wanted.emit, modality))
        return [pictures, sounds, texts, videos]

    def _resume_button(self, project: RecentProject) -> QPushButton:
        text = tr("Resume the unfinished run\nof {name}").format(name=project.name)
        button = _row_button("resume_run", text)
        button.setToolTip(tr("Opens the project where its learning was interrupted"))
        button.clicked.connect(lambda: self.resume_wanted.emit(project.folder))
        return button

    def _project_row(self, number: int, project: RecentProject) -> QPushButton:
        below = project.problem or _short(project.folder)
        button = _row_button(f"recent_{number}", f"{project.name}\n{below}")
        button.setEnabled(not project.problem)
        button.setToolTip(str(project.folder))
        button.clicked.connect(lambda: self.project_wanted.emit(project.folder))
        return button


def _section(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "section")
    return label


def _row_button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", "row")
    button.setAccessibleName(text.replace("\n", ", "))
    return button


def _short(folder: Path) -> str:
    home = Path.home()
    text = f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
    return text if len(text) <= _PATH_LETTERS else f"…{text[1 - _PATH_LETTERS :]}"
