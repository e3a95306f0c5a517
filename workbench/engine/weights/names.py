"""What the libraries' namings have in common: a name that gives them away, after any prefix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from torch import Tensor


def prefix(keys: Iterable[str], signs: tuple[str, ...]) -> str | None:
    """What stands before one of the signs in the first key that ends with it; None when none does.

    Wrappers put theirs in front: "module.", "model.", "backbone.", "encoder.", "network.", "state_dict.".
    """
    for key in keys:
        for sign in signs:
            if key == sign or key.endswith("." + sign):
                return key[: len(key) - len(sign)]
    return None


def without_prefix(state: Mapping[str, Tensor], signs: tuple[str, ...]) -> dict[str, Tensor]:
    """The entries that share the prefix of the sign, without it; raises ValueError when there is no sign."""
    found = prefix(state, signs)
    if found is None:
        raise ValueError(f"none of {signs} is there")
    return {key[len(found) :]: value for key, value in state.items() if key.startswith(found)}
