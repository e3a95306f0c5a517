"""From texts to tokens and back, for any text; and vocabularies that other libraries made."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Sequence

import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

from workbench.engine.encoders.text import vocabulary
from workbench.engine.encoders.text.vocabulary import FEWEST, Special, Vocabulary

_CPU = torch.device("cpu")
_TEXTS = ("The moth walks under the stone.", "Seven moths, seven stones.", "Über den Fluß", "日本語の文 日本")
_ANY_TEXT = st.text().filter(lambda text: text == text.encode("utf-8", "ignore").decode())


@pytest.fixture(scope="module")
def learnt() -> Vocabulary:
    return Vocabulary.learn(_TEXTS * 3, 400)


@pytest.fixture(scope="module")
def word_pieces() -> Vocabulary:
    """As BERT's."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "moth", "##s", "##ing", "walk", ".", "日"]
    tokenizer = Tokenizer(models.WordPiece({name: i for i, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    return Vocabulary(tokenizer, Special(pad=0, bos=2, eos=3, mask=4, unknown=1, ask=-1, answer=-1))


def _ids(of: Vocabulary, text: str) -> list[int]:
    found: list[int] = of.cut([text.encode()])[0].tolist()
    return found


@given(text=_ANY_TEXT)
@example(text="👩🏽‍🚀 and 🇳🇵")
@example(text="שלום, عالم \u202eabc")
@example(text="你好世界。한국어 ภาษาไทย")
@example(text="[MASK] <s> [PAD]")
@example(text="\r\n\t  two  spaces \n")
def test_any_text_comes_back_with_a_space_in_front(learnt: Vocabulary, text: str) -> None:
    whole = unicodedata.normalize("NFC", text)
    assert learnt.text(_ids(learnt, text)) == (f" {whole}" if whole else "")


@given(text=_ANY_TEXT)
@example(text="👩🏽‍🚀")
def test_its_tokens_one_by_one_are_the_text(learnt: Vocabulary, text: str) -> None:
    ids = _ids(learnt, text)
    pieces = learnt.pieces(ids)
    assert len(pieces) == len(ids)
    assert "".join(pieces) == learnt.text(ids)


@given(ids=st.lists(st.integers(0, 380), max_size=12))
def test_so_are_tokens_that_no_text_has(learnt: Vocabulary, ids: Sequence[int]) -> None:
    assert "".join(learnt.pieces(ids)) == learnt.text(ids)


@given(content=st.binary(max_size=40))
def test_bytes_that_are_no_text_are_left_out(learnt: Vocabulary, content: bytes) -> None:
    whole = unicodedata.normalize("NFC", content.decode("utf-8", "ignore"))
    assert learnt.text(learnt.cut([content])[0].tolist()).removeprefix(" ") == whole


def test_a_letter_of_two_tokens_is_given_to_the_last() -> None:
    of_bytes = Vocabulary.of_bytes()
    assert of_bytes.pieces(_ids(of_bytes, "aé")) == [" ", "a", "", "é"]


def test_special_tokens_are_no_text(learnt: Vocabulary) -> None:
    special = learnt.special
    ids = [special.bos, *_ids(learnt, "moth"), special.mask, special.eos, special.pad]
    assert learnt.text(ids) == " moth"
    assert learnt.pieces(ids)[-3:] == ["", "", ""]


def test_what_looks_like_a_special_token_in_a_text_is_text(learnt: Vocabulary) -> None:
    assert not {*_ids(learnt, "[MASK][PAD]")} & {learnt.special.mask, learnt.special.pad}


def test_capitals_are_kept() -> None:
    of_bytes = Vocabulary.of_bytes()
    assert of_bytes.text(_ids(of_bytes, "Moth ÜBER")) == " Moth ÜBER"


def test_common_words_become_one_token(learnt: Vocabulary) -> None:
    assert learnt.pieces(_ids(learnt, "seven moth")) == [" seven", " moth"]


def test_it_never_has_more_tokens_than_wanted_and_never_too_few_for_any_byte() -> None:
    assert len(Vocabulary.learn(_TEXTS * 9, 300)) == 300
    assert len(Vocabulary.learn(_TEXTS * 9, 10)) == FEWEST
    assert len(Vocabulary.of_bytes()) == FEWEST


def test_it_knows_which_tokens_begin_a_word(learnt: Vocabulary) -> None:
    begins = learnt.begins_word(_CPU)[_ids(learnt, "walks otherwise, seven")]
    assert begins.sum() == 3
    assert begins[0]
    assert len(begins) > 3


def test_letters_of_scripts_without_spaces_begin_words() -> None:
    of_bytes = Vocabulary.of_bytes()
    begins = of_bytes.begins_word(_CPU)[_ids(of_bytes, "日é")].tolist()
    assert begins == [True, True, False, False, False, False]  # the space, then three and two bytes


def test_word_pieces_come_back_as_words(word_pieces: Vocabulary) -> None:
    ids = _ids(word_pieces, "The moths walking. 日")
    assert word_pieces.text(ids) == "the moths walking. 日"
    assert word_pieces.pieces(ids) == ["the", " moth", "s", " walk", "ing", ".", " 日"]
    assert word_pieces.begins_word(_CPU)[ids].tolist() == [True, True, False, True, False, True, True]


@given(ids=st.lists(st.integers(0, 11), max_size=8))
def test_any_word_pieces_one_by_one_are_the_text(word_pieces: Vocabulary, ids: list[int]) -> None:
    assert "".join(word_pieces.pieces(ids)) == word_pieces.text(ids)


def test_it_comes_back_from_its_bytes(learnt: Vocabulary) -> None:
    again = Vocabulary.from_tensor(learnt.to_tensor())
    assert again.special == learnt.special
    assert [_ids(again, text) for text in _TEXTS] == [_ids(learnt, text) for text in _TEXTS]
    assert torch.equal(again.to_tensor(), learnt.to_tensor())


def test_bytes_that_are_no_vocabulary_are_refused(learnt: Vocabulary) -> None:
    for content in (learnt.to_tensor()[:-9], torch.zeros(0, dtype=torch.uint8)):
        with pytest.raises(ValueError, match=r"."):
            Vocabulary.from_tensor(content)


def test_copies_share_it(learnt: Vocabulary) -> None:
    assert copy.deepcopy(learnt) is learnt


def test_its_memory_stays_bounded_and_its_answers_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_MOST_REMEMBERED", 3000)
    of_bytes = Vocabulary.of_bytes()
    texts = [f"text {number}".encode() for number in range(30)]
    for first in range(0, 30, 4):
        some = [texts[0], *texts[first : first + 7], texts[0]]
        assert [of_bytes.text(ids.tolist()) for ids in of_bytes.cut(some)] == [f" {t.decode()}" for t in some]
        assert 0 < of_bytes.remembered <= 3000


def test_a_text_is_cut_once(learnt: Vocabulary) -> None:
    first, second = (learnt.cut([b"The same text."])[0] for _ in range(2))
    assert first is second
