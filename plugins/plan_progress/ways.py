"""The ways from the plan to all that belongs to it, as cards; none to what is not there."""

from plugins.model.views import View
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.programme.pages import programme_links
from plugins.plan_progress.programme.parts import card


def ways(desk: Desk) -> list[View]:
    """Return the cards: figures, families' view, comments, then the programme around the plan."""
    words, area = desk.workspace.language.gettext, desk.workspace.area
    found: list[View] = []
    if desk.shelf:
        text = words("Whether things get better for families, in figures that are explained.")
        found.append(card(words("Measures: the plan in figures"), "/measures/", text, "assessment"))
    if area.forum:
        text = words("What families say of each theme, beside what we say.")
        found.append(card(words("Families’ view"), "/plan/families-view/", text, "people"))
    if desk.comments.is_open:
        text = words("What you told us, and what came of it.")
        found.append(card(words("You said, we did"), "/you-said-we-did/", text, "talk"))
    return found + programme_links(desk)
