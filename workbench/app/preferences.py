"""What the program remembers about the person's wishes, in one file of the user's configuration folder."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_documents_path
from PySide6.QtCore import QSettings

PROGRAM = "SSL Workbench"


def settings() -> QSettings:
    """The remembered wishes; written when the object goes."""
    return QSettings(str(user_config_path(PROGRAM) / "settings.ini"), QSettings.Format.IniFormat)


def projects_folder() -> Path:
    """Where new projects go."""
    chosen = str(settings().value("projects_folder", ""))
    return Path(chosen) if chosen else user_documents_path() / PROGRAM


def set_projects_folder(folder: Path) -> None:
    """Remember where new projects go."""
    settings().setValue("projects_folder", str(folder))


def samples_folder() -> Path:
    """Where the bundled samples are written to, so that they are ordinary folders of files."""
    return user_data_path(PROGRAM) / "samples"


def plays_on_moving() -> bool:
    """Whether a sound plays by itself when a person goes to it."""
    return str(settings().value("plays_on_moving", "false")) == "true"


def set_plays_on_moving(plays: bool) -> None:
    """Remember whether a sound plays by itself."""
    settings().setValue("plays_on_moving", "true" if plays else "false")


def videos_play_on_moving() -> bool:
    """Whether a video plays by itself when a person goes to it: it disturbs nobody, so usually it does."""
    return str(settings().value("videos_play_on_moving", "true")) == "true"


def set_videos_play_on_moving(plays: bool) -> None:
    """Remember whether a video plays by itself."""
    settings().setValue("videos_play_on_moving", "true" if plays else "false")


def torch_threads() -> int:
    """How many processor threads learning may use; 0 means that the program chooses."""
    return max(0, int(str(settings().value("torch_threads", 0))))


def set_torch_threads(count: int) -> None:
    """Remember how many threads learning may use."""
    settings().setValue("torch_threads", count)
