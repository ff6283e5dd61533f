"""Reasons that stay as they were: the same numbers pulled twice are told in the same words, and change nothing."""

from collections.abc import Mapping
from typing import TypeVar

from plugins.model.figures import Why

K = TypeVar("K")


def steady(hidden: Mapping[K, Why], last: Mapping[K, Why | None]) -> dict[K, Why]:
    """Return *hidden* with the reason of the *last* edition for whatever that hid already.

    Another reason would tell what became of the number: that it is no small one any more, or has become one.
    """
    return {key: last.get(key) or why for key, why in hidden.items()}
