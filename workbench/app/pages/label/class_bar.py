"""The classes in a row: key, colour and shape, name, number; and a line to type a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QScrollArea, QToolButton, QWidget
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.widgets.class_badge import badge_icon, sign
from workbench.app.words import tr

_BADGE_PX = 18
_HEIGHT_PX = 32
_MOST_PX = 3 * _HEIGHT_PX + 2 * theme.SPACE
"""Three rows of classes; more are scrolled."""


class ClassBar(QScrollArea):
    """Emits what a person wants done with a class."""

    class_chosen = Signal(str)
    """Label the chosen samples with it."""
    class_typed = Signal(str)
    rename_wanted = Signal(str, str)
    """(old name, new name)."""
    remove_wanted = Signal(str)
    left = Signal()
    """The person is done typing; the keys belong to the grid again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_bar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("role", "ground")
        self._flow = QFlowLayout(body)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(theme.SPACE)
        self._flow.setVerticalSpacing(theme.SPACE)
        self.setWidget(body)
        self._chips: list[_ClassChip] = []
        self.edit = _NameEdit()
        self.edit.typed.connect(self._on_typed)
        self.edit.left.connect(self.left)
        self._flow.addWidget(self.edit)
        theme.changed.connect(self._draw_badges)

    def show_classes(self, names: Sequence[str], counts: Mapping[str, int]) -> None:
        """Draw these classes with how many labels each has."""
        if [chip.name for chip in self._chips] != list(names):
            self._rebuild(names)
        for chip in self._chips:
            chip.show_count(counts.get(chip.name, 0))

    def start_typing(self) -> None:
        """Put the cursor into the line for a new class."""
        self.edit.begin("")

    def _rebuild(self, names: Sequence[str]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()  # else its layout would still show it, as a window
            chip.setParent(None)
            chip.deleteLater()
        self._flow.removeWidget(self.edit)
        self._chips = [_ClassChip(index, name) for index, name in enumerate(names)]
        for chip in self._chips:
            chip.clicked.connect(lambda _=False, name=chip.name: self.class_chosen.emit(name))
            chip.rename_wanted.connect(self.edit.begin)
            chip.remove_wanted.connect(self.remove_wanted)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.edit)
        self._fit()

    def _on_typed(self, old: str, new: str) -> None:
        if old and new != old:
            self.rename_wanted.emit(old, new)
        elif not old:
            self.class_typed.emit(new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(
            min(_MOST_PX, max(_HEIGHT_PX, self._flow.heightForWidth(self.viewport().width())))
        )

    def _draw_badges(self) -> None:
        for chip in self._chips:
            chip.draw_badge()


class _ClassChip(QToolButton):
    """One class: a click labels with it, its menu renames and removes it."""

    rename_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, index: int, name: str) -> None:
        super().__init__()
        self.name = name
        self._index = index
        self.setObjectName(f"class_{index + 1}")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(_BADGE_PX, _BADGE_PX))
        self.setFixedHeight(_HEIGHT_PX)
        self.setStyleSheet(
            "QToolButton { padding-right: 28px } QToolButton::menu-button { border: none; width: 24px }"
        )
        menu = QMenu(self)
        rename = menu.addAction(tr("Rename"))
        remove = menu.addAction(tr("Remove the class and its labels"))
        rename.triggered.connect(lambda: self.rename_wanted.emit(self.name))
        remove.triggered.connect(lambda: self.remove_wanted.emit(self.name))
        self.setMenu(menu)
        key = tr("key {key}").format(key=sign(index)) if index < 9 else tr("no key")
        self.setToolTip(tr("Label the chosen samples as {name} ({key})").format(name=name, key=key))
        self.draw_badge()

    def show_count(self, num: int) -> None:
        """How many labels it has."""
        self.setText(f" {self.name.replace('&', '&&')}  {num:,}")
        self.setAccessibleName(tr("{name}, {n:,} labels").format(name=self.name, n=num))

    def draw_badge(self) -> None:
        """Draw key, colour and shape."""
        self.setIcon(badge_icon(self._index, _BADGE_PX, self.devicePixelRatioF()))


class _NameEdit(QLineEdit):
    """A new class's name, or a class's new name."""

    typed = Signal(str, str)
    """(name of the class to rename or "", what was typed)."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("class_name")
        self.setAccessibleName(tr("Name of a new class"))
        self.setMaxLength(80)
        self.setFixedSize(184, _HEIGHT_PX)
        self._old = ""
        self.returnPressed.connect(self._on_return)
        self._stop_renaming()

    def begin(self, old: str) -> None:
        """Take a name: for a new class, or another one for class `old`."""
        self._old = old
        if old:
            self.setPlaceholderText(tr("New name for {name}").format(name=old))
            self.setText(old)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop_renaming()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_return(self) -> None:
        name, old = self.text().strip(), self._old
        self._stop_renaming()
        if name:
            self.typed.emit(old, name)
        self.left.emit()

    def _stop_renaming(self) -> None:
        self._old = ""
        self.clear()
        self.setPlaceholderText(tr("New class (key N)"))
        self.setToolTip(tr("Type a name and press Enter. The name of a known class labels with it."))
