from __future__ import annotations

import math
from typing import Any

import pytest
import torch
import transformers
from torch import Tensor

from tests.engine import tiny
from tests.engine.parts.texts import encoder_of, samples_of
from workbench.engine.contracts import Batch, TextPreview
from workbench.engine.encoders.text.vocabulary import Special, Vocabulary
from workbench.engine.parts import words
from workbench.engine.pretext.missing_words import MissingWords, MissingWordsSettings

_TEXTS = ["the moth walks under seven green stones", "seven moths seldom walk under the rain", "rain"] * 4


def _task(**settings: float) -> MissingWords:
    encoder = encoder_of(_TEXTS)
    torch.manual_seed(1)
    return MissingWords(encoder, MissingWordsSettings(**settings))  # type: ignore[arg-type]


def _batch(texts: list[str], seed: int = 0) -> Batch:
    return Batch(
        samples=samples_of(texts),
        views=(),
        rows=torch.arange(len(texts)),
        generator=torch.Generator().manual_seed(seed),
    )


def _drawn(task: MissingWords, batch: Batch, seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Token numbers, mask, what is hidden, what the network sees, as `forward` draws them: (B, T) each."""
    generator = torch.Generator().manual_seed(seed)
    tokens = task.encoder.tokens(batch.samples, generator)
    hidden = words.hide(tokens, task.settings.hidden_share, generator, whole_words=task.settings.whole_words)
    seen = words.damage(tokens.ids, hidden, task.encoder.vocabulary, generator)
    return tokens.ids, tokens.mask, hidden, seen


@torch.no_grad()
def test_the_loss_is_that_of_hugging_faces_own_model_with_the_same_weights() -> None:
    task = _task().eval()
    task.bias.normal_()
    task.transform.get_parameter("2.weight").normal_()
    oracle: Any = transformers.ModernBertForMaskedLM(task.encoder.config)
    oracle.eval()
    oracle.model.load_state_dict(task.encoder.network.state_dict())
    oracle.head.dense.load_state_dict(task.transform[0].state_dict())
    oracle.head.norm.load_state_dict(task.transform[2].state_dict())
    oracle.decoder.bias.copy_(task.bias)
    batch = _batch(_TEXTS)
    ids, mask, hidden, seen = _drawn(task, batch)
    labels = ids.masked_fill(~hidden, -100)
    expected = oracle(input_ids=seen, attention_mask=mask.long(), labels=labels).loss
    torch.testing.assert_close(task(batch).loss, expected, atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_what_is_hidden_is_not_known_to_the_network() -> None:
    task = _task().eval()
    batch = _batch(_TEXTS[:2])
    ids, mask, hidden, _ = _drawn(task, batch)
    masked = ids.masked_fill(hidden, task.encoder.vocabulary.special.mask)
    others = torch.where(hidden, ids.roll(1, 0), ids)
    again = others.masked_fill(hidden, task.encoder.vocabulary.special.mask)
    assert torch.equal(task.encoder.run(masked, mask), task.encoder.run(again, mask))


@torch.no_grad()
def test_before_it_has_learnt_anything_it_guesses_by_frequency_and_has_no_skill() -> None:
    task = _task().train()
    task.encoder.embedding.zero_()
    metrics = task(_batch(_TEXTS)).metrics
    assert metrics["skill"].item() == pytest.approx(0, abs=1e-5)
    assert metrics["perplexity"].item() == pytest.approx(metrics["baseline"].item(), rel=1e-4)
    assert metrics["baseline"].item() < len(task.encoder.embedding) / 3


@torch.no_grad()
def test_only_training_counts_how_often_tokens_occur() -> None:
    task = _task()
    batch = _batch(_TEXTS)
    task.eval()(batch)
    assert not task.frequencies.counts.any()
    task.train()(batch)
    assert task.frequencies.counts.sum() == sum(len(ids) for ids in task.encoder.cut(batch.samples))


def test_a_text_of_one_token_and_an_empty_one_are_borne() -> None:
    loss = _task()(_batch(["rain", ""])).loss
    loss.backward()
    assert loss.isfinite()
    assert _task()(_batch(["", ""])).loss.item() == 0


def test_other_words_are_hidden_at_every_step() -> None:
    task, batch = _task(), _batch(_TEXTS[:2])
    assert not torch.equal(_drawn(task, batch, 0)[2], _drawn(task, batch, 1)[2])


def test_a_network_that_reads_from_left_to_right_is_refused() -> None:
    refused = MissingWords.refusal(encoder_of(_TEXTS, name="gpt_mini"), MissingWordsSettings())
    assert "both ways" in refused
    assert refused.endswith(".")


def test_a_vocabulary_without_a_mask_is_refused() -> None:
    encoder = encoder_of(_TEXTS)
    encoder.vocabulary = Vocabulary(encoder.vocabulary.tokenizer, Special(mask=-1))
    assert "missing word" in MissingWords.refusal(encoder, MissingWordsSettings())


@torch.no_grad()
def test_the_preview_hides_words_and_marks_each_guess() -> None:
    task = _task().eval()
    for text, covered, guessed in task.preview(_batch(_TEXTS[:2]), trained=True).rows:
        assert isinstance(text, TextPreview)
        assert isinstance(covered, TextPreview)
        assert isinstance(guessed, TextPreview)
        assert text.text == covered.text
        assert {span.mark for span in covered.spans} == {"", "hidden"}
        assert {span.mark for span in guessed.spans} & {"right", "wrong"}


def test_it_learns_more_than_frequencies_where_words_follow_from_others() -> None:
    pairs = ["red rose", "blue sky", "green leaf", "white snow"] * 6
    encoder = encoder_of(pairs)
    task = MissingWords(encoder, MissingWordsSettings())
    optimizer = torch.optim.AdamW(task.parameters(), lr=2e-3)
    for seed in range(60):
        loss = task(_batch(pairs, seed)).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    metrics = task.eval()(_batch(pairs)).metrics
    assert metrics["skill"].item() > 0.5
    assert metrics["perplexity"].item() == pytest.approx(math.exp(task(_batch(pairs)).loss.item()), rel=1e-4)


def test_its_numbers_are_those_of_a_run_that_was_begun_anew() -> None:
    first, second = tiny.make_trainer("missing_words"), tiny.make_trainer("missing_words")
    for trainer in (first, second):
        trainer.try_step()
    assert tiny.same(first.state_dict()["task"], second.state_dict()["task"])
