from __future__ import annotations

from pathlib import Path

import pytest

from tests import videos
from tests.projects import ids_of, label, new_project
from tests.running import refusal, result, run
from workbench.engine.contracts import Mark, Stretch, TextPreview, VideoPreview
from workbench.engine.downstream.why import Part
from workbench.operations import fine_tune, why
from workbench.operations.why import Explain, ExplainResult
from workbench.project import Project

TEXTS = {
    "a0.txt": "the film was awful and we left",
    "a1.txt": "awful music, the evening was long",
    "a2.txt": "so awful that the film was no joy",
    "b0.txt": "a lovely evening, the film was long",
    "b1.txt": "the music was lovely and we stayed",
    "b2.txt": "lovely film, so we left late",
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of six texts with a model of their words."""
    data = tmp_path_factory.mktemp("texts")
    for name, content in TEXTS.items():
        (data / name).write_text(content, encoding="utf-8")
    project = new_project(tmp_path_factory.mktemp("project") / "project", data)
    label(project, {name: "bad" if name.startswith("a") else "good" for name in TEXTS})
    run(fine_tune.job(fine_tune.FineTune(project=project, mode="classic", minutes=0.01, device="cpu")))
    return project


def _sample(project: Path, file: str) -> int:
    with Project(project) as opened:
        return ids_of(opened)[file]


def _explained(project: Path, file: str) -> ExplainResult:
    arguments = Explain(project=project, sample=_sample(project, file), device="cpu")
    return result(why.job(arguments), ExplainResult)


def test_the_word_that_tells_is_named(texts: Path) -> None:
    found = _explained(texts, "a1.txt")
    assert found.predicted == "bad"
    assert found.sentence.startswith("“awful”")


def test_the_whole_text_comes_back_with_its_words_marked(texts: Path) -> None:
    found = _explained(texts, "a1.txt")
    assert isinstance(found.preview, TextPreview)
    assert found.preview.text == TEXTS["a1.txt"]
    assert ("awful", "for") in [(span.text, span.mark) for span in found.preview.spans]


def test_without_the_cache_the_text_is_read_from_its_file(texts: Path) -> None:
    before = _explained(texts, "b1.txt")
    for path in (texts / "cache").glob("samples-*"):
        path.unlink()
    assert _explained(texts, "b1.txt") == before


def test_of_pictures_only_the_answer_is_said(modelled: Path) -> None:
    found = _explained(modelled, "a00.png")
    assert (found.predicted, found.preview, found.sentence) == ("red", None, "")


def test_of_videos_it_is_said_when_something_spoke(tmp_path: Path) -> None:
    names = videos.names(6)
    project = new_project(tmp_path / "project", videos.make_many(tmp_path / "data", 6))
    label(project, {name: name[:-6] for name in names})
    run(fine_tune.job(fine_tune.FineTune(project=project, mode="classic", minutes=0.01, device="cpu")))
    found = _explained(project, names[0])
    assert isinstance(found.preview, VideoPreview)
    assert len(found.parts) == 6  # of two frames each
    assert "frames" not in found.sentence


def test_a_sample_that_is_not_there_is_refused(texts: Path) -> None:
    assert "no such sample" in str(refusal(why.job(Explain(project=texts, sample=999, device="cpu"))))


def test_what_spoke_for_and_against_is_said_once_each() -> None:
    parts = (
        Part(name="awful", weight=1.0), Part(name="film", weight=0.1), Part(name="Awful", weight=0.9),
        Part(name="boring", weight=0.5), Part(name="warm", weight=-0.4),
    )  # fmt: skip
    assert (
        why.sentence("negative", parts)
        == "“awful” and “boring” spoke most for negative. “warm” spoke against it."
    )


def test_that_nothing_stood_out_is_said_too() -> None:
    assert why.sentence("bad", ()) == "No part alone spoke for bad: it is all of them together."


def _stretches(*found: tuple[float, float, Mark, float]) -> list[Stretch]:
    return [
        Stretch(start_seconds=start, end_seconds=end, mark=mark, weight=weight)
        for start, end, mark, weight in found
    ]


def test_neighbouring_moments_of_a_sound_are_one_stretch() -> None:
    moments = _stretches(
        (0.1, 0.15, "for", 0.5), (0.15, 0.2, "for", 1.0), (0.2, 0.25, "for", 0.4), (0.4, 0.45, "for", 0.1)
    )  # fmt: skip
    assert why.sentence_of_time("no", moments) == "The part from 0.10 to 0.25 s spoke most for no."


def test_moments_apart_are_named_in_the_order_of_time() -> None:
    moments = _stretches((0.1, 0.2, "for", 0.5), (0.2, 0.3, "against", 0.9), (0.3, 0.4, "for", 1.0))
    assert why.sentence_of_time("no", moments) == (
        "The parts from 0.10 to 0.20 s and from 0.30 to 0.40 s spoke most for no."
        " The part from 0.20 to 0.30 s spoke against it."
    )


def test_of_many_moments_the_three_strongest_are_named() -> None:
    moments = _stretches(*((0.2 * n, 0.2 * n + 0.1, "for", 0.4 + 0.1 * n) for n in range(5)))
    assert why.sentence_of_time("no", moments).startswith(
        "The parts from 0.40 to 0.50 s, from 0.60 to 0.70 s and from 0.80 to 0.90 s"
    )


def test_where_every_moment_spoke_for_it_no_times_are_said() -> None:
    moments = _stretches((0.0, 0.1, "for", 0.5), (0.1, 0.2, "for", 1.0))
    assert why.sentence_of_time("no", moments) == "All of it spoke for no."


def test_faint_moments_part_what_is_beside_them() -> None:
    moments = _stretches((0.1, 0.2, "for", 1.0), (0.2, 0.3, "for", 0.1), (0.3, 0.4, "for", 1.0))
    assert "from 0.10 to 0.20 s and from 0.30 to 0.40 s" in why.sentence_of_time("no", moments)
