"""Pretraining on texts: the vocabulary is learnt or brought along, and goes where the weights go."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch
import transformers

from tests import texts
from tests.engine.weights import folders
from tests.operations.test_pretrain import asked, learn, losses, settings_of, take_up, weights
from tests.projects import copied, new_project, set_role
from tests.running import refusal, run
from workbench.engine import device as devices
from workbench.engine.checkpoint import load_encoder
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.plan import scaled_rate
from workbench.engine.weights.room import count
from workbench.jobs import Notice, Request
from workbench.operations import pretrain, recommend
from workbench.operations.pretrain import Pretrain
from workbench.project import Project

_MISSING, _NEXT = "0001-missing_words", "0001-next_word"
_both = pytest.mark.parametrize("task", ["missing_words", "next_word"])


@pytest.fixture(scope="session")
def imported_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve texts of a few sentences, nothing learnt. Copy it before changing it."""
    folder = tmp_path_factory.mktemp("texts")
    return new_project(folder / "project", texts.write_texts(folder / "texts"))


@pytest.fixture
def project(tmp_path: Path, imported_texts: Path) -> Path:
    return copied(imported_texts, tmp_path)


def _quick(project: Path, task: str = "missing_words", *, start: str = "", steps: int = 4) -> Pretrain:
    encoder = "" if start else {"missing_words": "text_mini", "next_word": "gpt_mini"}[task]
    return Pretrain(
        project=project, task=task, steps=steps, batch=8, encoder=encoder, start=start, device="cpu"
    )


def _encoder(project: Path, name: str) -> TextEncoder:
    encoder = load_encoder(project / "runs" / name).encoder
    assert isinstance(encoder, TextEncoder)
    return encoder


@_both
def test_a_run_ends_with_an_encoder_and_its_vocabulary(project: Path, task: str) -> None:
    found = learn(_quick(project, task))
    encoder = _encoder(project, found.run)
    assert found.state == "finished"
    assert len(encoder.vocabulary.cut([b"The seldom stone"])[0]) < 7


def test_words_of_the_check_set_and_the_reserve_are_not_in_the_vocabulary(tmp_path: Path) -> None:
    data = texts.write_texts(tmp_path / "texts")
    for name in ("pool", "check", "reserve"):
        (data / f"{name}.txt").write_text(f"zq{name} " * 40)
    project = new_project(tmp_path / "project", data)
    set_role(project, "check", "check.txt")
    set_role(project, "reserve", "reserve.txt")
    vocabulary = _encoder(project, learn(_quick(project, steps=1)).run).vocabulary
    pool, check, reserve = (len(ids) for ids in vocabulary.cut([b"zqpool", b"zqcheck", b"zqreserve"]))
    assert pool == 1
    assert min(check, reserve) > 3


@_both
def test_a_finished_run_can_be_opened_with_transformers(project: Path, task: str) -> None:
    found = learn(_quick(project, task))
    folder = project / "runs" / found.run / "huggingface"
    model = transformers.AutoModel.from_pretrained(folder)
    own = _encoder(project, found.run).network.state_dict()
    assert all(torch.equal(value, own[key]) for key, value in model.state_dict().items())
    assert transformers.AutoTokenizer.from_pretrained(folder)("moth").input_ids


@_both
def test_a_run_that_was_stopped_and_taken_up_is_the_unbroken_one_bit_for_bit(
    project: Path, tmp_path: Path, task: str
) -> None:
    other = copied(project, tmp_path / "other")
    name = learn(_quick(other, task)).run
    asked(_quick(project, task), 2, Request.STOP)
    take_up(project, name)
    assert losses(project, name) == losses(other, name)
    first, second = weights(project, name), weights(other, name)
    assert first.keys() == second.keys()
    assert all((first[key] == second[key]).all() for key in first)


def test_a_new_run_goes_on_from_an_older_ones_encoder_and_vocabulary(project: Path) -> None:
    name = learn(_quick(project)).run
    with_more = learn(_quick(project, start=name, steps=1)).run
    assert settings_of(project, with_more).spec == settings_of(project, name).spec
    first, second = _encoder(project, name), _encoder(project, with_more)
    assert first.vocabulary.tokenizer.to_str() == second.vocabulary.tokenizer.to_str()


@pytest.mark.parametrize(("kind", "task"), [("bert", "missing_words"), ("gpt2", "next_word")])
def test_a_run_starts_from_a_folder_and_is_taken_up(
    project: Path, tmp_path: Path, kind: str, task: str
) -> None:
    folder = folders.written(tmp_path / "model", kind)
    other = copied(project, tmp_path / "other")
    arguments = _quick(project, task, start=str(folder))
    name = learn(dataclasses.replace(arguments, project=other)).run
    asked(arguments, 2, Request.STOP)
    take_up(project, name)
    settings = settings_of(project, name)
    assert settings.encoder == "text_folder"
    assert settings.learning_rate == pytest.approx(0.1 * scaled_rate(settings.task_class.base_rate, 8))
    assert losses(project, name) == losses(other, name)
    assert _encoder(project, name).vocabulary.special.ask == -1
    assert transformers.AutoConfig.from_pretrained(project / "runs" / name / "huggingface").model_type == kind


def test_a_task_that_the_start_cannot_learn_is_refused(project: Path, tmp_path: Path) -> None:
    for kind, task in (("gpt2", "missing_words"), ("bert", "next_word")):
        folder = folders.written(tmp_path / kind, kind)
        assert refusal(pretrain.job(_quick(project, task, start=str(folder)))).why


def test_pictures_and_texts_do_not_start_from_each_other(
    project: Path, imported: Path, trained: Path, tmp_path: Path
) -> None:
    pictures = copied(imported, tmp_path / "pictures")
    folder = folders.written(tmp_path / "model", "bert")
    arguments = Pretrain(project=pictures, task="simclr", steps=1, start=str(folder), device="cpu")
    assert "network for texts, and this project holds pictures" in refusal(pretrain.job(arguments)).why
    start = str(trained / "runs" / "0001-simclr")
    assert "network for pictures" in refusal(pretrain.job(_quick(project, start=start))).why


def test_the_recommendation_is_in_tokens_and_says_why(imported_texts: Path) -> None:
    with Project(imported_texts) as project:
        found = recommend.recommend(project, 5, "cpu")
    assert f"{found.encoder} at {found.size} tokens sees each sample about" in found.reason


def test_a_start_that_does_not_fit_into_memory_is_refused_before_it_is_read(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.written(tmp_path / "model", "bert")
    monkeypatch.setattr(devices, "free_memory", lambda device: 0.1)
    error = refusal(pretrain.job(_quick(project, start=str(folder))))
    assert error.what == "model is too large for this computer."
    assert not list((project / "runs").glob("*"))


def test_care_is_advised_for_a_start_that_nearly_fills_the_memory(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.written(tmp_path / "model", "bert")
    monkeypatch.setattr(devices, "free_memory", lambda device: count(folder) * 20 / 1e6)
    events = run(pretrain.job(_quick(project, start=str(folder), steps=1)))
    told = [event.text for event in events if isinstance(event, Notice)]
    assert any(text.startswith("Careful: model nearly fills the memory") for text in told)
