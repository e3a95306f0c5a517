"""What encoders of texts promise beyond what all do, held against transformers itself."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path

import huggingface_hub
import numpy as np
import pytest
import torch
import transformers
from huggingface_hub.errors import OfflineModeIsEnabled

from tests.engine import tiny
from tests.processes import LIMIT_SECONDS
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.windows import by_length

_both = pytest.mark.parametrize("name", ["text_mini", "gpt_mini"])


def _encoder(name: str = "text_mini", context: int = 64) -> TextEncoder:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name=name, size=context, vocabulary=300))
    assert isinstance(encoder, TextEncoder)
    return encoder.eval()


def _samples(*texts: str) -> torch.Tensor:
    contents = [text.encode() for text in texts]
    rows = np.zeros((len(texts), max(1, *map(len, contents))), np.uint8)
    for row, content in zip(rows, contents, strict=True):
        row[: len(content)] = np.frombuffer(content, np.uint8)
    return torch.from_numpy(rows)


def _texts(number: int, longest: int = 12) -> list[str]:
    draw = np.random.default_rng(0)
    return [tiny.random_text(draw, int(draw.integers(1, longest)))[: 5 * longest] for _ in range(number)]


@_both
@torch.no_grad()
def test_it_computes_what_transformers_computes(name: str) -> None:
    encoder = _encoder(name)
    tokens = encoder.tokens(_samples("A moth.", "Seven stones under the green river."))
    expected = encoder.network(input_ids=tokens.ids, attention_mask=tokens.mask.long()).last_hidden_state
    found = encoder.run(tokens.ids, tokens.mask)
    torch.testing.assert_close(found[tokens.mask], expected[tokens.mask])
    assert not found[~tokens.mask].any()


@_both
@torch.no_grad()
def test_what_is_beside_a_text_in_a_batch_changes_nothing(name: str) -> None:
    encoder, texts = _encoder(name), _texts(24)
    together = encoder(_samples(*texts)).pooled
    alone = torch.cat([encoder(_samples(text)).pooled for text in texts])
    torch.testing.assert_close(together, alone, atol=1e-5, rtol=1e-4)


def test_texts_of_like_length_run_together_each_once() -> None:
    lengths = torch.randint(1, 200, (40,), generator=torch.Generator().manual_seed(0))
    groups = by_length(torch.arange(200)[None] < lengths[:, None])
    assert len(groups) > 2
    assert torch.cat([rows for rows, _ in groups]).sort().values.tolist() == list(range(40))
    assert all(lengths[rows].max() <= needed for rows, needed in groups)


def test_on_a_processor_no_text_is_longer_than_the_longest() -> None:
    encoder = _encoder()
    texts = [np.arange(10, 10 + number, dtype=np.int32) for number in (3, 9)]
    assert encoder.pack(texts, torch.device("cpu")).ids.shape == (2, 11)


@pytest.mark.parametrize(("name", "sees_ahead"), [("text_mini", True), ("gpt_mini", False)])
@torch.no_grad()
def test_only_who_reads_both_ways_sees_ahead(name: str, sees_ahead: bool) -> None:
    encoder = _encoder(name)
    first, second = (encoder(_samples(f"A moth walks {end}")).tokens[0, :8] for end in ("on", "by"))
    assert torch.equal(first, second) != sees_ahead
    assert encoder.is_causal != sees_ahead


@torch.no_grad()
def test_a_long_text_is_read_in_windows_each_by_its_weight() -> None:
    encoder = _encoder(context=32)
    long, short = "seven moths " * 9, "a stone"
    encoded = encoder(_samples(long, short))
    ids = encoder.cut(_samples(long))[0]
    windows = [encoder.pack([ids[at : at + 30]], torch.device("cpu")) for at in range(0, len(ids), 30)]
    hidden = [encoder.run(window.ids, window.mask) for window in windows]
    own = torch.cat([made[window.inside] for made, window in zip(hidden, windows, strict=True)])
    torch.testing.assert_close(encoded.pooled[0], own.mean(0), atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(encoded.pooled[1], encoder(_samples(short)).pooled[0], atol=1e-5, rtol=1e-4)
    real = torch.cat([made[window.mask] for made, window in zip(hidden, windows, strict=True)])
    torch.testing.assert_close(encoded.tokens[0][encoded.mask[0]], real, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_a_very_long_text_is_read_up_to_a_limit() -> None:
    encoded = _encoder(context=16)(_samples("moth " * 400))
    assert encoded.mask.sum() == 16 * 16


@_both
@torch.no_grad()
def test_an_empty_text_has_an_embedding(name: str) -> None:
    assert _encoder(name)(_samples("", "moth")).pooled.isfinite().all()


def test_pooled_is_the_mean_of_a_texts_own_tokens() -> None:
    encoder, samples = _encoder(), _samples("A moth.", "Seven stones.")
    tokens = encoder.tokens(samples)
    hidden = torch.randn(*tokens.ids.shape, encoder.width)
    expected = torch.stack([row[own].mean(0) for row, own in zip(hidden, tokens.inside, strict=True)])
    torch.testing.assert_close(encoder.pooled(hidden, tokens), expected)
    assert tokens.mask.sum(1).tolist() == (tokens.inside.sum(1) + 2).tolist()


def test_a_stretch_of_a_longer_text_is_drawn_by_the_generator() -> None:
    encoder, samples = _encoder(context=16), _samples("abcdefghijklmnopqrstuvwxyz", "short")
    whole = encoder.vocabulary.text(encoder.cut(samples)[0].tolist())
    drawn = []
    for seed in (0, 0, 1, 2):
        tokens = encoder.tokens(samples, torch.Generator().manual_seed(seed))
        stretch, short = (encoder.vocabulary.text(row.tolist()) for row in tokens.ids)
        assert (stretch in whole, len(stretch), short) == (True, 14, " short")
        drawn.append(stretch)
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) > 1
    assert encoder.vocabulary.text(encoder.tokens(samples).ids[0].tolist()) == whole[:14]


def test_words_begin_at_a_stretchs_first_token_and_behind_spaces() -> None:
    tokens = _encoder().tokens(_samples("a moth"))
    assert tokens.begins[0].nonzero().flatten().tolist() == [1, 3]  # bos, space, a, space, m, o, t, h
    assert not (tokens.begins & ~tokens.inside).any()


def test_a_vocabulary_is_learnt_from_the_samples_it_is_given() -> None:
    encoder, samples = _encoder(), _samples(*["the green moth"] * 4)
    encoder.learn_input(lambda most: (samples[:2], samples[2:most]))
    assert encoder.vocabulary.pieces(encoder.cut(samples)[0].tolist()) == [" the", " green", " moth"]


def test_copies_share_the_vocabulary_and_nothing_else() -> None:
    encoder = _encoder()
    twin = copy.deepcopy(encoder)
    assert twin.vocabulary is encoder.vocabulary
    assert not {id(value) for value in twin.parameters()} & {id(value) for value in encoder.parameters()}


def test_its_weights_carry_the_vocabulary() -> None:
    encoder, other, samples = _encoder(), _encoder(), _samples("the green moth", "the green river")
    encoder.learn_input(lambda _most: (samples,))
    other.load_state_dict(encoder.state_dict())
    assert [ids.tolist() for ids in other.cut(samples)] == [ids.tolist() for ids in encoder.cut(samples)]


@_both
@torch.no_grad()
def test_its_native_format_opens_with_transformers_and_answers_the_same(name: str, tmp_path: Path) -> None:
    encoder, text = _encoder(name), "The green moth seldom walks."
    encoder.learn_input(lambda _most: (_samples(text, "Seven."),))
    encoder.save_native(tmp_path)
    model = transformers.AutoModel.from_pretrained(tmp_path).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path)
    given = tokenizer(text, return_tensors="pt")
    ids = encoder.cut(_samples(text))[0].tolist()
    assert given["input_ids"][0].tolist() == [1, *ids, 2][: len(ids) + 2 - encoder.is_causal]
    hidden = model(**given).last_hidden_state
    torch.testing.assert_close(hidden[0, 1 : len(ids) + 1].mean(0), encoder(_samples(text)).pooled[0])
    assert tokenizer.mask_token == "[MASK]"
    assert tokenizer.model_max_length == encoder.spec.size


def test_nothing_is_asked_of_the_net() -> None:
    _encoder()
    with pytest.raises(OfflineModeIsEnabled):
        huggingface_hub.HfApi().model_info("any/model")


def test_who_has_pictures_does_not_wait_for_transformers() -> None:
    lines = (
        "import sys",
        "from workbench.engine.encoders import EncoderSpec, build",
        "from workbench.engine.pretext import pretext_tasks",
        "pretext_tasks.names()",
        "build(EncoderSpec(name='small_residual', channels=3, size=32))",
        "sys.exit('transformers' in sys.modules)",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False, timeout=LIMIT_SECONDS)
    assert done.returncode == 0
