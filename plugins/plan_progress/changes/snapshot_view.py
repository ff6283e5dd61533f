"""The view of a snapshot: what it changed, its seal, and the ways to the plan as it stood."""

from plugins.model.history import Step
from plugins.model.plan import Theme
from plugins.model.views import View, day, head, link
from plugins.plan_progress.changes.days import page_of
from plugins.plan_progress.changes.stood import Then
from plugins.plan_progress.changes.tally import first_count
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.long import SENTENCES
from plugins.sources.teller import WHOLE_PLAN

# A page with more sentences than this leaves them to the pages of its themes.
MOST = SENTENCES


def groups_view(step: Step, desk: Desk) -> View:
    """Return what *step* changed, theme by theme: the sentences, or how many where they are too many for a page."""
    told = desk.teller.told(step, updates=True)
    whole = sum(map(len, told.values())) <= MOST
    groups = [
        {
            "theme": link(f"{theme.number}. {theme.title}", f"{page_of(step)}{theme.slug}/"),
            "sentences": told[theme.number] if whole else [],
            "count": 0 if whole else len(told[theme.number]),
        }
        for theme in desk.plan.plan.themes
        if theme.number in told
    ]
    if WHOLE_PLAN in told:
        # No page of a theme tells these; the pages of the measures tell those that are too many for this one.
        title, first = desk.workspace.language.gettext("The whole plan"), told[WHOLE_PLAN][:MOST]
        count = len(told[WHOLE_PLAN]) - len(first)
        groups.append({"theme": link(title, "/measures/"), "sentences": first, "count": count})
    return {"groups": groups, "whole": whole, "nothing": None if told else _nothing(step, desk)}


def _nothing(step: Step, desk: Desk) -> str:
    language, steps = desk.workspace.language, desk.plan.history.steps
    place = steps.index(step)
    if place == 0:
        return language.ngettext(
            "This was the first plan data that we published: %(count)s action.",
            "This was the first plan data that we published: %(count)s actions.",
            first_count(desk.plan.history),
        )
    before = language.day(steps[place - 1].kept.as_at)
    return language.gettext("Nothing changed in the actions of the plan since %(day)s.", day=before)


def snapshot_key(number: int, desk: Desk) -> View:
    """Return all of the page of snapshot *number* that needs no old snapshot to be opened."""
    language = desk.workspace.language
    step, words = desk.plan.history.steps[number], language.gettext
    title = words("What changed in the plan by %(day)s", day=desk.board.names[step.kept.name])
    plan = desk.plan.plan
    return {
        **head(
            title=title,
            summary=words("Each change in the plan, and the plan as it stood on that day."),
            url=page_of(step),
            section="plan",
            crumbs=[
                (words("Home"), "/"),
                (plan.name, "/plan/"),
                (words("What has changed in the plan"), "/plan/changes/"),
            ],
        ),
        **groups_view(step, desk),
        "as_at": day(step.kept.as_at, language),
        "published": day(step.kept.day, language) if step.kept.day != step.kept.as_at else None,
        "name": step.kept.name,
        "seal": step.kept.seal,
        "before": _sealed(number - 1, desk),
        "previous": beside(number - 1, desk),
        "next": beside(number + 1, desk),
        "themes": [stood_link(step, theme) for theme in plan.themes],
        "data": _data(step, desk),
    }


def _data(step: Step, desk: Desk) -> View:
    """Return the data files of a snapshot; the sealed one is the one that the seal was worked out from."""
    words, path = desk.workspace.language.gettext, f"/data/plan/{step.kept.name}"
    file = f"{step.kept.name}.snapshot.json"
    return {
        "open": [
            link(words("The plan as it stood, as a table (CSV)"), f"{path}.csv"),
            link(words("The plan as it stood, for programmers (JSON)"), f"{path}.json"),
        ],
        "sealed": link(words("The sealed data"), f"{path}.snapshot.json"),
        "commands": [
            {"where": words("On Linux:"), "command": f"sha256sum {file}"},
            {"where": words("On a Mac:"), "command": f"shasum -a 256 {file}"},
            {"where": words("On Windows:"), "command": f"certutil -hashfile {file} SHA256"},
        ],
    }


def stood_link(step: Step, theme: Theme) -> View:
    """Return the way to a theme as it stood."""
    return link(f"{theme.number}. {theme.title}", f"{page_of(step)}{theme.slug}/")


def beside(number: int, desk: Desk) -> View | None:
    """Return the way to snapshot *number*, None where there is none."""
    steps = desk.plan.history.steps
    if not 0 <= number < len(steps):
        return None
    return link(desk.board.names[steps[number].kept.name], page_of(steps[number]))


def _sealed(number: int, desk: Desk) -> View | None:
    if number < 0:
        return None
    kept = desk.plan.history.steps[number].kept
    return {"name": kept.name, "seal": kept.seal, "url": f"/plan/changes/{kept.name}/"}


def snapshot_view(key: View, then: Then) -> View:
    """Return the whole view: *key*, and how the plan stood."""
    actions = then.snapshot.actions
    return {**key, "progress": then.progress(actions) if actions else None}
