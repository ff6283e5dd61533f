"""Plans that came before: ``content/plan/earlier/<slug>/``, each in the shape of ``content/plan/`` and never pulled."""

import re
from dataclasses import dataclass
from pathlib import Path

from plugins.model.changes import Known
from plugins.model.findings import Finding, Place, error, errors
from plugins.model.history import History
from plugins.model.identity import Entry
from plugins.model.plan import Plan, ThemePage
from plugins.sources.carried import EARLIER, earlier_folders, placed, unknown_carried, wrong_ways
from plugins.sources.first_dates import rewritten
from plugins.sources.history import read_shelf
from plugins.sources.identities import FILE, Identities, read_identities
from plugins.sources.plan import place_in_plan, unknown_words
from plugins.sources.public_words import unsafe_reasons
from plugins.sources.roles import named_in_roles
from plugins.sources.safe_words import read_protection
from plugins.sources.themes import read_themes
from plugins.sources.toml_files import read_toml
from plugins.sources.unfinished import unanswered
from plugins.sources.vanished import without_entries
from plugins.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class EarlierSources:
    """An earlier plan: its place in addresses, what it says of itself, its themes, and its history, oldest first."""

    slug: str
    plan: Plan
    themes: tuple[ThemePage, ...]
    history: History

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"/{EARLIER}/{self.slug}/"


def read_earlier(workspace: Workspace) -> tuple[tuple[EarlierSources, ...], list[Finding]]:
    """Return the earlier plans, the latest first by its last snapshot, and what is wrong with them.

    Also what is wrong with where the actions of any plan were carried from.
    """
    found: list[EarlierSources] = []
    findings: list[Finding] = []
    entries: dict[str, tuple[str, Entry]] = {}
    for folder in earlier_folders(workspace.content):
        plan, wrong, known = _read(folder, workspace)
        findings += wrong
        found += [plan] if plan else []
        entries |= {id_: (folder.name, entry) for id_, entry in known.items()}
    ids = dict.fromkeys(entries)
    # What is wrong with this list, the plan of today says.
    now, unclear = read_identities(workspace.content / FILE, workspace.state)
    findings += [*wrong_ways(entries, ids), *unknown_carried(now, ids)]
    plans = tuple(sorted(found, key=_last_day, reverse=True))
    return plans, findings + ([] if errors(unclear) else _left(plans, now, workspace))


def _left(plans: tuple[EarlierSources, ...], now: Identities, workspace: Workspace) -> list[Finding]:
    """Return what to say of the actions that the last of *plans* left undone; of those before it, it was said then."""
    if not plans:
        return []
    last, carried = plans[0], {one.carried_from for one in now.actions}
    statuses = {one.id: one for one in workspace.area.statuses}
    return placed(list(unanswered(last.plan.name, last.history, carried, statuses)), last.slug)


def _last_day(sources: EarlierSources) -> tuple[str, str]:
    last = sources.history.last
    return (last.name if last else "", sources.slug)


def _read(folder: Path, workspace: Workspace) -> tuple[EarlierSources | None, list[Finding], dict[str, Entry]]:
    slug, base = folder.name, f"/{EARLIER}/{folder.name}/"
    plan, findings = read_toml(folder / "plan.toml", Plan, "plan")
    identities, unclear = read_identities(folder / FILE.name)
    findings += [*unclear, *_bad_name(slug)]
    if plan is None or _bad_name(slug):
        workspace.unread.add(base)
        return None, placed(findings, slug), identities.entries
    findings += named_in_roles(plan.roles, place_in_plan, workspace.area)
    findings += unsafe_reasons(identities, workspace.area, read_protection(workspace.content))
    themes, wrong = read_themes(folder / "themes", plan, workspace, base)
    workspace.unread |= {f"{base}{one.slug}/" for one in plan.themes} - {f"{base}{one.theme.slug}/" for one in themes}
    history, broken = _history(folder, plan, identities.entries, workspace)
    broken += [] if errors(unclear) else without_entries(history, identities)
    sources = EarlierSources(slug, plan, tuple(themes), history)
    return sources, placed([*findings, *wrong, *broken], slug), identities.entries


def _history(
    folder: Path, plan: Plan, entries: dict[str, Entry], workspace: Workspace
) -> tuple[History, list[Finding]]:
    shelf = read_shelf(folder / "history", workspace.state)
    findings = [*shelf.findings, *unknown_words(shelf, plan, workspace)]
    if findings:
        return History(), findings
    statuses = {one.id: one for one in workspace.area.statuses}
    history = shelf.told(Known(statuses, entries), lambda _kept: True)
    return history, list(rewritten(history))


def _bad_name(slug: str) -> list[Finding]:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        return []
    said = "The name of this folder cannot stand in an address."
    return [error(Place(f"{EARLIER}/{slug}"), said, "Use small letters, figures and hyphens: 2021-to-2023.")]
