from __future__ import annotations

import math
from typing import Any

import pytest
import torch
import transformers

from tests.engine.parts.texts import encoder_of, samples_of
from workbench.engine.contracts import Batch, TextPreview
from workbench.engine.pretext.next_word import NextWord, NextWordSettings

_TEXTS = ["the moth walks under seven green stones", "seven moths seldom walk under the rain", "rain"] * 4


def _task() -> NextWord:
    return NextWord(encoder_of(_TEXTS, name="gpt_mini"), NextWordSettings())


def _batch(texts: list[str]) -> Batch:
    return Batch(
        samples=samples_of(texts),
        views=(),
        rows=torch.arange(len(texts)),
        generator=torch.Generator().manual_seed(0),
    )


@torch.no_grad()
def test_the_loss_is_that_of_hugging_faces_own_model_with_the_same_weights() -> None:
    task, batch = _task().eval(), _batch(_TEXTS)
    oracle: Any = transformers.LlamaForCausalLM(task.encoder.config)
    oracle.eval()
    oracle.model.load_state_dict(task.encoder.network.state_dict())
    oracle.tie_weights()
    tokens = task.encoder.tokens(batch.samples)
    labels = tokens.ids.masked_fill(~tokens.mask, -100)
    expected = oracle(input_ids=tokens.ids, attention_mask=tokens.mask.long(), labels=labels).loss
    torch.testing.assert_close(task(batch).loss, expected, atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_a_later_word_changes_no_guess_before_it() -> None:
    task = _task().eval()
    tokens = task.encoder.tokens(samples_of(["the moth walks under seven green stones"]))
    changed = tokens.ids.clone()
    changed[0, 5] = tokens.ids[0, 2]
    before = task.encoder.run(tokens.ids, tokens.mask)
    after = task.encoder.run(changed, tokens.mask)
    torch.testing.assert_close(before[:, :5], after[:, :5])
    assert not torch.allclose(before[:, 5], after[:, 5])


@torch.no_grad()
def test_shorter_texts_beside_it_change_nothing_of_a_texts_loss() -> None:
    task = _task().eval()
    alone, beside = task(_batch(["rain"])).loss, task(_batch(["rain", "rain", _TEXTS[0]])).loss
    long = task(_batch([_TEXTS[0]])).loss
    num_short, num_long = (len(task.encoder.cut(samples_of([text]))[0]) + 1 for text in ("rain", _TEXTS[0]))
    expected = (2 * num_short * alone + num_long * long) / (2 * num_short + num_long)
    torch.testing.assert_close(beside, expected)


@torch.no_grad()
def test_bits_per_byte_are_the_bits_of_all_guesses_over_the_bytes_of_the_texts() -> None:
    task, texts = _task().eval(), ["ein Käfer 🐞", " seven moths"]
    output = task(_batch(texts))
    asked = sum(len(ids) + 1 for ids in task.encoder.cut(samples_of(texts)))
    num_bytes = sum(len(text.encode()) for text in texts)
    expected = output.loss.item() * asked / math.log(2) / num_bytes
    assert output.metrics["bits_per_byte"].item() == pytest.approx(expected, rel=1e-5)


@torch.no_grad()
def test_a_network_that_says_every_token_is_as_likely_has_the_perplexity_of_its_vocabulary() -> None:
    task = _task().train()
    task.encoder.embedding.zero_()
    metrics = task(_batch(_TEXTS)).metrics
    assert metrics["perplexity"].item() == pytest.approx(len(task.encoder.embedding), rel=1e-4)
    assert metrics["baseline"].item() < metrics["perplexity"].item()
    assert metrics["skill"].item() < 0


def test_a_network_that_reads_both_ways_is_refused() -> None:
    refused = NextWord.refusal(encoder_of(_TEXTS), NextWordSettings())
    assert "left to right" in refused
    assert refused.endswith(".")


def test_empty_texts_are_borne() -> None:
    loss = _task()(_batch(["", "rain"])).loss
    loss.backward()
    assert loss.isfinite()


@torch.no_grad()
def test_the_preview_hides_the_second_half_and_marks_the_guess_for_each_of_its_words() -> None:
    for text, covered, guessed in _task().eval().preview(_batch(_TEXTS[:2]), trained=True).rows:
        assert isinstance(text, TextPreview)
        assert isinstance(covered, TextPreview)
        assert isinstance(guessed, TextPreview)
        assert text.text == covered.text
        assert covered.spans[-1].mark == "hidden"
        assert text.text.startswith(covered.spans[0].text)
        assert guessed.text.startswith(covered.spans[0].text.rstrip())
        assert {span.mark for span in guessed.spans} & {"right", "wrong"}


def test_a_network_that_knows_a_text_by_heart_guesses_its_words_right() -> None:
    task, text = _task(), "the moth walks under seven green stones"
    optimizer = torch.optim.AdamW(task.parameters(), lr=2e-3)
    for _ in range(40):
        loss = task(_batch([text] * 2)).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        ((_, _, guessed),) = task.eval().preview(_batch([text]), trained=True).rows
    assert isinstance(guessed, TextPreview)
    assert guessed.text == text
    assert {span.mark for span in guessed.spans} == {"", "right"}
