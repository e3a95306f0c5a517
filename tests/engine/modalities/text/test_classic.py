from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.text import classic
from workbench.engine.modalities.text.classic import WordFrequencies, letter_shares, words_of

TEXTS = (
    "The old film is good, is it not?",
    "A film that is not good!",
    "Good old days 😀 😀",
    "Das Wetter ist gut",
    "ist das Wetter gut",
    "",
)


def _rows(*texts: str) -> UInt8Array:
    rows = np.zeros((len(texts), 64), np.uint8)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text.encode())] = np.frombuffer(text.encode(), np.uint8)
    return rows


def test_it_is_the_tf_idf_of_scikit_learn() -> None:
    vectorizer = TfidfVectorizer(
        sublinear_tf=True, ngram_range=(1, 2), min_df=2, token_pattern=r"\w+|[^\w\s]"
    )
    expected = vectorizer.fit_transform(TEXTS).toarray()
    made = WordFrequencies.of([_rows(*TEXTS[:2]), _rows(*TEXTS[2:])])
    place = [made.terms.index(term) for term in vectorizer.get_feature_names_out()]
    assert len(made.terms) == len(place)
    np.testing.assert_allclose(made.features(_rows(*TEXTS)).toarray()[:, place], expected, atol=1e-6)


def test_words_of_languages_without_spaces_are_letters_and_pairs() -> None:
    assert words_of("東京へ行く") == ["東", "京", "へ", "行", "く"]
    assert "東 京" in WordFrequencies.of([_rows("東京へ", "東京の")]).terms


def test_signs_of_vowels_stay_with_their_letters() -> None:
    assert words_of("नमस्ते दुनिया") == ["नमस्ते", "दुनिया"]


def test_the_terms_of_most_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classic, "MOST_TERMS", 2)
    assert set(WordFrequencies.of([_rows("a b", "a c", "a b", "c a", "a b")]).terms) == {"a", "b"}


def test_a_pool_without_a_common_word_gives_one_column_of_nothing() -> None:
    made = WordFrequencies.of([_rows("one", "two")])
    again = WordFrequencies.load(made.state())
    assert again.features(_rows("one", "")).toarray().tolist() == [[0.0], [0.0]]


def test_counting_ends_after_enough_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classic, "_MOST_BYTES", 6)
    assert set(WordFrequencies.of([_rows("aa", "aa"), _rows("b", "b"), _rows("c", "c")]).terms) == {"aa", "b"}


def test_a_state_that_does_not_fit_is_refused() -> None:
    state = dict(WordFrequencies.of([_rows(*TEXTS)]).state())
    state["weights"] = state["weights"][1:]
    with pytest.raises(ValueError, match="weights"):
        WordFrequencies.load(state)


def test_letter_shares_count_letters_and_not_the_end() -> None:
    shares = letter_shares(_rows("aaab", ""))
    assert shares[0, ord("a")] == pytest.approx(0.75**0.5)
    assert shares[0, 0] == 0
    assert not shares[1].any()
