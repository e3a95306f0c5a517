"""A folder in Hugging Face's format with a network that reads texts: BERT, RoBERTa, GPT-2, Llama and others.

Nothing is downloaded and no code of the folder is run: the network is built by the transformers library from
config.json, its numbers are read as those of any file, its tokenizer is data.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.text.networks import config_of
from workbench.engine.weights import files, folders
from workbench.engine.weights.files import refused
from workbench.engine.weights.tokenizers import has_tokenizer, vocabulary_of

_ENCODER = "text_folder"
_LONGEST_CONTEXT = 512
_PARTS = "modules.json"
"""sentence-transformers lists here of which parts a model is; the network is the first."""
_COUNTING_FROM_PADDING = frozenset({
    "camembert", "data2vec-text", "ibert", "longformer", "luke", "mpnet", "roberta", "roberta-prelayernorm",
    "xlm-roberta", "xlm-roberta-xl", "xmod",
})  # fmt: skip
"""Their first place is behind that of padding, so that the last ones of the table are never reached."""
_ONES_KNOWN = "Choose a network such as BERT, RoBERTa, ModernBERT, GPT-2 or Llama."


def folder_of(path: Path) -> Path | None:
    """The folder with a network for texts that a path means, itself or a file in it; None for others."""
    folder = path if path.is_dir() else path.parent
    described = folders.described(folder / folders.CONFIG)
    if described is None and (inner := _first_part(folder)) is not None:
        folder, described = inner, folders.described(inner / folders.CONFIG)
    if described is None or not isinstance(described.get("model_type"), str):
        return None
    return folder if "vocab_size" in described or has_tokenizer(folder) else None


def spec_of(folder: Path) -> EncoderSpec:
    """How to build a folder's network, its context at most 512 tokens. Raises `UserError`."""
    described = folders.described(folder / folders.CONFIG)
    if described is None:
        raise refused(folder, "Its config.json is damaged.", "Copy it again, or choose another.")
    config = _checked(folder, described)
    places = getattr(config, "max_position_embeddings", None) or _LONGEST_CONTEXT
    if config.model_type in _COUNTING_FROM_PADDING:
        places -= max(1, config.pad_token_id or 0) + 1  # MPNet's is always 1
    return EncoderSpec(
        name=_ENCODER,
        size=min(_LONGEST_CONTEXT, int(places)),
        vocabulary=int(config.vocab_size),
        config=config.to_json_string(use_diff=False),
    )


def load(folder: Path, spec: EncoderSpec) -> TextEncoder:
    """The network of a folder with its weights and its vocabulary. Raises `UserError`."""
    vocabulary = vocabulary_of(folder, spec.vocabulary)
    state = files.read_folder(folder)
    try:
        encoder = build(spec)
        assert isinstance(encoder, TextEncoder)
        encoder.take_network(
            folders.filled(encoder.network, encoder.config, state, folder, may_lack=("pooler.",))
        )
        encoder.vocabulary = vocabulary
        with torch.no_grad():
            ids = torch.zeros(1, spec.size, dtype=torch.int64)
            made = encoder.eval().run(ids, torch.ones_like(ids, dtype=torch.bool))
    except (RuntimeError, ValueError, TypeError, LookupError, AttributeError, ImportError) as error:
        why = (
            f"Its network cannot be built here ({type(error).__name__}: {str(error).splitlines()[0][:200]})."
        )
        raise refused(folder, why, _ONES_KNOWN) from error
    if made.shape[-1] != encoder.embedding.shape[1]:
        raise refused(
            folder, "Its table of tokens is narrower than its network, as ALBERT's is.", _ONES_KNOWN
        )
    return encoder.train()


def _checked(folder: Path, described: dict[str, Any]) -> Any:
    """The configuration of a network that reads texts and can be trained here."""
    kind = described.get("model_type")
    known = transformers().models.auto.modeling_auto.MODEL_MAPPING_NAMES
    if kind not in known:
        if "auto_map" in described:
            raise refused(folder, "It brings program code of its own, which is not run here.", _ONES_KNOWN)
        raise refused(folder, f"Networks of its kind, {kind}, are not known here.", _ONES_KNOWN)
    folders.check_not_quantised(folder, described)
    try:
        config = config_of(json.dumps(folders.plain(described)))
        usable = min(config.hidden_size, config.vocab_size) > 0
    except Exception as error:  # each kind of network checks its description in its own way
        raise refused(folder, f"Its config.json does not fit a {kind}.", "Copy it again.") from error
    if config.sub_configs:
        raise refused(folder, f"It is made for more than texts ({kind}).", _ONES_KNOWN)
    if config.is_encoder_decoder:
        raise refused(
            folder, f"It turns one text into another ({kind}), with a part that reads and one that writes.",
            _ONES_KNOWN,
        )  # fmt: skip
    if not usable:
        raise refused(folder, f"Its config.json does not fit a {kind}.", "Copy it again.")
    if not has_tokenizer(folder):
        raise refused(
            folder,
            "There is no tokenizer in it: no tokenizer.json, no vocab.txt, no vocab.json with merges.txt.",
            "Save its tokenizer into the same folder (tokenizer.save_pretrained), then choose it again.",
        )  # fmt: skip
    return config


def _first_part(folder: Path) -> Path | None:
    try:
        inner = folder / str(json.loads((folder / _PARTS).read_text(encoding="utf-8"))[0]["path"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return inner if inner.is_dir() else None
