"""The tokenizer of a folder in Hugging Face's format, as a vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from workbench.engine.encoders.text import Vocabulary
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.text.vocabulary import Special
from workbench.engine.weights.files import refused

_WHOLE = "tokenizer.json"
_OLDER = (("vocab.txt",), ("vocab.json", "merges.txt"))
_NAMES = {
    "pad": ("[PAD]", "<pad>", "<|pad|>", "<|endoftext|>"),
    "bos": ("[CLS]", "[BOS]", "<s>", "<bos>", "<|begin_of_text|>", "<|endoftext|>"),
    "eos": ("[SEP]", "[EOS]", "</s>", "<eos>", "<|end_of_text|>", "<|endoftext|>"),
    "mask": ("[MASK]", "<mask>"),
    "unknown": ("[UNK]", "<unk>"),
    "ask": ("[ASK]",),
    "answer": ("[ANSWER]",),
}
"""How special tokens are usually called, for folders that do not say."""
_SAID = {
    "pad": ("pad_token",),
    "bos": ("cls_token", "bos_token"),
    "eos": ("sep_token", "eos_token"),
    "mask": ("mask_token",),
    "unknown": ("unk_token",),
}
_INSTEAD = {"bos": "eos", "eos": "bos", "pad": "eos"}


def has_tokenizer(folder: Path) -> bool:
    """Whether there is one that can be read."""
    return any(all((folder / name).is_file() for name in names) for names in ((_WHOLE,), *_OLDER))


def vocabulary_of(folder: Path, most: int) -> Vocabulary:
    """The folder's vocabulary. Raises `UserError` when it is damaged or has more than `most` tokens."""
    try:
        tokenizer, said = _read(folder)
    except Exception as error:  # the library raises bare exceptions for damaged files
        raise refused(folder, "Its tokenizer cannot be read.", "Copy the folder again.") from error
    numbers = tokenizer.get_vocab()
    if not numbers or max(numbers.values()) >= most:
        why = f"Its tokenizer knows {len(numbers):,} tokens, its network {most:,}."
        raise refused(folder, why, "Choose a folder in which both belong together.")
    return Vocabulary(tokenizer, _special(folder, tokenizer, said))


def _read(folder: Path) -> tuple[Tokenizer, Any]:
    """The tokenizer, and the library's own, which has read what the folder says of special tokens."""
    if (folder / _WHOLE).is_file():
        said = transformers().PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)
        return Tokenizer.from_file(str(folder / _WHOLE)), said
    said = transformers().AutoTokenizer.from_pretrained(
        folder, local_files_only=True, trust_remote_code=False
    )
    return Tokenizer.from_str(said.backend_tokenizer.to_str()), said


def _special(folder: Path, tokenizer: Tokenizer, said: Any) -> Special:
    found = {}
    for use, usual in _NAMES.items():
        names = [getattr(said, name, None) for name in _SAID.get(use, ())]
        numbers = [tokenizer.token_to_id(str(name)) for name in (*filter(None, names), *usual)]
        found[use] = next((number for number in numbers if number is not None), -1)
    for use, other in _INSTEAD.items():
        found[use] = found[use] if found[use] >= 0 else found[other]
    if found["bos"] < 0:
        raise refused(
            folder, "Its tokenizer says of no token that it stands before or behind a text.",
            "Choose another folder.",
        )  # fmt: skip
    return Special(**found)
