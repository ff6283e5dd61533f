"""Colours: how well one can be read on another (WCAG 2.2, criterion 1.4.3)."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from plugins.model.values import mistake

ENOUGH = 4.5


def _colour(value: object) -> str:
    text = str(value).lower()
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text
    raise mistake(f"“{value}” is not a colour.", "Write a hash and six figures or letters a to f: #1d4f4a.")


Colour = Annotated[str, BeforeValidator(_colour)]


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)
