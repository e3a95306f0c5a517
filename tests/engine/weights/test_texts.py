"""A folder with a network for texts answers here as it does in transformers, or is refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from torch import Tensor

from tests.engine.weights import folders
from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.weights import identify, load_start
from workbench.jobs import UserError

_every = pytest.mark.parametrize("kind", [*folders.READING_AHEAD, *folders.LEFT_TO_RIGHT])
_TEXT = "The green moths walk under seven stones. 日本"


def _samples(text: str = _TEXT) -> Tensor:
    return torch.from_numpy(np.frombuffer(text.encode(), np.uint8).copy())[None]


def _started(path: Path) -> TextEncoder:
    encoder = load_start(path, identify(path).spec)
    assert isinstance(encoder, TextEncoder)
    return encoder.eval()


def _refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        load_start(path, identify(path).spec)
    assert all(part.endswith(".") for part in caught.value.args)
    return caught.value


@torch.no_grad()
def _expected(folder: Path, text: str = _TEXT) -> Any:
    model = transformers.AutoModel.from_pretrained(folder).eval()
    given = transformers.PreTrainedTokenizerFast.from_pretrained(folder)(text, return_tensors="pt")
    return model(input_ids=given["input_ids"]).last_hidden_state


@_every
@torch.no_grad()
def test_it_answers_as_transformers_does(kind: str, tmp_path: Path) -> None:
    folder = folders.written(tmp_path / "model", kind)
    encoder = _started(folder)
    tokens = encoder.tokens(_samples())
    found = encoder.run(tokens.ids, tokens.mask)
    torch.testing.assert_close(found[tokens.mask][None], _expected(folder), atol=1e-5, rtol=1e-4)
    assert encoder.is_causal == (kind in folders.LEFT_TO_RIGHT)


@_every
def test_it_learns(kind: str, tmp_path: Path) -> None:
    encoder = _started(folders.written(tmp_path, kind)).train()
    encoder(_samples()).pooled[0, 0].backward()
    trained = [value for value in encoder.parameters() if value.requires_grad]
    assert len(trained) > 10
    assert not [value for value in trained if value.grad is None]


@_every
@torch.no_grad()
def test_it_reads_texts_as_long_as_its_context_and_longer(kind: str, tmp_path: Path) -> None:
    encoder = _started(folders.written(tmp_path, kind))
    assert 60 <= encoder.spec.size <= 66
    assert encoder(_samples("moth " * 100)).pooled.isfinite().all()


@pytest.mark.parametrize("kind", ["bert", "gpt2"])
def test_it_comes_back_from_a_run_with_its_vocabulary(kind: str, tmp_path: Path) -> None:
    encoder = _started(folders.written(tmp_path / "model", kind))
    (tmp_path / "run").mkdir()
    checkpoint.save_encoder(tmp_path / "run", encoder, layout=Layout(shape=(64,)), modality="text")
    again = _started(tmp_path / "run")
    assert identify(tmp_path / "run").modality == "text"
    assert again.spec == encoder.spec
    with torch.no_grad():
        assert torch.equal(again.eval()(_samples()).pooled, encoder(_samples()).pooled)


@pytest.mark.parametrize(("kind", "mask"), [("bert", "[MASK]"), ("roberta", "<mask>"), ("gpt2", None)])
def test_special_tokens_are_those_of_the_folder(kind: str, mask: str | None, tmp_path: Path) -> None:
    vocabulary = _started(folders.written(tmp_path, kind)).vocabulary
    names = folders.special_tokens(kind)
    special, number = vocabulary.special, vocabulary.tokenizer.token_to_id
    assert special.bos == number(names.get("cls_token", names.get("bos_token", "")))
    assert special.eos == number(names.get("sep_token", names.get("eos_token", "")))
    assert special.mask == (number(mask) if mask else -1)
    assert (special.ask, special.answer) == (-1, -1)


def test_special_tokens_that_nobody_names_are_found_by_their_usual_names(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    expected = _started(folder).vocabulary.special
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        (folder / name).unlink(missing_ok=True)
    assert _started(folder).vocabulary.special == expected


def test_an_older_folder_with_vocab_txt_is_read(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    numbers = folders.tokenizer("bert").get_vocab()
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}', encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(sorted(numbers, key=lambda name: numbers[name])), "utf-8")
    vocabulary = _started(folder).vocabulary
    assert vocabulary.special.bos == numbers["[CLS]"]
    assert vocabulary.text(vocabulary.cut([b"Seven stones"])[0].tolist()) == "seven stones"


def test_an_older_folder_with_merges_is_read(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "gpt2")
    folders.tokenizer("gpt2").model.save(str(folder))
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").unlink()
    vocabulary = _started(folder).vocabulary
    assert vocabulary.special.bos == vocabulary.tokenizer.token_to_id("<|endoftext|>")
    assert vocabulary.text(vocabulary.cut(["Über 日本".encode()])[0].tolist()) == "Über 日本"


def test_bin_files_and_weights_in_several_files_are_read(tmp_path: Path) -> None:
    folder = folders.written(tmp_path / "one", "bert")
    expected = _started(folder).state_dict()
    model = transformers.AutoModelForMaskedLM.from_pretrained(folder)
    model.save_pretrained(folder, max_shard_size="20KB")
    assert (folder / "model.safetensors.index.json").is_file()
    (folder / "model.safetensors").unlink(missing_ok=True)
    several = _started(folder).state_dict()
    for path in folder.glob("model*"):
        path.unlink()
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    as_bin = _started(folder).state_dict()
    for key, value in expected.items():
        if "pooler" not in key:
            assert torch.equal(several[key], value), key
            assert torch.equal(as_bin[key], value), key


def test_the_weights_file_itself_means_its_folder(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    assert identify(folder / "model.safetensors").spec == identify(folder).spec


@pytest.mark.parametrize("inner", ["", "0_Transformer"])
@torch.no_grad()
def test_a_folder_of_sentence_transformers_is_read(inner: str, tmp_path: Path) -> None:
    folder = folders.written(tmp_path / inner, "bert")
    parts = [{"idx": 0, "name": "0", "path": inner, "type": "sentence_transformers.models.Transformer"}]
    (tmp_path / "modules.json").write_text(json.dumps(parts), encoding="utf-8")
    encoder = _started(tmp_path)
    tokens = encoder.tokens(_samples())
    found = encoder.run(tokens.ids, tokens.mask)[tokens.mask][None]
    torch.testing.assert_close(found, _expected(folder), atol=1e-5, rtol=1e-4)


def test_what_a_run_wrote_for_others_is_a_start_too(tmp_path: Path) -> None:
    made = build(EncoderSpec(name="gpt_mini", size=64, vocabulary=300)).eval()
    assert isinstance(made, TextEncoder)
    made.save_native(tmp_path)
    encoder = _started(tmp_path)
    assert encoder.vocabulary.special == made.vocabulary.special
    with torch.no_grad():
        torch.testing.assert_close(encoder(_samples()).pooled, made(_samples()).pooled)


@pytest.mark.parametrize("kind", ["t5", "bart"])
def test_networks_that_turn_texts_into_texts_are_refused(kind: str, tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    described = transformers.AutoConfig.for_model(kind).to_dict()
    (folder / "config.json").write_text(json.dumps(described), encoding="utf-8")
    assert "turns one text into another" in _refusal(folder).why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"model_type": "never-heard-of"}, "never-heard-of"),
        ({"model_type": "own", "auto_map": {"AutoModel": "own.Own"}}, "program code of its own"),
        ({"quantization_config": {"bits": 4}}, "few bits"),
        ({"model_type": "clip", "vocab_size": 9}, "more than texts"),
        ({"hidden_size": "wide"}, "does not fit"),
        ({"num_attention_heads": 5}, "cannot be built"),
        ({"intermediate_size": 52}, "of other sizes"),
        ({"num_hidden_layers": 3}, "They lack"),
        ({"vocab_size": 50}, "tokens, its network 50"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    changes: dict[str, Any], why: str, tmp_path: Path
) -> None:
    folder = folders.written(tmp_path, "bert")
    folders.described(folder, **changes)
    assert why in _refusal(folder).why


def test_a_network_with_a_narrow_table_of_tokens_is_refused(tmp_path: Path) -> None:
    assert "narrower" in _refusal(folders.written(tmp_path, "electra", embedding_size=16)).why


def test_a_folder_without_a_tokenizer_is_told(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    (folder / "tokenizer.json").unlink()
    error = _refusal(folder)
    assert "no tokenizer" in error.why
    assert "Save its tokenizer" in error.todo


def test_a_damaged_tokenizer_is_told(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")
    assert "tokenizer cannot be read" in _refusal(folder).why


def test_a_folder_without_weights_is_told(tmp_path: Path) -> None:
    folder = folders.written(tmp_path, "bert")
    (folder / "model.safetensors").unlink()
    assert "no model.safetensors" in _refusal(folder).why


def test_a_folder_for_pictures_is_still_read_as_one(tmp_path: Path) -> None:
    described = transformers.ResNetConfig(
        depths=[2, 2, 2, 2], layer_type="basic", hidden_sizes=[64, 128, 256, 512]
    )
    transformers.ResNetModel(described).save_pretrained(tmp_path)
    found = identify(tmp_path)
    assert (found.spec.name, found.modality) == ("resnet18", "image")
