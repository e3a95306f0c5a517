"""A picture of every page in light and dark, from the real window on a small real project.

python -m tests.shots [folder]
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QTableWidget, QWidget

from workbench.app import application, preferences, recent, theme
from workbench.app.main_window import MainWindow
from workbench.app.pages import PAGES
from workbench.app.pages.pretrain.choosing.families import FAMILIES
from workbench.app.pages.use.form import DropFolder
from workbench.app.session import Session
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.jobs import CancelToken, Job, Measured
from workbench.project import Label, Project, SetLabels

W = TypeVar("W", bound=QWidget)
ROOT = Path(__file__).parents[1]
_STEPS = 200
_BATCH = 32
_POINTS = 60
_LONG_RUN = 2000
_LABELS_A_CLASS = 4
_LONG_SECONDS = 120.0
_MESSAGES, _UNWRITTEN = 80, 12
_MINUTES = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A bundled sample that is no picture, and what is pictured of it."""

    modality: str
    prefix: str
    project: str
    files: str
    """The folder in the sample."""
    steps: int
    batch: int
    player: str = ""
    """What plays a large sample, where it can be played."""
    task: str = ""
    """What a run at work practises; none is pictured without."""


KINDS = (
    Kind(
        modality="text", prefix="text_", project="My notes", files="texts",
        steps=_STEPS // 10, batch=_BATCH // 2,
    ),
    Kind(
        modality="audio", prefix="sound_", project="My instruments", files="sounds",
        steps=_STEPS // 5, batch=_BATCH, player="sound_view", task="masked_spectrogram",
    ),
    Kind(
        modality="video", prefix="video_", project="My moves", files="videos",
        steps=_STEPS // 20, batch=_BATCH // 4, player="video_view", task="masked_tubes",
    ),
)  # fmt: skip


def main() -> None:
    """Write every picture; the one of the README too when no folder is given."""
    given = sys.argv[1:]
    folder = Path(given[0]) if given else ROOT / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[name] = f"{home}/{name.lower()}"
        preferences.set_projects_folder(Path(home) / "projects")
        project = make_project(Path(home))
        for kind in KINDS:
            make_sample_project(Path(home), kind)
        heard = make_heard_project(Path(home))
        app = application.make_application()
        session = Session(app)
        window = application.make_window(session)
        window.resize(1280, 800)
        window.show()
        take_all(window, project, folder)
        for kind in KINDS:
            take_sample(window, Path(home), kind, folder)
        take_heard(window, heard, folder)
        if not given:
            (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
            save(window, ROOT / "docs" / "images" / "window.png")
        session.jobs.stop_all()
        wait(window, lambda: not session.jobs.busy)
        window.close()


def make_project(home: Path) -> Path:
    """The bundled pictures, imported, learnt from, four labels a class, and a model."""
    from workbench.operations import fine_tune, import_folder, pretrain, samples

    (source,) = samples.write(home / "samples", "image")
    project = home / "projects" / "My clothes"
    arguments = import_folder.NewProject(folder=project, data=source / "pictures")
    do(import_folder.new_job(arguments))
    do(pretrain.job(pretrain.Pretrain(project=project, task="masked", steps=_STEPS // 2, batch=_BATCH)))
    do(pretrain.job(pretrain.Pretrain(project=project, steps=_STEPS, batch=_BATCH, device="cpu")))
    label(project, source / "labels.csv")
    do(fine_tune.job(fine_tune.FineTune(project=project, mode="probe", device="cpu")))
    return project


def make_sample_project(home: Path, kind: Kind) -> Path:
    """A bundled sample, imported, learnt from, a few labels a class, and a model."""
    from workbench.operations import fine_tune, import_folder, pretrain, samples

    (source,) = samples.write(home / "samples", kind.modality)
    project = home / "projects" / kind.project
    do(import_folder.new_job(import_folder.NewProject(folder=project, data=source / kind.files)))
    do(pretrain.job(pretrain.Pretrain(project=project, steps=kind.steps, batch=kind.batch, device="cpu")))
    label(project, source / "labels.csv")
    do(fine_tune.job(fine_tune.FineTune(project=project, mode="probe", device="cpu")))
    return project


def make_heard_project(home: Path) -> Path:
    """Tones that spell, most with their texts as labels, and a model that writes them down."""
    from tests.spoken import label_from, some_texts, write_spoken
    from workbench.operations import import_folder, write_down

    texts = {f"message_{index:03d}.wav": text for index, text in enumerate(some_texts(_MESSAGES))}
    project = home / "projects" / "My messages"
    data = write_spoken(home / "samples" / "messages", texts)
    do(import_folder.new_job(import_folder.NewProject(folder=project, data=data)))
    label_from(project, dict(list(texts.items())[:-_UNWRITTEN]))
    arguments = write_down.WriteDown(project=project, mode="transcribe", minutes=_MINUTES, device="cpu")
    do(write_down.job(arguments))
    return project


def label(project: Path, table: Path) -> None:
    """Label the first few samples of each class."""
    with Project(project, write=True) as opened, table.open(encoding="utf-8", newline="") as stream:
        ids = {sample.file: sample.id for sample in opened.samples.all()}
        chosen: dict[str, list[int]] = {}
        for row in csv.DictReader(stream):
            chosen.setdefault(row["label"], []).append(ids[Path(row["file"]).name])
        pairs = [(i, name) for name in sorted(chosen) for i in chosen[name][:_LABELS_A_CLASS]]
        opened.apply(SetLabels(labels=tuple((i, Label(value=(name,))) for i, name in pairs)), "Label")


def schemes(*names: str) -> Iterator[str]:
    """The window in one scheme after the other: light, then dark, when none are named."""
    for name in names or ("light", "dark"):
        theme.choose("dark" if name == "dark" else "light")
        yield name


def take_pages(window: MainWindow, folder: Path, scheme: str, prefix: str = "") -> None:
    """Every step of the project that is open."""
    for info in PAGES:
        window.go(info.name)
        settle(window)
        save(window, folder / f"{prefix}{info.name}_{scheme}.png")


def take_all(window: MainWindow, project: Path, folder: Path) -> None:
    """The start page, every step, and the Pretrain page at work, in both schemes."""
    session = window.session
    wait(window, lambda: session.engine_ready)
    recent.remember(project, "My clothes")
    window.hide()
    window.show()
    for scheme in schemes():
        settle(window)
        save(window, folder / f"start_{scheme}.png")
    assert session.open_project(project)
    for scheme in schemes():
        take_pages(window, folder, scheme)
    window.go("pretrain")
    for scheme in schemes():
        take_families(window, folder, scheme)
    compare_runs(window, folder)
    start_learning(window, project)
    for scheme in schemes("dark", "light"):
        live(1000)
        save(window, folder / f"pretrain_working_{scheme}.png")


def take_sample(window: MainWindow, home: Path, kind: Kind, folder: Path) -> None:
    """What a folder becomes, every step with it, one sample large and played, and a run at work."""
    close_project(window)
    project = home / "projects" / kind.project
    files = next((home / "samples").glob(f"*/{kind.files}"))
    window.open_path(files)
    wait(window, find(window, QAbstractButton, "import_folder").isVisible)
    for scheme in schemes():
        settle(window)
        save(window, folder / f"{kind.prefix}start_{scheme}.png")
    assert window.session.open_project(project)
    for scheme in schemes():
        take_pages(window, folder, scheme, kind.prefix)
        window.go("pretrain")
        take_families(window, folder, scheme, kind.prefix)
        take_predicted(window, files)
        save(window, folder / f"{kind.prefix}predicted_{scheme}.png")
        take_large(window, folder / f"{kind.prefix}large_{scheme}.png", kind.player)
    if kind.task:
        window.go("pretrain")
        start_learning(window, project, kind.task)
        for scheme in schemes("dark", "light"):
            live(1000)
            save(window, folder / f"{kind.prefix}pretrain_working_{scheme}.png")


def take_large(window: MainWindow, path: Path, player: str) -> None:
    """The first sample of the Data page large, played for a while where it can be."""
    window.go("data")
    grid = find(find(window, QWidget, "data_lists"), SampleGrid, "sample_grid")
    grid.sample_activated.emit(int(grid.ids[0]))
    settle(window)
    if player:
        QTest.keyClick(find(window, QWidget, player), Qt.Key.Key_Space)
        live(500)
    save(window, path)
    find(window, QAbstractButton, "sample_back").click()


def close_project(window: MainWindow) -> None:
    """Leave the project that is open, once nothing is at work in it."""
    session = window.session
    session.jobs.stop_all()
    wait(window, lambda: not session.jobs.busy)
    session.close_project()


def take_heard(window: MainWindow, project: Path, folder: Path) -> None:
    """Every step of sounds whose labels are texts, and what a model of them is worth."""
    close_project(window)
    assert window.session.open_project(project)
    for scheme in schemes():
        take_pages(window, folder, scheme, "heard_")
        window.go("fine_tune")
        find(window, QTableWidget, "models").setCurrentCell(0, 0)
        settle(window)
        show_end_of(window, "heard_result")
        save(window, folder / f"heard_result_{scheme}.png")
        take_predicted(window, project.parents[1] / "samples" / "messages")
        save(window, folder / f"heard_predicted_{scheme}.png")


def take_predicted(window: MainWindow, files: Path) -> None:
    """The Use page with what a folder of new files came to."""
    window.go("use")
    find(window, DropFolder, "use_drop").take(files)
    find(window, QAbstractButton, "predict").click()
    settle(window)


def take_families(window: MainWindow, folder: Path, scheme: str, prefix: str = "") -> None:
    """The Pretrain page with each family that the project's kind of data has a task of."""
    shown = find(window, QWidget, "family")
    for family in FAMILIES:
        if button := shown.findChild(QAbstractButton, f"family_{family.name}"):
            button.click()
            settle(window)
            save(window, folder / f"{prefix}pretrain_{family.name}_{scheme}.png")


def compare_runs(window: MainWindow, folder: Path) -> None:
    """Two runs of different tasks, one over the other."""
    table = find(window, QTableWidget, "runs_table")
    for row in range(table.rowCount()):
        item = table.item(row, 0)
        assert item is not None
        item.setCheckState(Qt.CheckState.Checked)
    settle(window)
    show_end_of(window, "compare")
    save(window, folder / "pretrain_compare_dark.png")


def show_end_of(window: MainWindow, name: str) -> None:
    """Scroll the page with this panel to its end."""
    panel = find(window, QWidget, name)
    host = next(area for area in window.findChildren(QScrollArea) if area.isAncestorOf(panel))
    host.verticalScrollBar().setValue(host.verticalScrollBar().maximum())
    settle(window)


def find(window: QWidget, kind: type[W], name: str) -> W:
    """A widget by its name; fails where there is none."""
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def start_learning(window: MainWindow, project: Path, task: str = "") -> None:
    """Start a run of small steps and let it draw some of its curves."""
    from workbench.operations import pretrain

    settle(window)
    arguments = pretrain.Pretrain(project=project, task=task, steps=_LONG_RUN, batch=_BATCH, device="cpu")
    running = window.session.start(pretrain.job(arguments))
    measured: list[Measured] = []
    running.events_arrived.connect(
        lambda events: measured.extend(event for event in events if isinstance(event, Measured))
    )
    wait(window, lambda: len(measured) >= _POINTS)
    live(1000)


def settle(window: MainWindow) -> None:
    """Wait until nothing is read or computed for the page any more."""
    for _ in range(4):
        live(150)
        QThreadPool.globalInstance().waitForDone()
        wait(window, lambda: not window.session.jobs.busy)


def wait(window: MainWindow, done: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    deadline = time.monotonic() + _LONG_SECONDS
    while not done():
        if time.monotonic() > deadline:
            save(window, Path(tempfile.gettempdir()) / "stuck.png")
            raise TimeoutError("the window did not get there; see stuck.png in the temporary folder")
        live(20)


def live(milliseconds: int) -> None:
    """Let the window live for a while. Not QTest's waiting, which keeps Python's lock while it sleeps."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save(window: MainWindow, path: Path) -> None:
    """Write what the window shows."""
    window.grab().save(str(path))


def do(job: Job) -> None:
    """Run a job here and now."""
    for _ in job.body(CancelToken()):
        pass


if __name__ == "__main__":
    main()
