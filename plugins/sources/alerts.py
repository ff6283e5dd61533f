"""Alerts: ``content/alerts/<slug>.md``, one file an alert."""

from collections.abc import Iterator

from plugins.model.alerts import Alert
from plugins.model.findings import Finding, Place, errors, warning
from plugins.sources.entries import Entry, Folder, due, read_folder
from plugins.sources.workspace import Workspace

HOME = "/alerts/"
ALERTS = Folder("alerts", Alert, "alert", lambda _one, slug: f"{HOME}{slug}/")
Alerts = tuple[Entry[Alert], ...]


def read_alerts(workspace: Workspace) -> tuple[Alerts, list[Finding]]:
    """Return the alerts that have begun, also those that are over, newest first, and what is wrong with the files.

    Drafts and later ones are among them only in a preview.
    """
    read, findings = read_folder(ALERTS, workspace)
    if errors(findings):
        workspace.unread.add(HOME)
    shown = [one for one in (due(entry, workspace) for entry in read) if one]
    shown.sort(key=lambda one: (one.record.date, one.slug), reverse=True)
    for one in shown:
        findings += _doubts(one)
    return tuple(shown), [*findings, *_strays(workspace)]


def is_current(one: Entry[Alert], workspace: Workspace) -> bool:
    """Say whether *one* lasts now: it is public and its end has not come. The clock remembers that it was asked."""
    return not (one.draft or workspace.clock.has_passed(one.record.until))


def _doubts(one: Entry[Alert]) -> Iterator[Finding]:
    if not one.document.body.strip():
        mend = "Say below the second --- what people can do meanwhile, and who to ask."
        yield warning(one.place(), "The alert does not say what to do.", mend)


def _strays(workspace: Workspace) -> Iterator[Finding]:
    folder = workspace.content / ALERTS.path
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name != "README.md":
            file = Place(path.relative_to(workspace.content).as_posix())
            if path.suffix != ".md":
                yield warning(file, "This file is not read, because its name does not end in .md.", "Rename it.")
            elif path.parent != folder:
                yield warning(file, "This file is in a folder that is not read.", "Put it directly in alerts/.")
