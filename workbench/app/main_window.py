"""The frame around the pages: where one is, what runs, what went wrong, and the way elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import recent
from workbench.app.actions import ACTIONS
from workbench.app.errors import ErrorPanel
from workbench.app.frame.guide import Guide
from workbench.app.frame.hosts import LoadingPage, LockedPage, PageHost
from workbench.app.frame.keys_panel import KeysPanel
from workbench.app.frame.panels import SidePanel
from workbench.app.frame.settings_panel import SettingsPanel
from workbench.app.frame.sidebar import Sidebar
from workbench.app.frame.steps import step_that_unlocks
from workbench.app.frame.toasts import Toast
from workbench.app.frame.top_bar import TopBar
from workbench.app.notices import DoneNotices
from workbench.app.pages import PAGES, PageInfo
from workbench.app.pages.start import StartPage
from workbench.app.preferences import settings
from workbench.app.session import Session
from workbench.app.warm_up import WarmUp
from workbench.app.words import tr
from workbench.jobs import Notice
from workbench.project import Changes

_BY_NAME = {info.name: info for info in PAGES}


class MainWindow(QMainWindow):
    """Made with the session; shows one page at a time and makes each when it is first wanted."""

    ended = Signal()
    """Closed for good: nothing runs any more."""

    def __init__(self, session: Session, warm_up: WarmUp) -> None:
        super().__init__()
        self.session = session
        self.warm_up = warm_up
        self._pages: dict[str, PageHost] = {}
        self._shown = "start"
        self._painted = False
        self.setObjectName("main_window")
        self.resize(1280, 800)
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self._sidebar = Sidebar(session)
        self._top = TopBar(session)
        self._errors = ErrorPanel(session)
        self._start = StartPage(session)
        self._locked = LockedPage()
        self._loading = LoadingPage()
        self._guide = Guide(session)
        self._side = SidePanel()
        self._side.add("guide", tr("Guide"), self._guide)
        self._side.add("settings", tr("Settings"), SettingsPanel(session))
        self._stack = QStackedWidget()
        for page in (self._start, self._locked, self._loading):
            self._stack.addWidget(page)
        self.setCentralWidget(self._lay_out())
        self._toast = Toast(self)
        self._keys = KeysPanel(self)
        self._notices = DoneNotices(session, self)
        self._add_actions()
        self._connect()
        self._restore()
        self.go("start")
        self._start.setFocus()

    def go(self, name: str) -> None:
        """Show a page; the start page while no project is open."""
        if not self.session.has_project:
            name = "start"
        self._shown = name
        self._stack.setCurrentWidget(self._widget_for(name))
        info = _BY_NAME.get(name)
        self._sidebar.mark_page(name)
        self._top.show_place(tr(info.title) if info else tr("Projects"))
        self._guide.show_page(name)
        if info is not None:
            self.session.project.set_state("page", name)
        if name in self._pages:
            self._pages[name].page.setFocus()

    def open_path(self, folder: Path) -> None:
        """Open a project, or look through a folder that may become one."""
        self.go("start")
        self._start.take_folder(folder)

    def _widget_for(self, name: str) -> QWidget:
        info = _BY_NAME.get(name)
        if info is None:
            return self._start
        reason = info.locked(self.session.facts)
        if reason:
            target = step_that_unlocks(name, self.session.facts)
            self._locked.explain(tr(info.title), tr(reason), target, tr(_BY_NAME[target].title))
            return self._locked
        if not self.session.engine_ready:
            return self._loading
        return self._made(info)

    def _made(self, info: PageInfo) -> QWidget:
        if info.name not in self._pages:
            host = PageHost(info.make(self.session))
            self._pages[info.name] = host
            self._stack.addWidget(host)
        return self._pages[info.name]

    def _lay_out(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._side)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(middle, 1)
        column.addWidget(self._errors)
        row.addWidget(self._sidebar)
        row.addLayout(column, 1)
        return whole

    def _connect(self) -> None:
        session = self.session
        session.page_wanted.connect(self.go)
        session.project_opened.connect(self._on_project_opened)
        session.project_closed.connect(self._on_project_closed)
        session.changed.connect(self._on_changed)
        session.engine_loaded.connect(lambda: self.go(self._shown))
        session.noticed.connect(self._on_noticed)
        session.edited.connect(self._on_edited)
        session.jobs.ended.connect(self._on_job_ended)
        self.warm_up.advanced.connect(self._loading.show_progress)
        self._sidebar.page_chosen.connect(self.go)
        self._sidebar.guide_toggled.connect(lambda: self._side.toggle("guide"))
        self._sidebar.settings_toggled.connect(lambda: self._side.toggle("settings"))
        self._top.undo_wanted.connect(self._undo)
        self._top.redo_wanted.connect(self._redo)
        self._locked.step_wanted.connect(self.go)
        self._keys.closed.connect(self._stack.setFocus)

    def _add_actions(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "open_folder": self._on_open_folder,
            "undo": self._undo,
            "redo": self._redo,
            "toggle_guide": lambda: self._side.toggle("guide"),
            "toggle_settings": lambda: self._side.toggle("settings"),
            "toggle_keys": self._show_keys,
            **{f"go_{name}": partial(self.go, name) for name in ("start", *_BY_NAME)},
        }
        for info in ACTIONS:
            action = QAction(tr(info.title), self)
            action.setObjectName(info.name)
            action.setShortcuts([QKeySequence(key) for key in info.keys])
            action.triggered.connect(lambda _=False, act=does[info.name]: act())
            self.addAction(action)

    def _undo(self) -> None:
        if self.session.has_project:
            self.session.undo()

    def _redo(self) -> None:
        if self.session.has_project:
            self.session.redo()

    def _on_open_folder(self) -> None:
        self.go("start")
        self._start.ask_for_folder()

    def _show_keys(self) -> None:
        info = _BY_NAME.get(self._shown)
        host = self._pages.get(self._shown)
        keys = getattr(host.page, "keys", ()) if host is not None else ()
        self._keys.open(tr(info.title) if info else "", keys)

    def _on_project_opened(self) -> None:
        project = self.session.project
        name = project.description.name
        recent.remember(project.folder, name)
        self.setWindowTitle(tr("{project} - SSL Workbench").format(project=name))
        self.go(project.state("page", "data"))

    def _on_project_closed(self) -> None:
        self.setWindowTitle("SSL Workbench")
        self.go("start")
        for host in self._pages.values():
            self._stack.removeWidget(host)
            host.deleteLater()
        self._pages.clear()

    def _on_changed(self) -> None:
        if self._stack.currentWidget() is self._locked:
            self.go(self._shown)

    def _on_noticed(self, notice: Notice) -> None:
        self._toast.say(notice.text)

    def _on_edited(self, title: str, changes: Changes) -> None:
        # A label given by a key is seen at once; a toast for each would only be in the way.
        if (
            len(changes.labels) > 1
            or changes.roles
            or changes.runs
            or (changes.classes and not changes.labels)
        ):
            self._toast.say(title, tr("Undo"), self._undo)

    def _on_job_ended(self) -> None:
        if self.isHidden() and not self.session.jobs.busy:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close_a_panel()
        else:
            super().keyPressEvent(event)

    def _close_a_panel(self) -> None:
        if self._toast.isVisible():
            self._toast.hide()
        elif self._errors.isVisible():
            self._errors.dismiss_all()
        elif self._side.shown:
            self._side.fold()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._start.show_drag(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._start.show_drag(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._start.show_drag(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_path(paths[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.warm_up, self.warm_up.start)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was learnt: running jobs end at their last step first, with the window out of sight."""
        self._remember()
        if self.session.jobs.busy:
            self.session.jobs.stop_all()
            event.ignore()
            self.hide()
            return
        self.warm_up.wait()
        self.session.close_project()
        event.accept()
        self.ended.emit()

    def _remember(self) -> None:
        store = settings()
        store.setValue("geometry", self.saveGeometry())
        store.setValue("side_panel", self._side.shown)

    def _restore(self) -> None:
        store = settings()
        geometry = store.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        panel = str(store.value("side_panel", "guide"))
        if panel == "guide":
            self._side.toggle("guide")
