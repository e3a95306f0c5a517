"""Sentences are found in most scripts, and nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.modalities.text.sentences import sentences


@given(st.text(alphabet=st.characters(codec=None)) | st.text(alphabet="aB. \n!?。」とって1)\"'", max_size=60))
def test_sentences_joined_are_the_text_again(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.text(alphabet="aB. \n!?。」1", max_size=60))
def test_no_sentence_is_without_words_where_the_text_has_some(text: str) -> None:
    found = sentences(text)
    assert all(piece for piece in found)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It rained. We stayed in.", 2),
        ("“Is it late?” she asked. It was.", 2),
        ("Dr. Smith met J. R. Jones at 3 p.m. on Monday.", 1),
        ("See Fig. 3 for more, e.g. The map.", 1),
        ("Am 3. Oktober war Feiertag. Es regnete.", 2),
        ("1. Open the lid.\n2. Close it.", 2),
        ("It cost 3.50 euros. Really?! Yes…", 3),
        ("今日は雨です。明日も雨！本当？はい。", 4),
        ("「行くの？」と彼は言った。私も行く。", 2),
        ("यह एक वाक्य है। यह दूसरा है।", 2),
        ("هل تمطر؟ نعم، إنها تمطر.", 2),
        ("A heading\n\nA line below it", 2),
        ("all small here. no capital at all. still three.", 3),
        ("", 0),
        ("   ", 1),
    ],
)
def test_a_text_has_so_many_sentences(text: str, number: int) -> None:
    assert len(sentences(text)) == number, sentences(text)


@pytest.mark.parametrize("sign", [".", " ", "\n", ")", "。", ". ", "a.", ".)", "1. "])
def test_a_long_run_of_one_sign_takes_no_longer_than_its_length(sign: str) -> None:
    assert "".join(sentences(sign * 200_000)) == sign * 200_000
