"""``invoke pull``: read every source, show what would change in public, ask, keep it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from plugins.model.clock import LONDON, Clock, instant
from plugins.model.findings import ContentError, report
from plugins.sources.gathering import sources_in_files
from plugins.sources.pull import Proposal, propose, record_refusal
from plugins.sources.workspace import open_workspace

Ask = Callable[[str], bool]


def pull_tracker(
    content: Path,
    state: Path,
    locales: Path,
    at: str | None,
    *,
    dry_run: bool,
    ask: Ask | None,
    addresses: bool = False,
) -> str:
    """Return what was done, in words. Without *ask* the answer is yes. With *addresses*, nothing where one is a file.

    Raises ``ContentError`` where a source is refused (the refusal is noted for the public page, unless it is a dry
    run), and ``ValueError`` where *at* is not a moment.
    """
    clock = Clock(instant(at) if at else datetime.now(LONDON))
    workspace = open_workspace(content.resolve(), state, locales, clock, publish=False)
    if addresses and (files := sources_in_files(workspace.area, content.resolve())):
        # One pull is one snapshot of all sources: a part of it is no pull, and nobody refused anything.
        return f"Nothing was read, because these are no addresses: {'; '.join(files)}. Pull where these files are."
    try:
        proposal = propose(workspace.area, content.resolve(), state, clock, workspace.language, print)
    except ContentError:
        if not dry_run:
            record_refusal(content.resolve(), clock)
        raise
    print(_shown(proposal))
    if dry_run:
        return "This was a dry run: nothing was written."
    if not proposal.unchanged and ask is not None and not ask("Publish this?"):
        return "Nothing was written."
    proposal.accept()
    if proposal.target is None:
        return "Noted that the plan data was received and says what is public already."
    return f"Kept as {proposal.target.relative_to(content.resolve())}. Commit it to publish it."


def _shown(proposal: Proposal) -> str:
    lines = [report(proposal.findings)] if proposal.findings else []
    if proposal.unchanged:
        return "\n".join([*lines, "Nothing would change in public."])
    return "\n".join([*lines, "This would change in public:", *(f"  - {one}" for one in proposal.sentences)])
