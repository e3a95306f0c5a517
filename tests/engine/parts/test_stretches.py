from __future__ import annotations

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from tests.engine.parts.texts import encoder_of, samples_of
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.vocabulary import Special, Vocabulary
from workbench.engine.parts import stretches

_TEXTS = [
    "the moth walks",
    "Ein Käfer läuft über Öl 🐞, schnell.",
    " begins with a space",
    "日本語\n\nline",
    "x",
]


def _drawn(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return encoder_of(_TEXTS, name="gpt_mini")


def test_of_a_whole_text_all_tokens_and_its_end_are_asked(encoder: TextEncoder) -> None:
    read = stretches.drawn(encoder, samples_of(_TEXTS), _drawn())
    for ids, asked, cut in zip(read.tokens.ids, read.asked, encoder.cut(samples_of(_TEXTS)), strict=True):
        assert ids[asked].tolist() == [*cut.tolist(), encoder.vocabulary.special.eos]


def test_the_bytes_of_whole_texts_are_counted_exactly(encoder: TextEncoder) -> None:
    read = stretches.drawn(encoder, samples_of(_TEXTS), _drawn())
    assert read.num_bytes == pytest.approx(sum(len(text.encode()) for text in _TEXTS))


def test_another_kind_of_vocabulary_counts_them_exactly_too(encoder: TextEncoder) -> None:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    names = ["[PAD]", "[BOS]", "[EOS]", "[MASK]", "[UNK]", "[ASK]", "[ANSWER]"]
    tokenizer.train_from_iterator(
        _TEXTS, trainer=trainers.WordPieceTrainer(vocab_size=200, special_tokens=names)
    )
    other = encoder_of(_TEXTS, name="gpt_mini")
    other.vocabulary = Vocabulary(tokenizer, Special())
    read = stretches.drawn(other, samples_of(_TEXTS), _drawn())
    assert read.num_bytes == pytest.approx(sum(len(text.encode()) for text in _TEXTS))


def test_of_a_long_text_a_stretch_is_read_that_is_another_each_time() -> None:
    encoder = encoder_of(["ab"], name="gpt_mini", context=64)  # every letter is a token
    text = "".join(chr(ord("a") + number % 26) for number in range(500))
    seen = set()
    for seed in range(10):
        read = stretches.drawn(encoder, samples_of([text]), _drawn(seed))
        own = encoder.vocabulary.text(read.tokens.ids[0].tolist()).strip()
        assert own in text
        assert read.tokens.inside.sum() == 62
        assert read.num_bytes == pytest.approx(read.asked.sum().item(), abs=1)
        seen.add(own)
    assert len(seen) > 5


def test_a_stretch_from_the_midst_of_a_text_asks_neither_for_its_first_token_nor_for_an_end() -> None:
    encoder = encoder_of(["ab"], name="gpt_mini", context=64)
    read = stretches.drawn(encoder, samples_of(["ab" * 400] * 20), _drawn())
    eos = encoder.vocabulary.special.eos
    assert not (read.asked & (read.tokens.ids == eos)).any()
    assert not read.asked[:, 1].any()
    assert read.asked[:, 2:63].all()


def test_the_end_of_a_long_text_is_read_too() -> None:
    encoder = encoder_of(["ab"], name="gpt_mini", context=64)
    read = stretches.drawn(encoder, samples_of(["ab" * 35] * 60), _drawn())
    is_end = (read.asked & (read.tokens.ids == encoder.vocabulary.special.eos)).any(1)
    assert 0 < is_end.sum() < 60
