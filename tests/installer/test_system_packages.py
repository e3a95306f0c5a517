"""The set-up touches apt only when something is missing and it may; else it prints what to type."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import LIMIT_SECONDS

_ROOT = Path(__file__).parents[2]
_SCRIPT = _ROOT / "installer/linux/system_packages.sh"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script is Linux's")


class Machine:
    """A folder of stand-ins for the system's commands, first on the path, that log how they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.log.touch()
        self.command("python3", "exit 0")
        self.command("ldconfig", f"cat {folder}/libraries")
        self.command("xvfb-run", "exit 0")
        self.command("xauth", "exit 0")
        self.command("apt-get", f'echo apt-get "$@" >>{self.log}')
        self.command("sudo", f'echo sudo "$@" >>{self.log}; exit 1')
        self.user(0)
        self.libraries(missing=())

    def command(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.command("id", f"echo {number}")

    def libraries(self, missing: tuple[str, ...]) -> None:
        named = [word for word in _SCRIPT.read_text(encoding="utf-8").split() if ".so." in word]
        there = [f"\t{name} (libc6,x86-64) => /lib/{name}" for name in named if name not in missing]
        (self.folder / "libraries").write_text("\n".join(there), encoding="utf-8")

    def run(self, purpose: str = "window") -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{self.folder}:{os.environ['PATH']}", "PYTHON": "python3"}
        return subprocess.run(
            [str(_SCRIPT), purpose],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT_SECONDS,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_where_nothing_is_missing_apt_is_left_alone(machine: Machine) -> None:
    done = machine.run("test")
    assert done.returncode == 0, done.stderr
    assert machine.log.read_text() == ""


def test_root_gets_just_what_is_missing_through_apt(machine: Machine) -> None:
    machine.libraries(missing=("libxcb-cursor.so.0", "libEGL.so.1"))
    done = machine.run()
    assert done.returncode == 0, done.stderr
    update, install = machine.log.read_text().splitlines()
    assert update.startswith("apt-get update")
    assert install.split()[-2:] == ["libegl1", "libxcb-cursor0"]


def test_without_ensurepip_python3_venv_is_installed(machine: Machine) -> None:
    machine.command("python3", "exit 1")
    machine.run()
    assert machine.log.read_text().endswith(" python3-venv\n")


def test_who_may_not_use_apt_is_told_the_exact_command(machine: Machine) -> None:
    machine.user(1000)
    machine.libraries(missing=("libGL.so.1",))
    done = machine.run()
    assert done.returncode == 1
    assert "sudo apt-get install --yes --no-install-recommends libgl1\n" in done.stderr
    assert "apt-get" not in machine.log.read_text()


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    machine.user(1000)
    machine.command("sudo", f'shift; echo sudo "$@" >>{machine.log}; "$@"')
    machine.libraries(missing=("libGL.so.1",))
    assert machine.run().returncode == 0
    assert [line for line in machine.log.read_text().splitlines() if line.startswith("apt-get install")]


def test_a_failing_apt_is_tried_three_times_and_then_fails(machine: Machine) -> None:
    machine.command("apt-get", f"echo apt-get >>{machine.log}; exit 100")
    machine.libraries(missing=("libGL.so.1",))
    assert machine.run().returncode != 0
    assert machine.log.read_text().splitlines() == ["apt-get"] * 3
