"""A pretext task as a card: what it does in one sentence, and on the person's own samples."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.choosing.caution import CautionLine
from workbench.app.views.player import Player
from workbench.app.views.rows import RowsView
from workbench.app.words import tr
from workbench.engine.contracts import RowsPreview
from workbench.operations.tasks import TaskInfo

_MARGIN = 12
_GAP = 4
_TILE_PX = 64
_SIDE_BY_SIDE_FROM_PX = 480
_LEAST_TEXT_PX = 200
_LEAST_WIDTH_PX = 220
_WAITING_PX = _TILE_PX + 16
_CHECK_PX = 16
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class TaskCard(QPushButton):
    """A button as large as a card. The pictures stand beside the text where there is room, else below it."""

    arrow_pressed = Signal(int)
    """`Qt.Key`: a person wants to go to the next card in that direction."""

    def __init__(self, info: TaskInfo, player: Player) -> None:
        super().__init__()
        self.info = info
        self.setCheckable(True)
        self.setObjectName(f"task_{info.name}")
        self.setToolTip(tr(info.summary))
        self.preview = RowsView(player, f"preview_{info.name}", tile_px=_TILE_PX)
        self.preview.setParent(self)
        self._title = QLabel(f"<b>{tr(info.title)}</b>", self, wordWrap=True)
        self._recommended = QLabel(tr("Recommended"), self, wordWrap=True)
        self._recommended.setProperty("role", "caption")
        self._recommended.hide()
        self._title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._summary = QLabel(tr(info.summary), self, wordWrap=True)
        self._caution = CautionLine(f"caution_{info.name}", self)
        self._check = QLabel(self)
        self._waiting = QLabel(tr("Preparing a look at your own samples"), self, wordWrap=True)
        self._waiting.setProperty("role", "caption")
        self._is_waiting = True
        self._rows = RowsPreview(rows=())
        self._row = 0
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._draw_check)
        theme.changed.connect(self._draw_check)
        self._draw_check()

    def recommend(self, recommended: bool) -> None:
        """Say on the card that it is the recommended one, or no longer."""
        self._recommended.setVisible(recommended)
        self._rearrange()

    def show_waiting(self, text: str) -> None:
        """Say why there is no preview."""
        self._waiting.setText(text)
        self._rearrange()

    def show_preview(self, preview: RowsPreview, caution: str = "") -> None:
        """Draw what the task does to one of the samples, and what speaks against it for them."""
        self._is_waiting = False
        self._waiting.hide()
        self._rows = preview
        self._caution.tell(tr(caution))
        self.show_sample(self._row)

    def show_sample(self, number: int) -> None:
        """Draw this one of the samples that the preview has, counted on from the first after the last."""
        self._row = number
        if self._rows.rows:
            self.preview.show_rows(RowsPreview(rows=(self._rows.rows[number % len(self._rows.rows)],)))
            has_buttons = self.preview.num_sounds > 0
            self.preview.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not has_buttons)
        self._rearrange()

    def nextCheckState(self) -> None:
        """A second click leaves it chosen."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self.arrow_pressed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH_PX, self.heightForWidth(_LEAST_WIDTH_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH_PX, 2 * _MARGIN)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), self.height())

    def _rearrange(self) -> None:
        self._draw_check()
        self._arrange(self.width(), self.height())
        self.updateGeometry()

    def _arrange(self, width: int, height: int | None) -> int:
        """Give every part its place in a card of that size; without a height, tell which it needs."""
        inner = width - 2 * _MARGIN
        beside = width >= _SIDE_BY_SIDE_FROM_PX
        room = inner - _LEAST_TEXT_PX - 2 * _MARGIN if beside else inner
        pictures = self._pictures_size(room)
        text_width = inner - pictures.width() - 2 * _MARGIN if beside else inner
        bottom = self._stack_text(text_width, place=height is not None)
        needed = max(bottom, pictures.height()) if beside else bottom + 2 * _GAP + pictures.height()
        if height is not None:
            top = (
                _MARGIN if beside else max(_MARGIN + bottom + 2 * _GAP, height - _MARGIN - pictures.height())
            )
            left = width - _MARGIN - pictures.width() if beside else _MARGIN
            self.preview.fit(room)
            shown: QWidget = self._waiting if self._is_waiting else self.preview
            shown.setGeometry(QRect(QPoint(left, top), pictures))
        return needed + 2 * _MARGIN

    def _pictures_size(self, width: int) -> QSize:
        if self._is_waiting:
            return QSize(min(width, 3 * _TILE_PX + 2 * theme.SPACE), _WAITING_PX)
        return self.preview.size_for(width)

    def _stack_text(self, width: int, *, place: bool) -> int:
        """Whether it is chosen, then the lines below each other from the card's margin on; their height."""
        beside_check = _CHECK_PX + 2 * _GAP
        if place:
            self._check.setGeometry(_MARGIN, _MARGIN, _CHECK_PX, _CHECK_PX)
        y = 0
        for part in (self._title, self._recommended, self._summary, self._caution):
            if part.isHidden():
                continue
            left = beside_check if part in (self._title, self._recommended) else 0
            height = part.heightForWidth(width - left)
            if place:
                part.setGeometry(_MARGIN + left, _MARGIN + y, width - left, height)
            y += height + (0 if part is self._title and not self._recommended.isHidden() else _GAP)
        return y - _GAP

    def _draw_check(self) -> None:
        name = "check-circle" if self.isChecked() else "circle-outline"
        colour = theme.current().accent if self.isChecked() else theme.current().muted
        self._check.setPixmap(theme.icon(name, colour).pixmap(QSize(_CHECK_PX, _CHECK_PX)))
        words = [tr(self.info.title)]
        words += [] if self._recommended.isHidden() else [tr("recommended")]
        words += [tr("chosen")] if self.isChecked() else []
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(" ".join(filter(None, (tr(self.info.summary), self._caution.words))))
