"""The few settings there are: light or dark, where projects go, how many threads learning may use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from workbench.app import preferences, theme
from workbench.app.session import Session
from workbench.app.widgets.spin_boxes import indented
from workbench.app.words import tr


class SettingsPanel(QWidget):
    """Every setting takes effect at once and is remembered."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._folder = QLabel(str(preferences.projects_folder()))
        self._folder.setObjectName("projects_folder")
        self._folder.setProperty("role", "caption")
        self._folder.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(QLabel(tr("Colours")))
        column.addWidget(self._make_theme())
        column.addSpacing(theme.SPACE)
        column.addWidget(QLabel(tr("New projects go into")))
        column.addWidget(self._folder)
        column.addWidget(self._make_folder_button())
        column.addSpacing(theme.SPACE)
        column.addWidget(QLabel(tr("Processor threads for learning")))
        column.addWidget(self._make_threads())
        hint = QLabel(
            tr("Fewer threads leave more of the computer to other programs, and learning is slower.")
        )
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addStretch()

    def _make_theme(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("theme_choice")
        box.setAccessibleName(tr("Colours"))
        box.setToolTip(tr("Light, dark, or as the system has it"))
        for choice, title in (
            ("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")),
        ):  # fmt: skip
            box.addItem(title, choice)
        box.setCurrentIndex(box.findData(theme.choice()))
        box.currentIndexChanged.connect(lambda _: theme.choose(cast(theme.Choice, box.currentData())))
        return box

    def _make_folder_button(self) -> QPushButton:
        button = QPushButton(tr("Change…"))
        button.setObjectName("change_projects_folder")
        button.setAccessibleName(tr("Change where new projects go"))
        button.setToolTip(tr("Choose another folder for new projects; those there are stay where they are"))
        button.clicked.connect(self._on_change_clicked)
        return button

    def _on_change_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Where new projects go"), str(preferences.projects_folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder_chosen(self, folder: str) -> None:
        preferences.set_projects_folder(Path(folder))
        self._folder.setText(folder)

    def _make_threads(self) -> QSpinBox:
        box = indented(QSpinBox())
        box.setObjectName("torch_threads")
        box.setAccessibleName(tr("Processor threads for learning"))
        box.setToolTip(tr("How many of the processor's threads learning may use at once"))
        box.setRange(0, os.cpu_count() or 1)
        box.setSpecialValueText(tr("Automatic"))
        box.setValue(preferences.torch_threads())
        box.valueChanged.connect(self._on_threads_changed)
        return box

    def _on_threads_changed(self, count: int) -> None:
        preferences.set_torch_threads(count)
        if self._session.engine_ready:
            use_threads(count)


def use_threads(count: int) -> None:
    """Let torch compute with so many threads; 0 for as many as the processor has."""
    import torch

    torch.set_num_threads(count or os.cpu_count() or 1)
