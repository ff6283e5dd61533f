"""Which columns of a tracker are public: an allow-list of names that real trackers use, and those that the area adds.

Every other column is left where it is, except that columns of people are read for the names that must not be published.
"""

from collections.abc import Iterable, Iterator, Mapping

from plugins.model.area import Tracker
from plugins.model.findings import Finding, error, warning
from plugins.sources.tracker.cells import Row, Sheet, key, letters, words
from plugins.sources.tracker.table import Table

# In order of preference, as `cells.key` writes them: small letters without spaces and marks.
_NAMES = {
    "ref": "ref reference refno refnumber actionno actionnumber actionref actionreference actionid id no number",
    "theme": "theme themeno themenumber priorityarea areaforpriorityactionapa areaforpriorityaction apa"
    " areaofsignificantweaknessasw areaofsignificantweakness asw workstream section",
    "text": "whatwewilldo actiondescription descriptionofaction action actions subaction",
    "status": "status brag rag bragrating ragrating bragstatus ragstatus",
    "due": "duedate due bywhen deadline targetdate timescale timescales enddate",
    "revised": "reviseddate revisedduedate revised reviseddeadline newdate newduedate",
    "completed": "completedon datecompleted completeddate completiondate completed",
    "lead": "leadrole lead actionlead leadofficer responsibleofficeractionlead responsibleofficersactionlead"
    " responsibleofficer responsibleofficers owner",
    "organisation": "leadorganisation leadagency organisation agency",
    "update": "publicprogressupdate publicupdate progressupdate latestupdate updatesincelastreport progresstodate",
    "updated": "dateofupdate updatedate dateupdated lastupdated updatedon updated",
    "moved_why": "reasonforchangeofdate reasonforchange reasonforreviseddate reasonforrevisedduedate"
    " reasonforrevision reasonfornewdate whymoved whythedatemoved",
    # A column that is only called “Evidence” is often an internal one: it is read where the area says so.
    "evidence": "publicevidence evidencepublic",
    "evidence_date": "evidencedate dateofevidence publicevidencedate",
    "evidence_link": "evidencelink evidenceaddress linktoevidence publicevidencelink",
    "effect": "effectforfamilies effectonfamilies whatchangedforfamilies whatthismeansforfamilies"
    " whatitmeansforfamilies impactforfamilies impactonfamilies",
    "publish": "publishyn publish publicyn",
}
NAMES: Mapping[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _NAMES.items()}
NEEDED = {"ref": "reference", "theme": "theme", "text": "words of the action", "status": "status"}
WORDS_OF_PEOPLE = frozenset(
    {"officer", "officers", "owner", "owners", "sro", "lead", "leads", "author", "contact", "contacts", "manager"}
    | {"sponsor", "accountable", "responsible", "assigned", "attendees", "chair", "initials"}
)
NAMES_OF_PEOPLE = frozenset({"name", "names", "fullname", "firstname", "surname", "who", "people", "staffname"})
FURTHEST_HEADER = 30
LEAST_HEADINGS, LONGEST_HEADING = 2, 6

_WHERE_IT_MATTERS = {"theme", "text", "status", "due", "revised", "completed", "update"}
_WHERE_IT_MATTERS |= {"moved_why", "evidence", "evidence_date", "evidence_link", "effect"}

Rivals = dict[str, list[int]]


def find_table(sheet: Sheet, settings: Tracker) -> Table | None:
    """Return the table of *sheet*: its headings are the row with the most known names; None where there is none."""
    best = max(_top(sheet), key=lambda row: len(_claims(row, sheet, settings)[0]), default=None)
    if best is None:
        return None
    columns, rivals = _claims(best, sheet, settings)
    return Table(sheet, best, columns, rivals) if len(columns) >= LEAST_HEADINGS else None


def cells_of_people(sheet: Sheet, settings: Tracker) -> Iterator[str]:
    """Yield the words of every cell that may hold names of people, hidden or not, on any sheet of the file."""
    header = max(_top(sheet), key=lambda row: len(_people(row, sheet, settings)), default=None)
    columns = _people(header, sheet, settings) if header else []
    for row in sheet.rows:
        if header and row.number > header.number:
            yield from (row.cell(column).text for column in columns)


def _top(sheet: Sheet) -> list[Row]:
    return [row for row in sheet.rows if any(cell.text for cell in row.cells)][:FURTHEST_HEADER]


def _people(header: Row, sheet: Sheet, settings: Tracker) -> list[int]:
    public = {column for field, column in _claims(header, sheet, settings)[0].items() if field != "lead"}
    return [n for n, cell in enumerate(header.cells) if n not in public and is_of_people(cell.text, settings)]


def _claims(header: Row, sheet: Sheet, settings: Tracker) -> tuple[dict[str, int], Rivals]:
    """Return the column of each field, and the other columns that could have been it by a name we know."""
    shown = {n: key(cell.text) for n, cell in enumerate(header.cells) if cell.text and n not in sheet.hidden_columns}
    columns: dict[str, int] = {}
    # The area's names come first: they may give a heading that we know another meaning.
    _claim({field: [key(name) for name in names] for field, names in settings.aliases.items()}, shown, columns)
    return columns, _claim(_known(shown.values()), shown, columns)


def _claim(names: Mapping[str, Iterable[str]], shown: Mapping[int, str], columns: dict[str, int]) -> Rivals:
    rivals: Rivals = {}
    for field in [name for name in names if name not in columns]:
        free = {column: heading for column, heading in shown.items() if column not in columns.values()}
        if found := [column for name in names[field] for column, heading in free.items() if heading == name]:
            columns[field] = found[0]
            rivals[field] = found[1:]
    return rivals


def _known(headings: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the names we know; “Action” is the number where another column has the words and none the number."""
    present = set(headings)
    is_number = not present & set(NAMES["ref"]) and present & set(NAMES["text"]) - {"action"}
    return {**NAMES, "ref": ("action",)} if is_number else NAMES


def is_of_people(heading: str, settings: Tracker) -> bool:
    """Say whether a column with this heading may hold names of people."""
    said = words(heading)
    if not 0 < len(said) <= LONGEST_HEADING:
        return False
    listed = key(heading) in NAMES_OF_PEOPLE | {key(name) for name in settings.people}
    return listed or bool(WORDS_OF_PEOPLE & set(said)) or said[1:][-1:] == ["by"]


def missing(table: Table) -> list[Finding]:
    """Return an error for each needed column that is not there, with the columns that were found."""
    found = ", ".join(table.heading(column) for column in sorted(table.columns.values()))
    return [
        error(table.place(), f"There is no column for the {what}{_hidden(table, field)}. Found: {found}.", _mend(field))
        for field, what in NEEDED.items()
        if field not in table.columns
    ]


def _hidden(table: Table, field: str) -> str:
    heading = {key(table.header.cell(column).text): letters(column) for column in table.sheet.hidden_columns}
    hidden = [heading[name] for name in NAMES[field] if name in heading]
    return f", or it is hidden (column {hidden[0]})" if hidden else ""


def _mend(field: str) -> str:
    return f"Give the column its name back, or add the name it has to `{field}` under [tracker.aliases] in area.toml."


def ambiguous(table: Table) -> list[Finding]:
    """Return a warning for each field that more than one column could be, where it matters which."""
    found = []
    for field in sorted(_WHERE_IT_MATTERS & table.rivals.keys()):
        names = [table.heading(column) for column in sorted(table.rivals[field])]
        chosen = table.heading(table.columns[field])
        if names and not key(table.header.cell(table.columns[field]).text).startswith("public"):
            said = f"More than one column could be the one for `{field}`: {chosen} is read, {', '.join(names)} is not."
            found.append(warning(table.place(), said, f"Name the right one in `{field}` under [tracker.aliases]."))
    return found
