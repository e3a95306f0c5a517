"""Folders of transformers with tiny random networks for texts, as its own `save_pretrained` writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers

_TEXTS = ("The green moth walks under the stone.", "Seven moths, seven stones.", "Über den Fluß 日本")
_SMALL = {
    "vocab_size": 320, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
    "intermediate_size": 48, "max_position_embeddings": 66,
}  # fmt: skip
_LIKE_BERT = ("bert", "distilbert", "electra", "mpnet")
READING_AHEAD = (
    "bert",
    "roberta",
    "distilbert",
    "modernbert",
    "xlm-roberta",
    "mpnet",
    "electra",
    "deberta-v2",
)
LEFT_TO_RIGHT = ("gpt2", "llama", "qwen2", "opt", "gpt_neox", "mistral")
_PADDING_SECOND = {"pad_token_id": 1, "bos_token_id": 0}
_OTHERWISE: dict[str, dict[str, Any]] = {
    "distilbert": {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 48},
    "electra": {"embedding_size": 32},
    "gpt2": {"n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 66},
    "mpnet": _PADDING_SECOND,
    "roberta": _PADDING_SECOND,
    "xlm-roberta": _PADDING_SECOND,
    "mistral": {"num_key_value_heads": 2},
    "qwen2": {"num_key_value_heads": 2},
    "opt": {"ffn_dim": 48, "word_embed_proj_dim": 32},
}


def special_tokens(kind: str) -> dict[str, str]:
    """What the family calls them."""
    if kind in _LIKE_BERT:
        return {
            "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]",
            "mask_token": "[MASK]",
        }  # fmt: skip
    if kind in LEFT_TO_RIGHT:
        return {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>"}
    return {"pad_token": "<pad>", "bos_token": "<s>", "eos_token": "</s>", "mask_token": "<mask>"}


def config(kind: str, **changes: Any) -> Any:
    """A tiny network of that kind."""
    numbers = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
    settings = {**_SMALL, **numbers, **_OTHERWISE.get(kind, {})}
    if kind == "modernbert":
        settings |= {"cls_token_id": 1, "sep_token_id": 2}
    return transformers.AutoConfig.for_model(kind, **{**settings, **changes})


def tokenizer(kind: str) -> Tokenizer:
    """Word pieces for BERT's family, bytes for all others."""
    special = list(dict.fromkeys(special_tokens(kind).values()))
    if _OTHERWISE.get(kind) is _PADDING_SECOND:
        special[:2] = special[1::-1]
    if kind in _LIKE_BERT:
        made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        pieces = trainers.WordPieceTrainer(vocab_size=200, special_tokens=special, show_progress=False)
        made.train_from_iterator(_TEXTS, pieces)
        return made
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=special, show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
    )  # fmt: skip
    made.train_from_iterator(_TEXTS, trainer)
    return made


def written(folder: Path, kind: str, *, model: Any = None, **changes: Any) -> Path:
    """A folder with a network of that kind, its head and its tokenizer; `changes` to its configuration."""
    torch.manual_seed(0)
    if model is None:
        described = config(kind, **changes)
        head: Any = (
            transformers.AutoModelForCausalLM if kind in LEFT_TO_RIGHT else transformers.AutoModelForMaskedLM
        )
        model = head.from_config(described)
    model.save_pretrained(folder)
    made = tokenizer(kind)
    names = special_tokens(kind)
    first, last = (
        names.get(a, names.get(b, "")) for a, b in (("cls_token", "bos_token"), ("sep_token", "eos_token"))
    )
    made.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        special_tokens=[(name, made.token_to_id(name)) for name in dict.fromkeys((first, last))],
    )
    fast: Any = transformers.PreTrainedTokenizerFast
    fast(tokenizer_object=made, **names).save_pretrained(folder)
    return folder


def described(folder: Path, **changes: Any) -> None:
    """Change a folder's config.json."""
    path = folder / "config.json"
    found = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(found), encoding="utf-8")
