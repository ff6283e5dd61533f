"""The colours of the partnership, and that everyone can read what is written in them."""

from typing import Self

from pydantic import model_validator

from plugins.model.colours import ENOUGH, Colour, contrast
from plugins.model.values import Value, mistake

PAPER, INK, NIGHT, NIGHT_INK, WHITE = "#ffffff", "#1a2226", "#14191b", "#f3f1ec", "#ffffff"


class Brand(Value):
    """The colours of the partnership. Every pair that text is read in holds 4.5:1 (WCAG 2.2, criterion 1.4.3)."""

    header: Colour = "#17494d"
    link: Colour = "#0b5a66"
    tint: Colour = "#eaf2f0"
    dark_header: Colour = "#0f2f32"
    dark_link: Colour = "#8fd3d6"
    dark_tint: Colour = "#1e2a2d"

    @property
    def pairs(self) -> tuple[tuple[str, str, str], ...]:
        """Each pair that text is read in: what it is, the colour of the text, the colour behind it."""
        return (
            ("white text on header", WHITE, self.header),
            ("link on the page", self.link, PAPER),
            ("link on tint", self.link, self.tint),
            ("text on tint", INK, self.tint),
            ("white text on link (buttons)", WHITE, self.link),
            ("white text on dark_header", WHITE, self.dark_header),
            ("dark_link on the dark page", self.dark_link, NIGHT),
            ("dark_link on dark_tint", self.dark_link, self.dark_tint),
            ("light text on dark_tint", NIGHT_INK, self.dark_tint),
            ("dark text on dark_link (buttons)", NIGHT, self.dark_link),
        )

    @model_validator(mode="after")
    def legible(self) -> Self:
        """Refuse a pair below 4.5:1, and say by how much."""
        poor = [(name, contrast(text, behind)) for name, text, behind in self.pairs]
        found = [f"{name} is {ratio:.2f}:1, {ENOUGH - ratio:.2f} too low" for name, ratio in poor if ratio < ENOUGH]
        if found:
            raise mistake(
                f"The colours cannot be read by everyone: {'; '.join(found)}.",
                f"Text needs at least {ENOUGH}:1. Make the darker colour darker or the lighter one lighter.",
            )
        return self
