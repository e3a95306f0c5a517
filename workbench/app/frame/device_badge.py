"""What the program computes on and how much memory it uses."""

from __future__ import annotations

import os

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from workbench.app.session import Session
from workbench.app.words import tr

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
        used_mb = self._process.memory_info().rss / 1e6
        name = tr("CPU, {cores} cores").format(cores=os.cpu_count() or 1)
        memory = tr("{used:,.0f} MB in use").format(used=used_mb)
        reason = tr("What the program computes on.")
        if self._session.engine_ready:
            from workbench.operations.device import describe

            device = describe()
            name, reason = device.name, device.reason or reason
            if device.kind != "cpu":
                memory = tr("{used:,.0f} of {total:,.0f} MB in use").format(
                    used=device.memory_used_mb, total=device.memory_total_mb
                )
        self.setText(f"{name}\n{memory}")
        self.setToolTip(reason)
