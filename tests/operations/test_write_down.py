"""Models that write down what they hear: taught, scored, used on files, and kept."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.pictures import draw_many
from tests.projects import copied, new_project, set_role, usable
from tests.running import asked_at, refusal, result
from tests.spoken import add_run, label_from, some_texts, spoken_project, write_spoken, write_table
from workbench.engine.downstream.hearing import WayName
from workbench.engine.downstream.scribe import Scribe
from workbench.jobs import Advanced, Event, Stopped, UserError
from workbench.operations import (
    evaluate,
    fine_tune,
    import_folder,
    predict,
    report,
    said_texts,
    write_down,
)
from workbench.operations.evaluate import Evaluate, TextEvaluateResult
from workbench.operations.fine_tune import FineTune
from workbench.operations.import_folder import ImportResult, NewProject, layout_of
from workbench.operations.info import info
from workbench.operations.predict import Predict, PredictResult
from workbench.operations.report import Report, ReportResult
from workbench.operations.write_down import WriteDown, WriteDownResult
from workbench.project import Project

_TEXTS = {f"s{i:02d}.wav": text for i, text in enumerate(some_texts(40))}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of sounds with their texts. Copy it before changing it."""
    return spoken_project(tmp_path_factory.mktemp("spoken"), _TEXTS)


@pytest.fixture(scope="module")
def transcribed(spoken: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, WriteDownResult]:
    """The same with a model that transcribes, and what making it came to."""
    project = copied(spoken, tmp_path_factory.mktemp("transcribed"))
    return project, made(project, "transcribe", minutes=0.2)


def made(
    project: Path, mode: write_down.WriteMode, *, minutes: float = 0.02, way: WayName | None = None
) -> WriteDownResult:
    arguments = WriteDown(project=project, mode=mode, minutes=minutes, way=way, device="cpu")
    return result(write_down.job(arguments), WriteDownResult)


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row for row in csv.DictReader(stream)}


def test_a_project_of_sounds_keeps_its_kind_of_rows(spoken: Path) -> None:
    with Project(spoken) as project:
        assert layout_of(project).dtype == "int16"


def test_it_learns_to_transcribe_texts_that_it_never_heard(transcribed: tuple[Path, WriteDownResult]) -> None:
    _, found = transcribed
    assert (found.model, found.mode, found.way, found.labels) == (
        "0001-transcribe",
        "transcribe",
        "letters",
        34,
    )
    assert found.scores.cer.value < 0.5
    assert (found.scores.num, found.scores.how, found.scores.optimistic) == (6, "held out", True)


def test_the_nearest_known_sound_stands_beside_it(transcribed: tuple[Path, WriteDownResult]) -> None:
    _, found = transcribed
    assert [way.way for way in found.ways] == ["nearest", "letters"]
    assert [way.way for way in found.ways if way.chosen] == [found.way]
    assert "most similar known sound" in found.sentence


def test_every_held_out_text_is_told(transcribed: tuple[Path, WriteDownResult]) -> None:
    project, found = transcribed
    rows = rows_of(project / "models" / found.model / "held_out.csv")
    assert {(row["label"], row["predicted"]) for row in rows.values()} == {
        (heard.wanted, heard.said) for heard in found.examples
    }
    assert all(heard.wanted == _TEXTS[heard.file] for heard in found.examples)


def test_every_sound_of_the_project_is_written_down(transcribed: tuple[Path, WriteDownResult]) -> None:
    project, found = transcribed
    with Project(project) as opened:
        said = opened.models.predictions(found.model)
    assert len(said) == len(_TEXTS)


def test_it_is_listed(transcribed: tuple[Path, WriteDownResult]) -> None:
    project, _ = transcribed
    (model,) = info(project).models
    assert (model.model, model.mode, model.run) == ("0001-transcribe", "transcribe", "")


def test_a_model_folder_writes_down_new_files_without_its_project(
    transcribed: tuple[Path, WriteDownResult], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(transcribed[0] / "models" / "0001-transcribe", tmp_path / "model"))
    data = write_spoken(tmp_path / "new", {"one.wav": "abcd", "two.wav": "ddba"}, seed=5)
    (data / "broken.wav").write_bytes(b"no sound")
    out = tmp_path / "out.csv"
    found = result(predict.job(Predict(source=folder, folder=data, out=out)), PredictResult)
    rows = rows_of(out)
    assert list(rows["one.wav"]) == ["file", "text", "confidence", "problem"]
    assert rows["one.wav"]["text"]
    assert 0 < float(rows["one.wav"]["confidence"]) <= 1
    assert (rows["broken.wav"]["text"], bool(rows["broken.wav"]["problem"])) == ("", True)
    assert (found.rows, found.problems) == (3, 1)


def test_a_long_recording_is_its_clips_texts_in_order(
    transcribed: tuple[Path, WriteDownResult], tmp_path: Path
) -> None:
    scribe = Scribe.load(transcribed[0] / "models" / transcribed[1].model)
    heard = replace(scribe, reading={**scribe.reading, "seconds": 0.5})
    heard.save(tmp_path / "model")
    data = write_spoken(tmp_path / "new", {"long.wav": "abcd" * 6}, seed=5)
    whole, parts = (
        result(
            predict.job(
                Predict(source=tmp_path / "model", folder=data, out=tmp_path / "out.csv", parts=parts)
            ),
            PredictResult,
        )
        for parts in (False, True)
    )
    assert parts.rows > 1
    assert whole.preview[0].label == " ".join(row.label for row in parts.preview if row.label)


def test_texts_are_scored_against_a_table(transcribed: tuple[Path, WriteDownResult], tmp_path: Path) -> None:
    texts = {"one.wav": "abcd", "two.wav": "ddba"}
    data = write_spoken(tmp_path / "new", texts, seed=5)
    truth = write_table(tmp_path / "truth.csv", {**texts, "gone.wav": "abc"})
    arguments = Evaluate(source=transcribed[0], truth=truth, data=data)
    found = result(evaluate.job(arguments), TextEvaluateResult)
    assert (found.num, found.missing) == (3, ("gone.wav",))
    assert 0 < found.cer < 1
    assert 0 < found.chrf < 1


def test_it_learns_to_translate_from_a_pretrained_network(spoken: Path, tmp_path: Path) -> None:
    project = copied(spoken, tmp_path)
    run = add_run(project)
    found = made(project, "translate", way="decoder")
    assert (found.model, found.way, found.run) == ("0001-translate", "decoder", run)
    assert [way.way for way in found.ways] == ["nearest", "decoder"]


def test_the_nearest_known_sound_becomes_the_model_where_it_is_better(spoken: Path, tmp_path: Path) -> None:
    project = copied(spoken, tmp_path)
    label_from(project, dict.fromkeys(_TEXTS, "a long text of which little can be learnt in two seconds"))
    found = made(project, "translate")
    assert (found.way, found.scores.exact.value) == ("nearest", 1.0)
    assert "is better here than what the network wrote itself" in found.sentence
    assert Scribe.load(project / "models" / found.model).way == "nearest"


def test_of_the_nearest_it_knows_all_that_may_be_learnt_from(spoken: Path, tmp_path: Path) -> None:
    project = copied(spoken, tmp_path)
    set_role(project, "check", "s00.wav", "s01.wav")
    nearest = Scribe.load(project / "models" / made(project, "translate", way="nearest").model).nearest
    assert nearest is not None
    assert sorted(nearest.texts) == sorted(text for file, text in _TEXTS.items() if file > "s01.wav")


def test_by_itself_it_tries_every_way(spoken: Path, tmp_path: Path) -> None:
    found = made(copied(spoken, tmp_path), "auto", minutes=0.04)
    assert [way.way for way in found.ways] == ["nearest", "letters", "decoder"]
    assert found.mode in ("transcribe", "translate")


def test_what_it_says_of_the_projects_sounds_stands_beside_their_texts(
    transcribed: tuple[Path, WriteDownResult],
) -> None:
    project, found = transcribed
    with Project(project) as opened:
        said = said_texts.load(opened)
    assert (said.model, len(said.rows)) == (found.model, len(_TEXTS))
    assert all(row.wanted == _TEXTS[row.file] and row.is_written for row in said.rows)
    assert {(row.file, row.said, row.nearest) for row in said.scored} == {
        (heard.file, heard.said, heard.nearest) for heard in found.examples
    }


def test_without_such_a_model_nothing_is_said(spoken: Path) -> None:
    with Project(spoken) as opened, pytest.raises(UserError, match="no model that writes down"):
        said_texts.load(opened)


def test_it_is_reported(transcribed: tuple[Path, WriteDownResult], tmp_path: Path) -> None:
    page = result(report.job(Report(project=transcribed[0], out=tmp_path / "r.html")), ReportResult).out
    text = page.read_text(encoding="utf-8")
    assert "The model that writes down sounds" in text
    assert "letter by letter (CTC) (the model)" in text


def test_a_text_on_every_clip_of_a_recording_belongs_to_the_whole(spoken: Path, tmp_path: Path) -> None:
    long = write_spoken(tmp_path / "sounds", {**_TEXTS, "long.wav": "abcd" * 200})
    project = result(
        import_folder.new_job(
            NewProject(folder=tmp_path / "project", data=long, reading=(("seconds", "5"),))
        ),
        ImportResult,
    ).project
    label_from(project, {**_TEXTS, "long.wav": "all of it"})
    (note,) = made(project, "transcribe").notes
    assert "1 recording cut into several clips" in note
    assert "“long.wav (" in note


def test_pictures_are_not_written_down(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", draw_many(tmp_path / "pictures", 12))
    label_from(project, dict.fromkeys(usable(project), "a text"))
    assert "Texts cannot be written from pictures" in refusal(write_down.job(WriteDown(project=project))).what


def test_the_check_set_only_scores(spoken: Path, tmp_path: Path) -> None:
    project = copied(spoken, tmp_path)
    set_role(project, "check", "s00.wav", "s01.wav")
    found = made(project, "transcribe")
    assert (found.scores.num, found.scores.how, found.scores.optimistic) == (2, "check set", False)
    assert {heard.file for heard in found.examples} == {"s00.wav", "s01.wav"}


def test_signs_that_only_check_texts_have_are_named(spoken: Path, tmp_path: Path) -> None:
    project = copied(spoken, tmp_path)
    label_from(project, {"s00.wav": "ab€"}, check=True)
    (note,) = made(project, "transcribe").notes
    assert "“€”" in note


def test_texts_that_are_too_long_are_left_out_and_said(spoken: Path, tmp_path: Path) -> None:
    project = copied(spoken, tmp_path)
    label_from(project, {"s00.wav": "ab" * 600})
    (note,) = made(project, "transcribe").notes
    assert "1 text longer than 1,000 letters were left out (s00.wav)" in note


def test_more_letters_than_steps_are_no_hindrance(tmp_path: Path) -> None:
    texts = {f"s{i}.wav": "abcd" for i in range(12)}
    project = new_project(tmp_path / "project", write_spoken(tmp_path / "sounds", texts))
    label_from(project, dict.fromkeys(texts, "a text of quite many letters for half a second"))
    assert made(project, "transcribe").labels == 9


@pytest.mark.parametrize(("number", "words"), [(1, "There is one pair"), (4, "There are 4 pairs")])
def test_too_few_pairs_are_refused_and_stay(tmp_path: Path, number: int, words: str) -> None:
    texts = dict(list(_TEXTS.items())[:number])
    project = spoken_project(tmp_path, texts)
    assert words in refusal(write_down.job(WriteDown(project=project))).why
    assert info(project).labels == number


def test_without_texts_it_says_where_they_come_from(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", write_spoken(tmp_path / "sounds", {"a.wav": "ab"}))
    assert "columns file and text" in refusal(write_down.job(WriteDown(project=project))).todo


def test_classes_are_no_texts_for_the_other_modes(spoken: Path) -> None:
    assert "“transcribe”" in refusal(fine_tune.job(FineTune(project=spoken))).todo


@pytest.mark.parametrize("phase", ["similar", "Learning"])
def test_stopped_it_leaves_nothing(spoken: Path, tmp_path: Path, phase: str) -> None:
    project = copied(spoken, tmp_path)

    def is_there(event: Event) -> bool:
        return isinstance(event, Advanced) and phase in event.phase

    with pytest.raises(Stopped):
        asked_at(write_down.job(WriteDown(project=project, device="cpu")), is_there)
    with Project(project) as opened:
        assert opened.models.all() == []
    assert list((project / "models").iterdir()) == []
