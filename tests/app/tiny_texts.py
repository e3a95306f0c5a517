"""A real project of a few written notes, for pages to work on."""

from __future__ import annotations

from pathlib import Path

from workbench.jobs import CancelToken
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject

_PLANTS = ("fern", "tomato", "basil", "orchid", "rose", "cactus", "fig", "ivy")
_ADVICE = (
    "Water it when the soil feels dry to the first knuckle, and turn the pot every week.",
    "The lower leaves went yellow, so it gets less water and a brighter window from now on.",
    "Repotted into a mix of compost and sand; it stands in the shade until it has settled.",
    "Cut the brown tips off with clean scissors and look below the leaves for small flies.",
)
_STARS = ("Saturn", "Jupiter", "Vega", "the Moon", "Venus", "Mars", "Orion", "the Pleiades")
_NIGHTS = (
    "Clear until midnight, then thin cloud from the west; the rings could just be told apart.",
    "Cold hands and a steady picture at eighty times. Drew what I saw and packed up at two.",
    "A long faint trail crossed the field and was gone before I could call anybody to the eyepiece.",
    "Too much glow from the town. Next time from the hill, with the small telescope and a blanket.",
)


def notes(number: int) -> dict[str, str]:
    """File name -> note, of two kinds by turns: plants ("p..."), sky ("s...")."""
    made = {}
    for index in range(number):
        turn = index // 2
        things, lines, kind = (_PLANTS, _ADVICE, "p") if index % 2 == 0 else (_STARS, _NIGHTS, "s")
        first = "Looked after" if kind == "p" else "Watched"
        body = f"{first} {things[turn % 8]}, day {turn + 1}. {lines[turn % 4]} {lines[(turn + 1) % 4]}"
        made[f"{kind}{index:03d}.txt"] = body
    return made


def write_notes(folder: Path, number: int = 24) -> None:
    """Write them as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, note in notes(number).items():
        (folder / name).write_text(note, encoding="utf-8")


def make_text_project(folder: Path, number: int = 24) -> Path:
    """Write notes, import them, and return the project's folder; it is closed again."""
    data, project = folder / "notes", folder / "project"
    write_notes(data, number)
    for _ in import_folder.new_job(NewProject(folder=project, data=data)).body(CancelToken()):
        pass
    return project
