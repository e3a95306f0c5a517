"""A project written by an older program opens in a newer one; one by a newer program is refused in words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.jobs import UserError
from workbench.project import Label, Project, SetLabels, migrations

_NEXT = "ALTER TABLE sample ADD COLUMN note TEXT NOT NULL DEFAULT 'none'; UPDATE sample SET note = 'new';"


@pytest.fixture
def database(project: Project) -> Iterator[sqlite3.Connection]:
    """A project's database as this version wrote it, opened by its path alone."""
    project.apply(SetLabels(labels=((1, Label(value=("cat",))),)), "")
    project.close()
    with closing(sqlite3.connect(project.folder / "workbench.sqlite")) as connection:
        yield connection


def version_in(path: Path) -> int:
    """The version that a database on disk has."""
    with closing(sqlite3.connect(path)) as connection:
        return migrations.version_of(connection)


def test_a_new_database_has_the_version_of_the_program(database: sqlite3.Connection) -> None:
    assert migrations.version_of(database) == migrations.FORMAT


def test_an_old_database_takes_the_new_steps_and_keeps_its_rows(database: sqlite3.Connection) -> None:
    migrations.migrate(database, (*migrations.STEPS, _NEXT))
    assert migrations.version_of(database) == migrations.FORMAT + 1
    assert database.execute("SELECT DISTINCT note FROM sample").fetchall() == [("new",)]
    assert database.execute("SELECT value FROM label").fetchall() == [('["cat"]',)]


def test_steps_that_were_taken_are_not_taken_again(database: sqlite3.Connection) -> None:
    steps = (*migrations.STEPS, _NEXT)
    migrations.migrate(database, steps)
    database.execute("UPDATE sample SET note = 'mine'")
    database.commit()
    migrations.migrate(database, steps)
    assert database.execute("SELECT DISTINCT note FROM sample").fetchall() == [("mine",)]


def test_a_step_that_fails_half_way_leaves_the_old_version_whole(project: Project) -> None:
    project.close()
    path = project.folder / "workbench.sqlite"
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, (*migrations.STEPS, _NEXT + "UPDATE nothing SET a = 1;"))
    assert version_in(path) == migrations.FORMAT
    with closing(sqlite3.connect(path)) as connection:
        assert "note" not in {row[1] for row in connection.execute("PRAGMA table_info(sample)")}


def test_a_newer_database_is_refused_in_words_and_left_as_it_is(project: Project) -> None:
    project.close()
    path = project.folder / "workbench.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        migrations.migrate(connection, (*migrations.STEPS, _NEXT))
    with pytest.raises(UserError, match=r"written by a newer SSL Workbench.*Update the program"):
        Project(project.folder, write=True)
    assert version_in(path) == migrations.FORMAT + 1


@pytest.mark.parametrize("write", [False, True])
def test_a_newer_description_is_refused_in_words(project: Project, write: bool) -> None:
    path = project.folder / "project.json"
    content = json.loads(path.read_text(encoding="utf-8")) | {"format": migrations.FORMAT + 1}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UserError, match="written by a newer SSL Workbench"):
        Project(project.folder, write=write)


def test_a_refused_project_is_not_left_locked(project: Project) -> None:
    with closing(sqlite3.connect(project.folder / "workbench.sqlite")) as connection:
        migrations.migrate(connection, (*migrations.STEPS, _NEXT))
    project.close()
    with pytest.raises(UserError):
        Project(project.folder, write=True)
    assert not (project.folder / "writer.json").exists()


def test_a_reader_brings_an_older_project_up_to_date_first(project: Project) -> None:
    project.close()
    path = project.folder / "workbench.sqlite"
    path.unlink()  # version 0: no step was taken yet
    with Project(project.folder) as reader:
        assert reader.samples.count() == 0
    assert version_in(path) == migrations.FORMAT


def test_a_project_of_the_first_format_opens_with_its_runs(project: Project) -> None:
    project.close()
    path = project.folder / "workbench.sqlite"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        migrations.migrate(connection, migrations.STEPS[:1])
        connection.execute(
            "INSERT INTO run (name, task, encoder, state, steps, planned_steps, verdict, created)"
            " VALUES ('0001-simclr', 'simclr', 'resnet18', 'finished', 9, 9, 'done', '')"
        )
    with Project(project.folder) as opened:
        (run,) = opened.runs.all()
    assert (run.name, run.title, run.tags, run.deleted) == ("0001-simclr", "", (), False)
