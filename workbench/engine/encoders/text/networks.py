"""The networks that read texts: both ways (ModernBERT), from left to right (Llama), or from elsewhere.

Warner et al. 2024, "Smarter, Better, Faster, Longer: A Modern Bidirectional Encoder"; Touvron et al. 2023,
"LLaMA".
"""

from __future__ import annotations

import functools
import json
from typing import Any

import torch

from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.text.encoder import TextEncoder
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.text.vocabulary import FEWEST


def _both_ways(spec: EncoderSpec, *, width: int, depth: int) -> TextEncoder:
    config = transformers().ModernBertConfig(
        vocab_size=max(FEWEST, spec.vocabulary),
        hidden_size=width,
        num_hidden_layers=depth,
        num_attention_heads=max(1, width // 64),
        intermediate_size=2 * width,
        max_position_embeddings=spec.size,
        layer_types=["full_attention"] * depth,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
        cls_token_id=1,
        sep_token_id=2,
        attention_dropout=0.0,
    )
    return TextEncoder(spec, config, is_causal=False)


def _left_to_right(spec: EncoderSpec, *, width: int, depth: int) -> TextEncoder:
    config = transformers().LlamaConfig(
        vocab_size=max(FEWEST, spec.vocabulary),
        hidden_size=width,
        num_hidden_layers=depth,
        num_attention_heads=max(1, width // 64),
        intermediate_size=width * 8 // 3 // 32 * 32,
        max_position_embeddings=spec.size,
        tie_word_embeddings=True,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    return TextEncoder(spec, config, is_causal=True)


def _elsewhere(spec: EncoderSpec) -> TextEncoder:
    """A network from a folder in Hugging Face's format, built as that folder's config.json says."""
    encoder = TextEncoder(spec, config_of(spec.config), is_causal=False)
    encoder.is_causal = sees_only_what_is_before(encoder)
    return encoder


def config_of(description: str) -> Any:
    """Transformers' configuration from a config.json's text; raises KeyError for an unknown model_type."""
    data = json.loads(description)
    return transformers().CONFIG_MAPPING[data["model_type"]].from_dict(data)


def sees_only_what_is_before(encoder: TextEncoder) -> bool:
    """Whether the first token's vector is the same whatever stands behind it: no gradient leads there."""
    training = encoder.training
    embedded = encoder.embedding[:4][None].detach().float().clone().requires_grad_()
    with torch.enable_grad():
        hidden = encoder.eval().network(inputs_embeds=embedded).last_hidden_state
        (gradient,) = torch.autograd.grad(hidden[0, 0, 0], embedded)
    encoder.train(training)
    return not bool(gradient[0, 1:].any())


SIZES = {"mini": (128, 4), "small": (256, 6), "base": (512, 8)}
"""Width and depth: mini for CPUs, the others for graphics cards."""
for _size, (_width, _depth) in SIZES.items():
    encoders.register(f"text_{_size}")(functools.partial(_both_ways, width=_width, depth=_depth))
    encoders.register(f"gpt_{_size}")(functools.partial(_left_to_right, width=_width, depth=_depth))
encoders.register("text_folder")(_elsewhere)
