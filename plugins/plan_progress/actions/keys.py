"""What the page of an action depends on, in short: so that of thousands only those that changed are put into words."""

from hashlib import blake2b

from plugins.model.actions import Action
from plugins.model.views import View
from plugins.plan_progress.actions.related import Related
from plugins.plan_progress.addresses import Gone
from plugins.plan_progress.desk import Desk
from plugins.sources.workspace import canonical


class Keys:
    """Gives the key of each action's page; what all of them depend on is worked out once."""

    def __init__(self, desk: Desk, related: Related) -> None:
        """Give the keys of the actions of *desk*, to which *related* belongs."""
        self.board, self.related = desk.board, related
        plan, area = desk.plan.plan, desk.workspace.area
        facts = [
            desk.workspace.language.version,
            [plan.name, plan.comments, area.contact.plan_comments],
            [one.model_dump(mode="json") for one in (*desk.board.statuses.values(), *plan.themes)],
        ]
        self.words = blake2b(canonical(facts).encode(), digest_size=8).hexdigest()

    def living(self, action: Action) -> View:
        """Return the key of the page of an action that is in the plan.

        Of how it stands only what the page tells: whether it is late, and by how many days once it is done.
        """
        stands = self.board.standing(action)
        days = [stands.days_late, stands.days_past_first]
        passed = [days[0] > 0, days[1] > days[0]]
        return {**self._key(action), "stands": days if stands.status.kind == "done" else passed}

    def gone(self, gone: Gone) -> View:
        """Return the key of the page of an action that left the plan."""
        entry = self.board.known.entries.get(gone.action.id)
        into = self.board.urls.get(entry.merged_into) if entry and entry.merged_into else None
        return {**self._key(gone.action), "left": gone.kept.name, "into": into}

    def _key(self, action: Action) -> View:
        entry = self.board.known.entries.get(action.id)
        # The seal stands for what an action was before and after: only why it changed is written elsewhere.
        told = [
            [kept.name, kept.seal, change.kind, change.why, change.into]
            for kept, change in self.board.told.get(action.id, ())
        ]
        return {
            "url": self.board.url(action),
            "section": "plan",
            "words": self.words,
            "action": action.model_dump_json(),
            "entry": entry.model_dump_json() if entry else None,
            "since": self.board.since(action).name,
            "told": told,
            "related": self.related.of(action.id),
        }
