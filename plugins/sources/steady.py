"""Reasons that stay as they were: the same numbers pulled twice are told in the same words, and change nothing."""

from collections.abc import Mapping
from typing import TypeVar

from plugins.model.figures import Why

K = TypeVar("K")


def steady(hidden: Mapping[K, Why], last: Mapping[K, Why | None]) -> dict[K, Why]:
    """Return *hidden* with the reason of the *last* edition where a number is hidden to protect another as it was then.

    Both reasons tell the same of the number: that it is not a small one. So the change of words would tell nothing.
    """
    secondary: Why = "would give another away"
    return {
        key: secondary if why == "was hidden before" and last.get(key) == secondary else why
        for key, why in hidden.items()
    }
