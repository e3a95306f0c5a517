"""What is chosen by hand: folded away until somebody wants it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.widgets.settings_form import SettingsForm
from workbench.app.words import mark, tr
from workbench.engine.settings import Info, SettingField
from workbench.operations.run_copy import RunChoice

AUTOMATIC = mark("automatic")
_LARGEST_BATCH = 8192
_GENERAL = ("encoder", "sample_size", "batch", "learning_rate", "seed", "device")
_DEVICES = (AUTOMATIC, "cpu", "cuda", "mps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The sizes at which samples can be learnt from, if they have any, and the words for them."""

    values: tuple[int, ...] = ()
    noun: str = "sample"
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What a person chose; "" and 0 leave the choice to the program."""

    encoder: str
    size: int
    batch: int
    learning_rate: float
    seed: int
    device: str
    settings: tuple[tuple[str, str], ...]


class Advanced(QWidget):
    """What computes and how fast it learns, and the task's own settings, shown while `fold` is checked.

    Whoever lays this out gives `fold` a place too. What was set of a task is remembered while others are
    looked at.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("advanced")
        self.fold = QToolButton(self)
        self.fold.setObjectName("advanced_fold")
        self.fold.setText(tr("Advanced"))
        self.fold.setProperty("role", "flat")
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setAccessibleName(tr("Advanced settings"))
        self.fold.setToolTip(tr("Choose the network and its settings by hand"))
        self.fold.toggled.connect(self._on_fold_toggled)
        self._card = QFrame(self)
        self._card.setProperty("role", "card")
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(*[2 * theme.SPACE] * 4)
        self._form: SettingsForm | None = None
        self._task = ""
        self._of_tasks: dict[str, tuple[tuple[str, str], ...]] = {}
        self._offered: tuple[tuple[str, ...], tuple[SettingField, ...]] = ((), ())
        self._sizes = Sizes()
        self._largest_batch = _LARGEST_BATCH
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self._on_fold_toggled(False)

    def show_fields(self, task: str, encoders: tuple[str, ...], fields: tuple[SettingField, ...]) -> None:
        """Offer these encoders and a task's settings, as they were set when it was shown before."""
        chosen = self._form.values() if self._form else ()
        self._of_tasks[self._task] = tuple(pair for pair in chosen if pair[0] not in _GENERAL)
        self._task, self._offered = task, (encoders, fields)
        general = tuple(pair for pair in chosen if pair[0] in _GENERAL)
        self._make_form((*general, *self._of_tasks.get(task, ())))

    def offer_sizes(self, sizes: Sizes) -> None:
        """Let a person choose among these sizes; without any, there is no such field."""
        self._sizes = sizes
        self._make_form(self._form.values() if self._form else ())

    def limit_batch(self, samples: int) -> None:
        """A batch cannot be larger than the set."""
        largest = max(2, min(samples, _LARGEST_BATCH))
        if largest != self._largest_batch:
            self._largest_batch = largest
            self._make_form(self._form.values() if self._form else ())

    def show_choice(self, choice: RunChoice) -> None:
        """Fill in what an earlier run was made with, and unfold where that is not what is automatic.

        What is not there any more, such as an encoder of another task, stays automatic.
        """
        known = self._sizes.values
        if known and choice.size and choice.size not in known:
            self._sizes = dataclasses.replace(self._sizes, values=(*known, choice.size))
        general = {
            "encoder": choice.encoder,
            "sample_size": str(choice.size or AUTOMATIC),
            "batch": str(choice.batch),
            "learning_rate": str(choice.learning_rate),
            "seed": str(choice.seed),
            "device": choice.device if choice.device in _DEVICES else "",
        }
        chosen = ((name, text) for name, text in general.items() if text)
        self._make_form((*chosen, *choice.settings))
        self.fold.setChecked(bool(self._form and self._form.values()))

    def _make_form(self, values: tuple[tuple[str, str], ...]) -> None:
        """The form anew, with these values where it has a place for them and offers them."""
        encoders, fields = self._offered
        if self._form is not None:
            self._form.hide()
            self._form.setParent(None)  # two forms would have fields of the same names
            self._form.deleteLater()
        general = _general_fields(encoders, self._sizes, self._largest_batch)
        self._form = SettingsForm((*general, *fields), name="advanced", parent=self._card)
        self._form.set_values(tuple(p for p in values if p[0] != "encoder" or p[1] in encoders))
        self._form.values_changed.connect(self.changed)
        self._inside.addWidget(self._form)

    def by_hand(self) -> ByHand:
        """What is chosen now."""
        values = dict(self._form.values()) if self._form else {}
        return ByHand(
            encoder=values.pop("encoder", ""),
            size=int(values.pop("sample_size", 0)),
            batch=int(values.pop("batch", 0)),
            learning_rate=float(values.pop("learning_rate", 0.0)),
            seed=int(values.pop("seed", 0)),
            device=values.pop("device", "auto"),
            settings=tuple(values.items()),
        )

    def _on_fold_toggled(self, unfolded: bool) -> None:
        self._card.setVisible(unfolded)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)


def _general_fields(encoders: tuple[str, ...], sizes: Sizes, largest_batch: int) -> tuple[SettingField, ...]:
    return (
        _choice("encoder", mark("Encoder"), mark("The network that learns."), (AUTOMATIC, *encoders)),
        *_size_fields(sizes),
        _number("batch", mark("Batch"), mark("Samples looked at in one step. 0: automatic."), largest_batch),
        SettingField(
            name="learning_rate",
            type=float,
            default=0.0,
            info=Info(
                label=mark("Learning rate"),
                help=mark("How large its steps are. 0: automatic."),
                low=0,
                high=1,
            ),
        ),
        _number("seed", mark("Seed"), mark("The same number, the same random choices.")),
        _choice("device", mark("Device"), mark("What computes."), _DEVICES),
    )


def _size_fields(sizes: Sizes) -> tuple[SettingField, ...]:
    """The field to choose a size with; none where there are no sizes."""
    if not sizes.values:
        return ()
    noun = tr(sizes.noun)
    label = tr("{noun} size").format(noun=noun[:1].upper() + noun[1:])
    words = tr("Side of every {noun}, in {unit}.").format(noun=noun, unit=tr(sizes.unit))
    return (_choice("sample_size", label, words, (AUTOMATIC, *map(str, sizes.values))),)


def _choice(name: str, label: str, words: str, choices: tuple[str, ...]) -> SettingField:
    return SettingField(
        name=name, type=str, default=AUTOMATIC, info=Info(label=label, help=words, choices=choices)
    )


def _number(name: str, label: str, words: str, highest: int | None = None) -> SettingField:
    info = Info(label=label, help=words, low=0, high=highest)
    return SettingField(name=name, type=int, default=0, info=info)
