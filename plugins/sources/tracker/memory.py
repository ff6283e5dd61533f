"""What the state folder remembers of the last accepted pull, so that an address can answer “nothing new”.

An answer of “nothing new” only counts while everything else that decides what is published is as it was: the area, the
plan, the ids, the last snapshot and the code that reads trackers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.model.area import Area
from plugins.sources.ground import seal
from plugins.sources.identities import FILE
from plugins.sources.snapshots import digest
from plugins.sources.tracker.writing import write_all

NAME = "pull.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """The marks of the last answer, how many rows it had, and whether it said what day it was as at."""

    marks: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0
    dated: bool = False


def recall(state: Path, content: Path, area: Area) -> Memory:
    """Return what is remembered of the last accepted pull, nothing where anything changed since."""
    try:
        known = json.loads((state / NAME).read_bytes())
        if known.pop("of") == _of(content, area):
            return Memory(**known)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass  # a memory that is not there or cannot be read costs one whole download
    return Memory()


def remember(memory: Memory, state: Path, content: Path, area: Area) -> None:
    """Keep *memory* for the next pull."""
    facts = {"of": _of(content, area), "marks": dict(memory.marks), "rows": memory.rows, "dated": memory.dated}
    write_all({state / NAME: json.dumps(facts, sort_keys=True).encode()})


def _of(content: Path, area: Area) -> str:
    plan = content / "plan"
    files = [content / FILE, plan / "plan.toml", plan / "measures.toml", *sorted(plan.glob("earlier/*/actions.toml"))]
    code = Path(__file__).parent
    files += sorted([*code.glob("*.py"), *code.parent.glob("*.py")])
    parts = [area.model_dump_json().encode(), (seal(content) or "").encode()]
    return digest(b"\0".join(parts + [path.read_bytes() for path in files if path.exists()]))
