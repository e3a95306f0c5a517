"""Transformers of Hugging Face that read texts, and their vocabularies.

What they learn can be opened anywhere: `save_native` writes their own format.
"""

from workbench.engine.encoders.text.encoder import TextEncoder, Tokens
from workbench.engine.encoders.text.networks import SIZES
from workbench.engine.encoders.text.vocabulary import Vocabulary

__all__ = ["SIZES", "TextEncoder", "Tokens", "Vocabulary"]
