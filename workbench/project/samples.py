"""The files of the user's folder and the samples in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.project.records import NewSample, Role, Sample, SourceFile, Verdict

_FILE = "id, path, size, mtime_ns, hash, verdict, reason, copy_of, missing, read_reduced"
_SAMPLE = """sample.id, file.path, sample.part, sample.width, sample.height, sample.channels,
    sample.verdict, sample.reason, sample.role, file.read_reduced
    FROM sample JOIN file ON file.id = sample.file_id"""
_USABLE = "sample.verdict = 'fine' AND file.missing = 0 AND file.copy_of IS NULL"


class SampleTable:
    """What the import found. Written by imports only; labels are elsewhere."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add_file(self, file: SourceFile, samples: Sequence[NewSample] = ()) -> int:
        """Enter a file with its samples inside the caller's transaction; returns its id."""
        cursor = self._database.execute(
            "INSERT INTO file (path, size, mtime_ns, hash, verdict, reason, copy_of, missing, read_reduced)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _file_row(file),
        )
        file_id = cursor.lastrowid
        assert file_id is not None
        self.add_samples(file_id, samples)
        return file_id

    def add_samples(self, file_id: int, samples: Sequence[NewSample]) -> None:
        """Enter the samples of a file; those already there get the new sizes and keep their labels."""
        self._database.executemany(
            "INSERT INTO sample (file_id, part, width, height, channels) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (file_id, part) DO UPDATE SET width = excluded.width,"
            " height = excluded.height, channels = excluded.channels, verdict = 'fine', reason = ''",
            [(file_id, s.part, s.width, s.height, s.channels) for s in samples],
        )

    def update_file(self, file: SourceFile) -> None:
        """Write a file's row anew; its id says which."""
        self._database.execute(
            "UPDATE file SET path = ?, size = ?, mtime_ns = ?, hash = ?, verdict = ?, reason = ?,"
            " copy_of = ?, missing = ?, read_reduced = ? WHERE id = ?",
            [*_file_row(file), file.id],
        )

    def judge(self, sample: int, verdict: Verdict, reason: str) -> None:
        """Record what decoding a sample showed."""
        self._database.execute(
            "UPDATE sample SET verdict = ?, reason = ? WHERE id = ?", [verdict, reason, sample]
        )

    def judge_file(self, path: str, verdict: Verdict, reason: str) -> None:
        """Record what reading a file showed, on the file and on all its samples."""
        self._database.execute(
            "UPDATE file SET verdict = ?, reason = ? WHERE path = ?", [verdict, reason, path]
        )
        self._database.execute(
            "UPDATE sample SET verdict = ?, reason = ? WHERE file_id = (SELECT id FROM file WHERE path = ?)",
            [verdict, reason, path],
        )

    def note_file(self, path: str, sentence: str) -> None:
        """Add what reading a fine file showed to what is known of it, once however many samples show it."""
        self._database.execute(
            "UPDATE file SET reason = trim(reason || ' ' || ?)"
            " WHERE path = ? AND verdict = 'fine' AND instr(reason, ?) = 0",
            [sentence, path, sentence],
        )

    def files(self) -> list[SourceFile]:
        """Every file, in path order."""
        rows = self._database.execute(f"SELECT {_FILE} FROM file ORDER BY path")
        return [_file(row) for row in rows]

    def file(self, path: str) -> SourceFile | None:
        """The file of that path."""
        row = self._database.execute(f"SELECT {_FILE} FROM file WHERE path = ?", [path]).fetchone()
        return _file(row) if row else None

    def refused(self) -> list[SourceFile]:
        """Files that are not learnt from, with the reason, in path order; copies are not among them."""
        rows = self._database.execute(
            f"SELECT {_FILE} FROM file WHERE verdict NOT IN ('fine', 'copy') AND missing = 0 ORDER BY path"
        )
        return [_file(row) for row in rows]

    def copies(self) -> list[tuple[str, str]]:
        """(file, the file it is an exact copy of), in path order."""
        return list(
            self._database.execute(
                "SELECT copy.path, first.path FROM file AS copy JOIN file AS first"
                " ON first.id = copy.copy_of WHERE copy.missing = 0 ORDER BY copy.path"
            )
        )

    def all(self) -> list[Sample]:
        """Every sample in path order, refused ones too."""
        rows = self._database.execute(f"SELECT {_SAMPLE} ORDER BY file.path, sample.id")
        return [_sample(row) for row in rows]

    def usable(self, roles: Iterable[Role] = ("pool", "check")) -> list[Sample]:
        """Samples that can be learnt from, in path order: fine, present, no copies, of these roles."""
        wanted = sorted(set(roles))
        marks = ",".join("?" * len(wanted))
        rows = self._database.execute(
            f"SELECT {_SAMPLE} WHERE {_USABLE} AND sample.role IN ({marks}) ORDER BY file.path, sample.id",
            wanted,
        )
        return [_sample(row) for row in rows]

    def usable_ids(self, roles: Iterable[Role] = ("pool", "check")) -> list[int]:
        """The ids of `usable`, without making records of them: a million take a second, not ten."""
        wanted = sorted(set(roles))
        marks = ",".join("?" * len(wanted))
        rows = self._database.execute(
            "SELECT sample.id FROM sample JOIN file ON file.id = sample.file_id"
            f" WHERE {_USABLE} AND sample.role IN ({marks}) ORDER BY file.path, sample.id",
            wanted,
        )
        return [row[0] for row in rows]

    def comparable(self) -> list[tuple[int, int, Verdict]]:
        """(id, width, verdict) of samples that are fine or copies of others, in path order."""
        rows = self._database.execute(
            "SELECT sample.id, sample.width, sample.verdict FROM sample JOIN file ON file.id = sample.file_id"
            " WHERE sample.verdict IN ('fine', 'copy') AND file.verdict = 'fine' AND file.missing = 0"
            " AND file.copy_of IS NULL ORDER BY file.path, sample.id"
        )
        return list(rows)

    def total_width(self) -> int:
        """The sum of the widths of all samples that can be learnt from, without the reserve."""
        row = self._database.execute(
            "SELECT SUM(sample.width) FROM sample JOIN file ON file.id = sample.file_id"
            f" WHERE {_USABLE} AND sample.role <> 'reserve'"
        ).fetchone()
        return int(row[0] or 0)

    def get(self, sample: int) -> Sample:
        """One sample; raises KeyError."""
        row = self._database.execute(f"SELECT {_SAMPLE} WHERE sample.id = ?", [sample]).fetchone()
        if row is None:
            raise KeyError(sample)
        return _sample(row)

    def of_file(self, path: str) -> list[Sample]:
        """The samples a label on this file goes to; those of the first copy where it is one."""
        rows = self._database.execute(
            f"SELECT {_SAMPLE} WHERE sample.file_id ="
            " (SELECT coalesce(copy_of, id) FROM file WHERE path = ?) ORDER BY sample.id",
            [path],
        )
        return [_sample(row) for row in rows]

    def of_part(self, path: str, part: str) -> Sample | None:
        """That part of this file, or of the first copy where it is one."""
        row = self._database.execute(
            f"SELECT {_SAMPLE} WHERE sample.part = ? AND sample.file_id ="
            " (SELECT coalesce(copy_of, id) FROM file WHERE path = ?)",
            [part, path],
        ).fetchone()
        return _sample(row) if row else None

    def count(self) -> int:
        """How many samples can be learnt from."""
        row = self._database.execute(
            f"SELECT count(*) FROM sample JOIN file ON file.id = sample.file_id WHERE {_USABLE}"
        ).fetchone()
        return int(row[0])

    def num_rows(self) -> int:
        """One more than the largest sample id: how many rows a cache needs."""
        row = self._database.execute("SELECT coalesce(max(id), 0) + 1 FROM sample").fetchone()
        return int(row[0])


def _file_row(file: SourceFile) -> list[Any]:
    return [
        file.path, file.size, file.mtime_ns, file.hash, file.verdict, file.reason, file.copy_of,
        int(file.missing), int(file.read_reduced),
    ]  # fmt: skip


def _file(row: Sequence[Any]) -> SourceFile:
    identity, path, size, mtime_ns, digest, verdict, reason, copy_of, missing, reduced = row
    return SourceFile(
        id=identity,
        path=path,
        size=size,
        mtime_ns=mtime_ns,
        hash=digest,
        verdict=verdict,
        reason=reason,
        copy_of=copy_of,
        missing=bool(missing),
        read_reduced=bool(reduced),
    )


def _sample(row: Sequence[Any]) -> Sample:
    identity, file, part, width, height, channels, verdict, reason, role, reduced = row
    return Sample(
        id=identity,
        file=file,
        part=part,
        width=width,
        height=height,
        channels=channels,
        verdict=verdict,
        reason=reason,
        role=role,
        read_reduced=bool(reduced),
    )
