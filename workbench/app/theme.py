"""Colours, spacing and the style sheet. Follows the system's light or dark, or what the person chose."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import as_file, files
from string import Template
from typing import Literal, cast, get_args

import qtawesome
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from workbench.app.preferences import settings

Choice = Literal["system", "light", "dark"]
Shape = Literal["o", "s", "t", "d", "+", "star", "x"]
"""How a class is drawn beside its colour; pyqtgraph's names."""

SPACE = 8
"""The grid, in pixels: page margins are three, between cards two, inside cards two."""
SETTING = "theme"

_OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999")
_SHAPES: tuple[Shape, ...] = get_args(Shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One colour for each role, as "#rrggbb"."""

    name: Literal["light", "dark"]
    ground: str
    surface: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    care: str
    bad: str
    hover: str
    selected: str


LIGHT = Palette(
    name="light",
    ground="#FAFAF8",
    surface="#FFFFFF",
    border="#E4E4DF",
    text="#1D1D1B",
    muted="#6B6B66",
    accent="#2463C9",
    on_accent="#FFFFFF",
    good="#2B7F3C",  # a shade darker than #2E8540, which has 4.4:1 on the ground
    care="#9A6700",
    bad="#B3261E",
    hover="#F0F0EC",
    selected="#E4ECF9",
)
DARK = Palette(
    name="dark",
    ground="#17181A",
    surface="#1F2124",
    border="#303338",
    text="#ECECE8",
    muted="#9FA1A5",
    accent="#7FB0FF",
    on_accent="#17181A",
    good="#6CC38A",
    care="#E3B341",
    bad="#FF8A80",
    hover="#282B2F",
    selected="#26344B",
)


class _Theme(QObject):
    """Holds the choice, and tells when the colours are others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice = "system"
        self.palette = LIGHT

    def follow(self) -> None:
        """Draw in the system's scheme, or in the chosen one."""
        wanted = self.choice
        if wanted == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            wanted = "dark" if scheme is Qt.ColorScheme.Dark else "light"
        self.palette = DARK if wanted == "dark" else LIGHT
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_qt_palette(self.palette))
            application.setStyleSheet(style_sheet(self.palette))
        self.changed.emit()


_theme = _Theme()
changed = _theme.changed
"""Emitted when the colours are others: redraw what does not come from the style sheet."""


def start() -> None:
    """Take the remembered choice and follow the system from now on; once, after the application is made."""
    remembered = str(settings().value(SETTING, "system"))
    _theme.choice = cast(Choice, remembered) if remembered in get_args(Choice) else "system"
    QGuiApplication.styleHints().colorSchemeChanged.connect(_on_scheme_changed)
    _theme.follow()


def choose(choice: Choice) -> None:
    """Draw light, dark or as the system does, now and from now on."""
    settings().setValue(SETTING, choice)
    _theme.choice = choice
    _theme.follow()


def choice() -> Choice:
    """What the person chose."""
    return _theme.choice


def current() -> Palette:
    """The colours in use."""
    return _theme.palette


def class_colour(index: int) -> str:
    """The colour of class number `index`, from 0: Okabe and Ito's, told apart by colour-blind people too."""
    return _OKABE_ITO[index % len(_OKABE_ITO)]


def class_shape(index: int) -> Shape:
    """The shape of class number `index`: another one for each round through the colours."""
    return _SHAPES[index // len(_OKABE_ITO) % len(_SHAPES)]


def text_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    return max("#000000", "#FFFFFF", key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """How well one colour is told from another: 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def icon(name: str, colour: str = "") -> QIcon:
    """A Material Design icon such as "check", in a colour of the palette (muted where none is given)."""
    made: QIcon = qtawesome.icon(f"mdi6.{name}", color=colour or current().muted)
    return made


def style_sheet(palette: Palette) -> str:
    """The style sheet in these colours."""
    resources = files("workbench").joinpath("resources")
    template = resources.joinpath("styles", "workbench.qss").read_text(encoding="utf-8")
    with as_file(resources.joinpath("icons", palette.name)) as icons:
        return Template(template).substitute(asdict(palette), icons=icons.as_posix())


def _on_scheme_changed() -> None:
    if _theme.choice == "system":
        _theme.follow()


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _qt_palette(colours: Palette) -> QPalette:
    palette = QPalette(QColor(colours.surface), QColor(colours.ground))
    role = QPalette.ColorRole
    for part, colour in (
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.ground),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.Mid, colours.border),
    ):
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(colours.muted))
    return palette
