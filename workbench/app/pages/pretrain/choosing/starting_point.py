"""What a run starts from: a new network, an earlier run, or weights on this computer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QWidget

from workbench.app import theme
from workbench.app.widgets.tone import set_look
from workbench.app.words import tr

_FILE, _FOLDER = "?file", "?folder"
_WIDTH_PX = 264
_AS_THEY_ARE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What was found out about the chosen start: which network, at which size, or what is wrong."""

    encoder: str = ""
    size: int = 0
    size_words: str = ""
    """The size with its unit."""
    wrong: str = ""
    """Why it cannot be used at all."""
    unfit: str = ""
    """Why the present task cannot go on from it."""


class StartingPoint(QWidget):
    """A list to choose from. For a task that imitates, something must be named."""

    changed = Signal()
    """Another start is chosen; whoever knows tells what it is."""
    described = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("starting_point")
        self._runs: dict[str, str] = {}
        self._network: Network | None = None
        self._path = ""
        self._value = ""
        self._imitates = False
        self._dialog: QFileDialog | None = None
        self.box = QComboBox(self)
        self.box.setObjectName("start_from")
        self.box.setFixedWidth(_WIDTH_PX)
        self.box.activated.connect(lambda _: self._take(str(self.box.currentData())))
        self.words = QLabel(self, wordWrap=True)
        self.words.setObjectName("start_from_words")
        self.words.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(self.box)
        row.addWidget(self.words, 1)
        self._fill()

    @property
    def value(self) -> str:
        """The run or the path; "" for a new network."""
        return self._value

    @property
    def title(self) -> str:
        """How the choice is called for the present task."""
        return tr("Imitate") if self._imitates else tr("Start from")

    @property
    def missing(self) -> str:
        """Why nothing can start yet, in a sentence; "" when it can."""
        if self._imitates and not self._value:
            return tr("First name the network that it should imitate.")
        if self._network and self._network.wrong:
            return tr("First choose another network: this one cannot be used.")
        if self._network and self._network.unfit:
            return tr("First choose another task or another network: these two do not go together.")
        return ""

    @property
    def its_size(self) -> int:
        """The size of the network to go on from; 0 where it is free."""
        return self._network.size if self._network and not self._imitates else 0

    def show_runs(self, runs: Sequence[str], shown: Mapping[str, str] = _AS_THEY_ARE) -> None:
        """Offer these runs, under the names that are shown; one that is gone is chosen no longer."""
        self._runs = {run: shown.get(run, run) for run in runs}
        if self._value and self._value != self._path and self._value not in self._runs:
            self.choose("")
        self._fill()

    def tell(self, value: str, network: Network) -> None:
        """What was found out about a start, if it is still the chosen one."""
        if value == self._value:
            self._network = network
            self._fill()
            self.described.emit()

    def ask_for(self, *, imitates: bool) -> None:
        """Whether the present task needs a network to imitate."""
        self._imitates = imitates
        self._fill()

    def choose(self, value: str) -> None:
        """Choose a run, a path, or "" for a new network."""
        if value and value not in self._runs:
            self._path = value
        self._value, self._network = value, None
        self._fill()
        self.changed.emit()

    def _take(self, chosen: str) -> None:
        if chosen in (_FILE, _FOLDER):
            self._fill()
            self._ask(folder=chosen == _FOLDER)
        else:
            self.choose(chosen)

    def _ask(self, *, folder: bool) -> None:
        title = tr("Choose a folder with a network") if folder else tr("Choose a file with weights")
        dialog = QFileDialog(self, title)
        dialog.setObjectName("weights_dialog")
        if folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters([tr("Weights (*.safetensors *.pt *.pth *.bin)"), tr("All files (*)")])
        dialog.fileSelected.connect(self.choose)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _fill(self) -> None:
        """Write the list anew, with the present choice in it."""
        nothing = tr("Name a network") if self._imitates else tr("Nothing: a new network")
        self.box.clear()
        self.box.addItem(nothing, "")
        for run, shown in self._runs.items():
            self.box.addItem(tr("Run {run}").format(run=shown), run)
            self.box.setItemData(self.box.count() - 1, run, Qt.ItemDataRole.ToolTipRole)
        if self._path:
            self.box.addItem(Path(self._path).name, self._path)
        self.box.addItem(tr("A weights file on this computer…"), _FILE)
        self.box.addItem(tr("A folder with a network…"), _FOLDER)
        self.box.setCurrentIndex(max(0, self.box.findData(self._value)))
        self.box.setAccessibleName(self.title)
        self.box.setToolTip(self._tip())
        self.words.setText(self._explained())
        refused = self._network is not None and bool(self._network.wrong or self._network.unfit)
        set_look(self.words, "tone", "care" if refused else "")

    def _tip(self) -> str:
        if self._value and self._value == self._path:
            return self._path
        if self._imitates:
            return tr("An earlier run, or a larger network from elsewhere, as a file or folder here")
        return tr("An earlier run goes on with what it learned; weights from elsewhere save time")

    def _explained(self) -> str:
        network = self._network
        if network is None:
            return ""
        if network.wrong or network.unfit:
            return network.wrong or network.unfit
        if self._imitates:
            return tr("It learns to describe samples as {encoder} does.").format(encoder=network.encoder)
        words = tr("It goes on with {encoder} at {size}.")
        return words.format(encoder=network.encoder, size=network.size_words or network.size)
