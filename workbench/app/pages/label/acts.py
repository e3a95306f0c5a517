"""What a person does to labels and classes, as edits that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.app.pages.label import labelling
from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.words import tr
from workbench.jobs import UserError
from workbench.operations import apply_edit, check_set
from workbench.project import AddClasses, Changes, Edit, Project, RemoveClasses, RenameClass

AT_ONCE = 200
"""More labels than this are written beside the window's thread."""


class Acts(QObject):
    """Small edits are made at once, large ones as a job, so that the window stays alive."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def label(self, samples: Sequence[int], name: str) -> None:
        """Give samples a class."""
        done = tr("Labelled {n:,} as {name}").format(n=len(samples), name=name)
        self._apply(*labelling.given(samples, name), done, num=len(samples))

    def write(self, sample: int, text: str) -> None:
        """Give a sample a text; an empty one takes its label away."""
        if text:
            self._apply(*labelling.written(sample, text), tr("Kept the text"))
        elif self._session.project.labels.of(sample) is not None:
            self.unlabel([sample])

    def unlabel(self, samples: Sequence[int]) -> None:
        """Take labels away."""
        done = tr("Took {n:,} labels away").format(n=len(samples))
        self._apply(*labelling.taken_away(samples), done, num=len(samples))

    def add_class(self, name: str) -> None:
        """Make a new class."""
        if self._is_allowed(name):
            done = tr("Added class {name}").format(name=name)
            self._apply(AddClasses(names=(name,)), tr("Add class {name}").format(name=name), done)

    def rename_class(self, old: str, new: str, num: int) -> None:
        """Give a class with `num` labels another name."""
        if self._is_allowed(new):
            title = tr("Rename {old} to {new}").format(old=old, new=new)
            done = tr("Renamed {old} to {new}").format(old=old, new=new)
            self._apply(RenameClass(old=old, new=new), title, done, num=num)

    def remove_class(self, name: str, num: int) -> None:
        """Take a class away with its `num` labels; the toast that follows undoes it."""
        title = tr("Remove class {name}").format(name=name)
        done = tr("Removed class {name}").format(name=name)
        self._apply(RemoveClasses(names=(name,)), title, done, num=num)

    def draw_check_set(self) -> None:
        """Draw samples at random whose labels will only score."""
        folder = self._session.project.folder
        in_background(self, lambda: _draw(folder), self._on_drawn)

    def _on_drawn(self, drawn: tuple[Path, Edit]) -> None:
        folder, edit = drawn
        if self._session.has_project and folder == self._session.project.folder:
            self._apply(edit, tr("Draw a check set"), tr("Drew a check set"))

    def _apply(self, edit: Edit, title: str, done: str, *, num: int = 1) -> None:
        if num <= AT_ONCE:
            self._session.apply(edit, title, done)
            return
        arguments = apply_edit.ApplyEdit(project=self._session.project.folder, edit=edit, title=title)
        self._session.start(apply_edit.job(arguments)).finished.connect(partial(self._on_applied, done))

    def _on_applied(self, done: str, changes: Changes) -> None:
        self._session.broadcast(changes)
        self._session.edited.emit(done, changes)

    def _is_allowed(self, name: str) -> bool:
        problem = labelling.class_problem(self._session.project, name)
        if problem:
            self._session.fail(
                UserError(tr("{name} cannot be its name.").format(name=name), problem, tr("Choose another."))
            )
        return not problem


def _draw(folder: Path) -> tuple[Path, Edit]:
    with Project(folder) as project:
        return folder, check_set.edit(check_set.draw(project))
