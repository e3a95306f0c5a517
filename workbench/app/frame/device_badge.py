"""What the program computes on and how much memory it uses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.operations.device import DeviceInfo

_REFRESH_MS = 5_000


class DeviceBadge(QLabel):
    """The device by name, memory in use; looked at every five seconds while it can be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("device_badge")
        self.setProperty("role", "caption")
        self.setWordWrap(True)
        self.setAccessibleName(tr("Device"))
        self._session = session
        self._process = psutil.Process()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._look)
        session.engine_loaded.connect(self._look)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._look()
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self._timer.stop()

    def _look(self) -> None:
        if self._session.engine_ready:
            from workbench.operations.device import describe

            in_background(self, describe, self._show_device)
            return
        name = tr("CPU, {cores} cores").format(cores=os.cpu_count() or 1)
        used_mb = self._process.memory_info().rss / 1e6
        self._say(name, tr("{used:,.0f} MB in use").format(used=used_mb), "")

    def _show_device(self, device: DeviceInfo) -> None:
        words = tr("{used:,.0f} MB in use")
        if device.kind != "cpu":
            words = tr("{used:,.0f} of {total:,.0f} MB in use")
        memory = words.format(used=device.memory_used_mb, total=device.memory_total_mb)
        self._say(device.name, memory, device.reason)

    def _say(self, name: str, memory: str, reason: str) -> None:
        self.setText(f"{name}\n{memory}")
        self.setToolTip(reason or tr("What the program computes on."))
