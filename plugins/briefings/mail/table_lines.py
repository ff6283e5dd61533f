"""A table as lines of “heading: value”, for where no table can be: each row is one item of a list."""

from collections.abc import Callable, Iterator

from bs4 import Tag

# A row of so many columns is still one sentence; a wider one is a list in the list.
_IN_ONE_LINE = 3


def table_lines(table: Tag, line: Callable[[Tag], str], begun: Callable[[str], str]) -> Iterator[str]:
    """Yield the caption of *table* and then its rows as a list.

    *line* gives the words of one cell, *begun* words as they can begin a line.
    """
    caption = table.find("caption")
    if isinstance(caption, Tag) and (words := line(caption)):
        yield begun(words)
    heads, rows = _parted(_grid(table))
    columns = len(heads[0]) if heads else 0
    headings = [", ".join(dict.fromkeys(line(row[at]) for row in heads if at < len(row))) for at in range(columns)]
    items = [_item(pairs, begun) for row in rows if (pairs := _pairs(headings, row, line))]
    if items or any(headings):
        yield "\n".join(items or [_item([", ".join(filter(None, headings))], begun)])


def _grid(table: Tag) -> list[list[Tag]]:
    """Return the cells of *table* by row and column; a cell that spans several stands in each of them."""
    rows: list[list[Tag]] = []
    still: dict[int, tuple[int, Tag]] = {}
    for row in (one for one in table.find_all("tr") if one.find_parent("table") is table):
        cells: list[Tag] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            _carry(cells, still)
            start, down = len(cells), _span(cell, "rowspan")
            cells += [cell] * _span(cell, "colspan")
            still.update({at: (down - 1, cell) for at in range(start, len(cells)) if down > 1})
        _carry(cells, still)
        rows.append(cells)
    return rows


def _carry(cells: list[Tag], still: dict[int, tuple[int, Tag]]) -> None:
    """Add to the row *cells* what comes down from rows above at its end."""
    while len(cells) in still:
        at = len(cells)
        left, cell = still.pop(at)
        cells.append(cell)
        if left > 1:
            still[at] = (left - 1, cell)


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name, "1"))
    return min(max(int(said), 1), 1000) if said.isdecimal() else 1


def _parted(rows: list[list[Tag]]) -> tuple[list[list[Tag]], list[list[Tag]]]:
    """Return the rows of headings and the other rows."""
    count = sum(bool(row) and row[0].find_parent("thead") is not None for row in rows)
    if not count and rows and all(cell.name == "th" for cell in rows[0]):
        count = 1
    return rows[:count], rows[count:]


def _pairs(headings: list[str], row: list[Tag], line: Callable[[Tag], str]) -> list[str]:
    pairs = []
    for at, cell in enumerate(row):
        words, heading = line(cell), headings[at] if at < len(headings) else ""
        if words and not any(cell is before for before in row[:at]):
            whole = all(cell is other for other in row)
            pairs.append(words if whole or not heading else f"{heading}: {words}")
    return pairs


def _item(pairs: list[str], begun: Callable[[str], str]) -> str:
    if len(pairs) <= _IN_ONE_LINE:
        return f"* {begun('; '.join(pairs))}"
    return "\n".join([f"* {begun(pairs[0])}", *(f"  * {begun(pair)}" for pair in pairs[1:])])
