"""The words of the plan's themes: ``content/plan/themes/<slug>.md``, one file a theme, sections in a fixed order."""

from collections.abc import Iterator
from pathlib import Path

from plugins.model.findings import Finding, Place, error, warning
from plugins.model.kinds import ThemeText
from plugins.model.plan import Plan, Sections, Theme, ThemePage
from plugins.sources.front_matter import Document, read_document
from plugins.sources.offer import unknown_limits
from plugins.sources.records import read_record
from plugins.sources.roles import named_in_roles
from plugins.sources.theme_sections import read_entries, read_sections
from plugins.sources.workspace import Claim, Workspace


def read_themes(
    folder: Path, plan: Plan, workspace: Workspace, base: str = "/plan/"
) -> tuple[list[ThemePage], list[Finding]]:
    """Return a page for each theme of *plan*, and a finding for each that cannot be one; *base* is its address."""
    pages: list[ThemePage] = []
    findings: list[Finding] = []
    for theme in plan.themes:
        page, wrong = _read_theme(folder / f"{theme.slug}.md", theme, plan.sections, workspace, base)
        findings += wrong
        pages += [page] if page else []
    return pages, findings + list(_strays(folder, plan))


def _strays(folder: Path, plan: Plan) -> Iterator[Finding]:
    known = {f"{theme.slug}.md" for theme in plan.themes}
    for path in sorted(folder.glob("*.md")):
        if path.name not in known:
            yield error(
                Place(f"plan/themes/{path.name}"),
                "No theme of the plan has this slug, so nothing would be published.",
                "Name the file after the slug in plan.toml, or take it away.",
            )


def _read_theme(
    path: Path, theme: Theme, headings: Sections, workspace: Workspace, base: str
) -> tuple[ThemePage | None, list[Finding]]:
    file = f"{base.strip('/')}/themes/{path.name}"
    if not path.exists():
        mend = f"Write content/{file}, with the sections in their order (docs/partnership.md, part 3)."
        return None, [error(Place(file), f"Theme {theme.number}, “{theme.title}”, has no page.", mend)]
    document, findings = read_document(path, file)
    if document is None:
        return None, findings
    text, wrong = read_record(ThemeText, document.data, document.place, "theme")
    sections, misplaced = read_sections(document, headings)
    entries, undated = read_entries(sections.get("progress", ("", 0)), file, workspace)
    findings = [*findings, *wrong, *misplaced, *undated, *(_unpublished(text, document) if text else ())]
    if text is None:
        return None, findings
    workspace.claims.append(Claim(document.place(("id",)), text.id, (f"{base}{theme.slug}/",)))
    findings += named_in_roles({("lead",): text.lead}, document.place, workspace.area)
    findings += unknown_limits(document.body, document.body_line, file, workspace.offer)
    html = {key: workspace.html(body) for key, (body, _line) in sections.items() if key != "progress"}
    return ThemePage(theme=theme, text=text, sections=html, progress=tuple(entries)), findings


def _unpublished(text: ThemeText, document: Document) -> Iterator[Finding]:
    for number, quote in enumerate(text.quotations):
        if quote.why_not:
            yield warning(
                document.place(("quotations", number)),
                f"This quotation is not published: {quote.why_not}.",
                "Record `permission` (given, held_by) and two different roles in `checked_by`.",
            )
