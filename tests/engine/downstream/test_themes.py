from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy import sparse

from tests.engine.downstream.problems import problem, returned, text_problem
from workbench.engine.downstream import assembly
from workbench.engine.downstream.candidates import Head
from workbench.engine.downstream.features import Source, beside, blocks_for, inputs
from workbench.engine.downstream.folds import Fold
from workbench.engine.downstream.problem import Problem
from workbench.engine.downstream.themes import ThemedHead
from workbench.engine.modalities import Numbers


def _together(given: Problem) -> Problem:
    """Samples with one of ten words of their class beside one that all of it have; two have a label."""
    draw = np.random.default_rng(0)
    classes = np.arange(200) % 2
    values = np.zeros((200, 22), np.float32)
    values[np.arange(200), 2 + 10 * classes + draw.integers(0, 10, 200)] = 1
    values[np.arange(200), classes] = draw.random(200) < 0.7
    values[:2, :2] = 0  # the labelled samples lack what joins the others
    return dataclasses.replace(
        given, features={"classic": sparse.csr_array(values)}, rows=np.arange(200), labelled=np.arange(2),
        classes=classes[:2],
    )  # fmt: skip


@pytest.mark.parametrize("sources", [("classic",), ("embedding", "classic")])
def test_the_head_alone_says_what_the_probe_with_the_themes_said(sources: tuple[Source, ...]) -> None:
    given = text_problem(pretrained="embedding" in sources)
    way = ThemedHead(given, sources)
    ((held,),) = (returned(way.held_out([Fold(train=np.arange(32), held=np.arange(32))])),)
    (member,) = returned(way.deliver())
    found = member.logits({name: given.features[name][given.labelled] for name in sources})
    assert (found.argmax(axis=1) == held.argmax(axis=1)).all()
    assert (found.argmax(axis=1) == given.classes).all()


def test_a_label_says_something_of_words_that_stand_beside_those_it_has() -> None:
    given = _together(text_problem(number=10, labels=4, pretrained=False))
    right = []
    for way in (Head(given, ("classic",)), ThemedHead(given, ("classic",))):
        (member,) = returned(way.deliver())
        right.append(float((member.logits(given.features).argmax(axis=1) == np.arange(200) % 2).mean()))
    assert right[1] > right[0] + 0.1


def test_a_fold_never_sees_the_held_out_label() -> None:
    given = text_problem(pretrained=False)
    part = [Fold(train=np.arange(1, 32), held=np.array([0]))]
    (first,) = returned(ThemedHead(given, ("classic",)).held_out(part))
    given.classes[0] = 1 - given.classes[0]
    (second,) = returned(ThemedHead(given, ("classic",)).held_out(part))
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_texts_are_offered_themes_and_pictures_neighbours() -> None:
    kinds = {way.kind: type(way).__name__ for way in assembly.candidates(text_problem(), "auto", 10.0)}
    assert list(kinds) == [
        "classic", "probe", "classic + pool", "combined + pool", "full", "full + pool",
    ]  # fmt: skip
    assert kinds["combined + pool"] == "ThemedHead"
    pictures = {way.kind: type(way).__name__ for way in assembly.candidates(problem(), "auto", 10.0)}
    assert pictures["combined + pool"] == "PooledHead"


def test_beside_words_an_embedding_weighs_less() -> None:
    features = text_problem().features
    both = {block.source: block for block in blocks_for(("embedding", "classic"), features)}
    (alone,) = blocks_for(("embedding",), features)
    np.testing.assert_allclose(both["embedding"].scale, 0.3 * alone.scale, rtol=1e-5)


def test_sparse_numbers_beside_dense_ones_stay_sparse() -> None:
    parts: list[Numbers] = [np.ones((2, 1), np.float32), sparse.csr_array(np.eye(2, dtype=np.float32))]
    joined = beside(parts)
    assert isinstance(joined, sparse.csr_array)
    assert joined.toarray().tolist() == [[1, 1, 0], [1, 0, 1]]


def test_sparse_words_have_length_one_on_average_after_centring() -> None:
    features = text_problem(pretrained=False).features
    values = inputs(blocks_for(("classic",), features), features)
    assert isinstance(values, sparse.csr_array)
    assert values.toarray().var(axis=0).sum() == pytest.approx(1, rel=1e-3)


def test_what_goes_together_in_texts_counts_as_a_way_without_pretraining() -> None:
    kinds = [way.kind for way in assembly.controls(text_problem(pretrained=False))]
    assert kinds == ["classic", "classic + pool", "letter counts", "random network", "scratch"]
