"""A text whose stretches stand out: by the theme's colours, and by a line or a letter form besides."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from workbench.app import theme
from workbench.app.theme import Palette
from workbench.app.words import tr
from workbench.engine.contracts import Mark, Span, TextPreview

_LINE_PERCENT = 140
_BLOCK_LINE_PERCENT = 120
"""Between the lines of a text that is read, and of one that is only looked at."""
_MOST_TINT = 0.4
"""Of a colour behind a word: more, and the word could not be read."""
_COVER = 0.35
_STRONG = 0.5
_LEFT_TO_THE_PAGE = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape)
"""They go to the next sample and back."""
_Line = QTextCharFormat.UnderlineStyle


class SpansView(QTextBrowser):
    """Shows a `TextPreview`; its text can be selected. Each paragraph runs in the direction of its letters.

    `scrolls=False`: a block that is as high as its text; see `height_for`. It takes no mouse and no keys.
    """

    def __init__(self, name: str = "spans", parent: QWidget | None = None, *, scrolls: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "reading" if scrolls else "")
        self._line_percent = _LINE_PERCENT if scrolls else _BLOCK_LINE_PERCENT
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._preview = TextPreview(spans=())
        theme.changed.connect(self._redraw)
        self._redraw()

    @property
    def preview(self) -> TextPreview:
        """What is shown."""
        return self._preview

    def show_preview(self, preview: TextPreview) -> None:
        """Show another text, from its beginning; the same text marked otherwise stays where it is."""
        if preview == self._preview:
            return
        place = self.verticalScrollBar().value() if preview.text.startswith(self._preview.text) else 0
        self._preview = preview
        self._redraw()
        self.verticalScrollBar().setValue(place)

    def height_for(self, width: int) -> int:
        """The height that the whole text takes at this width."""
        self.ensurePolished()
        document = self.document().clone()
        document.setDefaultFont(self.font())
        document.setTextWidth(max(1, width))
        return int(document.size().height()) + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEFT_TO_THE_PAGE and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(240, 96)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 40)

    def _redraw(self) -> None:
        palette = theme.current()
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Text, QColor(palette.text))
        self.setPalette(colours)
        write(self.document(), self._preview, palette, self._line_percent)
        self.setAccessibleName(tr(self._preview.caption) or tr("Text"))
        self.setAccessibleDescription(spoken(self._preview))


def write(document: QTextDocument, preview: TextPreview, palette: Palette, line_percent: int) -> None:
    """Put a text into a document instead of what is there; `line_percent`: of a line's usual height."""
    option = document.defaultTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.clear()
    cursor = QTextCursor(document)
    block = QTextBlockFormat()
    block.setLineHeight(float(line_percent), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(block)
    for span in preview.spans:
        cursor.insertText(span.text, letters(span, palette))


def letters(span: Span, palette: Palette) -> QTextCharFormat:
    """How a stretch is written: its colour, and what tells it from others without colour."""
    style = QTextCharFormat()
    style.setForeground(QColor(palette.text))
    if span.mark in ("for", "against"):
        _tint(style, span, palette)
        return style
    colours = {"changed": palette.care, "moved": palette.accent, "right": palette.good, "wrong": palette.bad}
    lines = {
        "hidden": _Line.DotLine,
        "changed": _Line.WaveUnderline,
        "moved": _Line.DashUnderline,
        "right": _Line.SingleUnderline,
    }
    if span.mark in colours:
        style.setForeground(QColor(colours[span.mark]))
    if span.mark in lines:
        style.setUnderlineStyle(lines[span.mark])
    if span.mark == "hidden":
        style.setBackground(QColor(blended(palette.muted, palette.surface, _COVER)))
    style.setFontStrikeOut(span.mark == "wrong")
    style.setFontItalic(span.mark == "moved")
    if span.mark == "right":
        style.setFontWeight(QFont.Weight.DemiBold)
    return style


def _tint(style: QTextCharFormat, span: Span, palette: Palette) -> None:
    """What spoke for a decision stands on blue over a line, what spoke against on amber over dots."""
    weight = min(1.0, max(0.0, span.weight))
    colour = palette.accent if span.mark == "for" else palette.care
    style.setBackground(QColor(blended(colour, palette.surface, _MOST_TINT * weight)))
    style.setUnderlineColor(QColor(colour))
    style.setUnderlineStyle(_Line.SingleUnderline if span.mark == "for" else _Line.DotLine)
    style.setFontWeight(QFont.Weight.DemiBold if weight >= _STRONG else QFont.Weight.Normal)


def blended(colour: str, ground: str, share: float) -> str:
    """So much of a colour on a ground: "#rrggbb"."""
    one, other = QColor(colour), QColor(ground)
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(share * a + (1 - share) * b) for a, b in pairs)).name()


def spoken(preview: TextPreview) -> str:
    """The text as a screen reader says it, each mark in words."""
    words = _mark_words()
    return "".join(
        f"[{words[span.mark]}: {span.text.strip()}]" if span.mark and span.text.strip() else span.text
        for span in preview.spans
    )


def plain(text: str, caption: str = "") -> TextPreview:
    """A text without marks."""
    return TextPreview(spans=(Span(text=text),), caption=caption)


def continued(marked: TextPreview, text: str) -> TextPreview:
    """A marked beginning, and what of the whole text comes after it."""
    spans = tuple(
        Span(text=span.text.replace("\r\n", "\n").replace("\r", "\n"), mark=span.mark, weight=span.weight)
        for span in marked.spans
    )
    beginning = "".join(span.text for span in spans)
    rest = text[len(beginning) :] if text.startswith(beginning) else ""
    return TextPreview(spans=(*spans, Span(text=rest)) if rest else spans, caption=marked.caption)


def shortened(preview: TextPreview, most: int) -> TextPreview:
    """The beginning of a text, with an ellipsis where more follows; marks stay."""
    kept: list[Span] = []
    for span in preview.spans:
        room = most - sum(len(earlier.text) for earlier in kept)
        if len(span.text) > room:
            kept.append(Span(text=span.text[:room].rstrip() + "…", mark=span.mark, weight=span.weight))
            break
        kept.append(span)
    return TextPreview(spans=tuple(kept), caption=preview.caption)


def _mark_words() -> dict[Mark, str]:
    return {
        "hidden": tr("hidden"),
        "changed": tr("changed"),
        "moved": tr("moved"),
        "right": tr("right"),
        "wrong": tr("wrong"),
        "for": tr("speaks for it"),
        "against": tr("speaks against it"),
    }
