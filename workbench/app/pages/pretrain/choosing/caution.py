"""What speaks against a choice, in the colour of care, with a glyph and a word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from workbench.app import theme
from workbench.app.words import tr

_GLYPH_PX = 14
_GAP_PX = 6


class CautionLine(QWidget):
    """A glyph and a sentence that wraps; hidden while there is nothing to say."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._glyph = QLabel(self)
        self._glyph.setGeometry(0, 1, _GLYPH_PX, _GLYPH_PX)
        self._text = QLabel(self, wordWrap=True)
        self._text.setObjectName(f"{name}_text")
        self._text.setProperty("tone", "care")
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" when nothing."""
        return self._text.text()

    def tell(self, sentence: str) -> None:
        """Say this, after a word that says it is a caution; "" to say nothing."""
        self._text.setText(tr("Careful: {sentence}").format(sentence=sentence) if sentence else "")
        self.setAccessibleName(self.words)
        self.setVisible(bool(sentence))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(_GLYPH_PX + 2, self._text.heightForWidth(width - _GLYPH_PX - _GAP_PX))

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = _GLYPH_PX + _GAP_PX
        self._text.setGeometry(left, 0, self.width() - left, self.height())

    def _draw(self) -> None:
        icon = theme.icon("alert-outline", theme.current().care)
        self._glyph.setPixmap(icon.pixmap(QSize(_GLYPH_PX, _GLYPH_PX)))
