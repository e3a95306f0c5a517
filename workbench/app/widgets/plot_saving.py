"""Saving a plot as a picture (PNG), a drawing (SVG) or a table (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QToolButton, QWidget

from workbench.app.words import tr

KINDS = ("png", "svg", "csv")


class Savable(Protocol):
    """A widget with a plot and the table behind it."""

    title: str
    plot: Any
    """pyqtgraph's `PlotWidget`."""
    readout: QLabel
    """Where a place that refuses is told."""

    @property
    def csv_heading(self) -> Sequence[str]: ...

    def csv_rows(self) -> Iterable[Sequence[str]]: ...

    def grab(self) -> QPixmap: ...

    def objectName(self) -> str: ...


def save_plot(plot: Savable, path: Path) -> None:
    """Write what the suffix of `path` asks for; raises OSError when the place refuses."""
    if path.suffix.lower() == ".csv":
        _save_table(plot, path)
    elif path.suffix.lower() == ".svg":
        _save_drawing(plot, path)
    elif not plot.grab().save(str(path), "PNG"):
        raise OSError(tr("The picture could not be written to {path}.").format(path=path))


def _save_drawing(plot: Savable, path: Path) -> None:
    """With Qt's own writer: pyqtgraph's stumbles over round symbols."""
    area = QRect(0, 0, plot.plot.width(), plot.plot.height())
    generator = QSvgGenerator()
    generator.setSize(area.size())
    generator.setViewBox(area)
    generator.setTitle(plot.title)
    path.touch()
    generator.setFileName(str(path))
    painter = QPainter(generator)
    plot.plot.render(painter, area, area)
    painter.end()


def _save_table(plot: Savable, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(plot.csv_heading)
        writer.writerows(plot.csv_rows())


class PlotSaveButton(QToolButton):
    """A small button with a menu: PNG, SVG, CSV."""

    def __init__(self, plot: Savable, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._plot = plot
        self.setObjectName(f"{name}_save")
        self.setText(tr("Save…"))
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setProperty("role", "flat")
        self.setAccessibleName(tr("{plot}: save").format(plot=plot.title))
        self.setToolTip(tr("Save the plot as a picture, a drawing or a table"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName(f"{name}_save_menu")
        titles = {"png": tr("Picture (PNG)"), "svg": tr("Drawing (SVG)"), "csv": tr("Table (CSV)")}
        for kind in KINDS:
            action = menu.addAction(titles[kind])
            action.setObjectName(f"{name}_save_{kind}")
            action.triggered.connect(lambda _=False, kind=kind: self._ask_where(kind))
        self.setMenu(menu)

    def _ask_where(self, kind: str) -> None:
        dialog = QFileDialog(self, tr("Save the plot"))
        dialog.setObjectName("save_plot_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
        dialog.selectFile(f"{self._plot.objectName()}.{kind}")
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_file_chosen(self, name: str) -> None:
        try:
            save_plot(self._plot, Path(name))
        except OSError as error:
            self._plot.readout.setText(tr("Not saved: {reason}").format(reason=error.strerror or error))
