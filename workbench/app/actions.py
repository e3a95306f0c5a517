"""What can be done from everywhere, as data: the window makes actions of it, the keys panel a table."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.app.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInfo:
    """One action: `name` is its object name, `keys` are portable key sequences."""

    name: str
    title: str
    keys: tuple[str, ...] = ()


ACTIONS: tuple[ActionInfo, ...] = (
    ActionInfo(name="open_folder", title=mark("Open a folder or a project"), keys=("Ctrl+O",)),
    ActionInfo(name="undo", title=mark("Undo"), keys=("Ctrl+Z",)),
    ActionInfo(name="redo", title=mark("Redo"), keys=("Ctrl+Y", "Ctrl+Shift+Z")),
    ActionInfo(name="toggle_guide", title=mark("Show or fold the guide"), keys=("F1",)),
    ActionInfo(name="toggle_settings", title=mark("Show or fold the settings"), keys=("Ctrl+,",)),
    ActionInfo(name="toggle_keys", title=mark("Show all keys"), keys=("?",)),
    ActionInfo(name="go_start", title=mark("Go to the projects"), keys=("Alt+0",)),
    ActionInfo(name="go_data", title=mark("Go to Data"), keys=("Alt+1",)),
    ActionInfo(name="go_pretrain", title=mark("Go to Pretrain"), keys=("Alt+2",)),
    ActionInfo(name="go_label", title=mark("Go to Label"), keys=("Alt+3",)),
    ActionInfo(name="go_fine_tune", title=mark("Go to Fine-tune"), keys=("Alt+4",)),
    ActionInfo(name="go_inspect", title=mark("Go to Inspect"), keys=("Alt+5",)),
    ActionInfo(name="go_use", title=mark("Go to Use"), keys=("Alt+6",)),
)
