"""What every data file says of itself, and how one becomes bytes."""

from typing import Any

from plugins.model.history import Kept
from plugins.model.open_data import schema_url
from plugins.model.open_files import PublicFile, PublicSource
from plugins.model.views import View
from plugins.plan_progress.desk import Desk


def base(desk: Desk) -> str:
    """Return the address of the site without a slash at its end."""
    return desk.workspace.area.origin + desk.workspace.area.root


def file_facts(desk: Desk, kept: Kept, name: str, title: str, path: str, *, page: str = "/plan/") -> dict[str, Any]:
    """Return the facts that ``PublicFile`` asks for, of the file at *path* made from the snapshot *kept*.

    *name* is that of its schema; *page* shows the same to people.
    """
    site, area = base(desk), desk.workspace.area
    return {
        "schema_url": schema_url(name, site),
        "title": title,
        "licence": area.licence,
        "source": PublicSource(name=area.names.full, url=site + page),
        "cite": cite(desk, kept, title, path),
        "as_at": kept.as_at,
        "seal": kept.seal,
        "sealed_file": f"{site}{sealed_path(kept)}",
    }


def cite(desk: Desk, kept: Kept, title: str, path: str) -> str:
    """Return how to name the file at *path* as a source: who, what, of which day, where, and its seal."""
    language = desk.workspace.language
    return language.gettext(
        "%(who)s: %(title)s, as at %(day)s. %(address)s (seal of the plan data, sha256: %(seal)s)",
        who=desk.workspace.area.names.full,
        title=title,
        day=language.day(kept.as_at),
        address=base(desk) + path,
        seal=kept.seal,
    )


def json_bytes(value: PublicFile) -> bytes:
    """Return *value* as JSON, one fact a line; what is not there and need not be is left out."""
    return (value.model_dump_json(by_alias=True, exclude_defaults=True, indent=1) + "\n").encode()


def plan_path(kept: Kept, ending: str) -> str:
    """Return the address of the plan as it stood in the snapshot *kept*, as ``json`` or ``csv``."""
    return f"/data/plan/{kept.name}.{ending}"


def sealed_path(kept: Kept) -> str:
    """Return the address of the snapshot itself: the file whose sha256 is the seal."""
    return f"/data/plan/{kept.name}.snapshot.json"


def common(desk: Desk) -> View:
    """Return what all data files depend on, the snapshots apart."""
    area, plan = desk.workspace.area, desk.plan.plan
    return {
        "base": base(desk),
        "who": area.names.full,
        "licence": area.licence,
        "language": [area.language, desk.workspace.language.version],
        "plan": plan.name,
        "themes": [[theme.number, theme.title] for theme in plan.themes],
        "statuses": [[one.id, one.word, one.kind] for one in area.statuses],
    }
