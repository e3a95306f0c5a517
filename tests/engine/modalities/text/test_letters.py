from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.text import letters
from workbench.engine.modalities.text.classic import WordFrequencies
from workbench.engine.modalities.text.letters import LetterGroups
from workbench.engine.modalities.text.wording import Wording

TEXTS = ("The old film.", "A film, an old one!", "good OLD days", "old", "o", "")


def _rows(*texts: str) -> UInt8Array:
    rows = np.zeros((len(texts), 32), np.uint8)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text.encode())] = np.frombuffer(text.encode(), np.uint8)
    return rows


def test_they_are_the_tf_idf_of_scikit_learn() -> None:
    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=(2, 4), lowercase=False, sublinear_tf=True, min_df=2
    )
    expected = vectorizer.fit_transform(TEXTS)
    made = LetterGroups.of([_rows(*TEXTS[:2]), _rows(*TEXTS[2:])]).features(_rows(*TEXTS))
    assert made.shape == expected.shape
    np.testing.assert_allclose((made @ made.T).toarray(), (expected @ expected.T).toarray(), atol=1e-5)


def test_rows_in_pieces_give_the_same_as_rows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = LetterGroups.of([_rows(*TEXTS)]).features(_rows(*TEXTS))
    monkeypatch.setattr(letters, "_AT_ONCE", 40)
    pieces = LetterGroups.of([_rows(*TEXTS)]).features(_rows(*TEXTS))
    assert (whole.toarray() == pieces.toarray()).all()


def test_the_groups_of_most_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_GROUPS", 1)
    made = LetterGroups.of([_rows("ab", "xab", "bc", "xbc", "ab")])
    assert made.features(_rows("ab", "bc")).toarray().tolist() == [[1.0], [0.0]]


def test_a_pool_without_a_common_group_gives_one_column_of_nothing() -> None:
    made = LetterGroups.load(LetterGroups.of([_rows("ab", "cd")]).state())
    assert made.features(_rows("ab", "")).toarray().tolist() == [[0.0], [0.0]]


def test_a_damaged_state_is_told() -> None:
    state = dict(LetterGroups.of([_rows(*TEXTS)]).state())
    with pytest.raises(ValueError, match="do not fit"):
        LetterGroups.load(state | {"weights": state["weights"][:-1]})


def test_words_and_letters_stand_side_by_side_with_half_the_weight_each() -> None:
    made = Wording.of(lambda: [_rows(*TEXTS)]).features(_rows(*TEXTS)).toarray()
    words = WordFrequencies.of([_rows(*TEXTS)]).features(_rows(*TEXTS)).toarray()
    np.testing.assert_allclose(made[:, : words.shape[1]], words * np.sqrt(0.5), atol=1e-6)
    np.testing.assert_allclose(np.square(made[0]).sum(), 1.0, atol=1e-6)


def test_wording_is_kept_and_loaded_whole() -> None:
    made = Wording.of(lambda: [_rows(*TEXTS)])
    again = Wording.load(dict(made.state()))
    assert (made.features(_rows(*TEXTS)).toarray() == again.features(_rows(*TEXTS)).toarray()).all()


def test_wording_of_nothing_makes_nothing_of_any_text() -> None:
    assert Wording.load({}).features(_rows("a", "b")).nnz == 0
