"""The plan, pulled: read the tracker, say what would change in public, and on a yes write the snapshot.

``propose`` writes nothing. ``Proposal.accept`` writes, ``record_refusal`` notes since when updates have been refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.model.actions import Action, Received, Snapshot, in_order
from plugins.model.area import Area, Tracker
from plugins.model.changes import changes
from plugins.model.clock import LONDON, Clock
from plugins.model.findings import ContentError, Finding, Place, error, errors, warning
from plugins.model.language import Language
from plugins.sources.identities import FILE, Identities
from plugins.sources.snapshots import HISTORY, RECEIVED, canonical, next_file, read_received
from plugins.sources.tracker.comparing import lost, renumbered, sentences
from plugins.sources.tracker.formats import read_sheets
from plugins.sources.tracker.ground import Ground, read_ground, seal
from plugins.sources.tracker.locating import Document, is_address, public_name, read_local
from plugins.sources.tracker.memory import Memory, recall, remember
from plugins.sources.tracker.reading import Reading, find_actions, read_rows, rules_of
from plugins.sources.tracker.writing import write_all
