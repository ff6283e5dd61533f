"""Changes as sentences. The same words serve the page, the feed, the briefing and the question of ``invoke pull``."""

from collections.abc import Callable, Mapping

from plugins.model.actions import Action, standing
from plugins.model.changes import Change, ChangeKind, Known
from plugins.model.due_words import due_words
from plugins.model.language import Language

_Sentence = Callable[[Change, Known, Language, dict[str, str]], str]


def sentence(change: Change, known: Known, language: Language, *, short: bool = False) -> str:
    """Return what changed, for anybody to read; where a reason is due it follows, or that none is given.

    A *short* one does not repeat what the action says: it stands where that can be read already.
    """
    action = change.action
    values = {"ref": action.ref, "text": "" if short else action.text.rstrip(".")}
    told = _SENTENCES[change.kind](change, known, language, values)
    if change.was_late:
        told = f"{told} {language.gettext('It was late then.')}"
    return f"{told} {why_words(change.why, language)}" if change.kind in NEED_A_REASON else told


NEED_A_REASON = {"date moved", "date gone", "reason", "first date corrected", "removed", "merged"}


def why_words(why: str | None, language: Language) -> str:
    """Return the public reason as a sentence; that none is given is said too."""
    return language.gettext("Why: %(why)s", why=why) if why else language.gettext("No reason is given.")


def _plain(message: Callable[[Language], str]) -> _Sentence:
    return lambda _change, _known, language, values: _told(message(language) % values, language, values)


def _told(what: str, language: Language, values: dict[str, str]) -> str:
    """Return *what* happened to an action as a sentence, followed by the text of the action where it is wanted."""
    if values["text"]:
        return language.gettext("%(what)s: %(text)s.", what=what, text=values["text"])
    return language.gettext("%(what)s.", what=what.rstrip("."))


def _both(change: Change) -> tuple[Action, Action]:
    assert change.before
    assert change.after
    return change.before, change.after


def _done(change: Change, known: Known, language: Language, values: dict[str, str]) -> str:
    _before, action = _both(change)
    late = 0
    if action.completed:
        late = standing(action, known.statuses[action.status], action.completed).days_late
    told = _told(language.gettext("Action %(ref)s is done", **values), language, values)
    if late:
        told = _told(
            language.ngettext(
                "Action %(ref)s is done, %(count)s day late",
                "Action %(ref)s is done, %(count)s days late",
                late,
                **values,
            ),
            language,
            values,
        )
    return f"{told} {language.gettext('What it means for families: %(effect)s', effect=action.effect)}"


def _status_words(change: Change, known: Known, language: Language, values: dict[str, str]) -> str:
    before, after = _both(change)
    old, new = known.statuses[before.status].word, known.statuses[after.status].word
    return _told(
        language.gettext("Action %(ref)s went from “%(old)s” to “%(new)s”", old=old, new=new, **values),
        language,
        values,
    )


def _moved(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    before, after = _both(change)
    old, new = due_words(before.holds, language), due_words(after.holds, language)
    return _told(
        language.gettext("The date of action %(ref)s moved from %(old)s to %(new)s", old=old, new=new, **values),
        language,
        values,
    )


def _date_set(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    _before, after = _both(change)
    new = due_words(after.holds, language)
    if after.deadline is None:
        return _told(
            language.gettext("The date of action %(ref)s is now given as “%(new)s”", new=new, **values),
            language,
            values,
        )
    return _told(language.gettext("Action %(ref)s now has a date, %(new)s", new=new, **values), language, values)


def _date_gone(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    before, _after = _both(change)
    old = due_words(before.holds, language)
    return _told(
        language.gettext("Action %(ref)s no longer has a date; it was %(old)s", old=old, **values), language, values
    )


def _corrected(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    before, after = _both(change)
    old, new = due_words(before.due, language), due_words(after.due, language)
    return _told(
        language.gettext(
            "The first date of action %(ref)s is corrected from %(old)s to %(new)s", old=old, new=new, **values
        ),
        language,
        values,
    )


def _late(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    _before, after = _both(change)
    due = due_words(after.holds, language)
    return _told(
        language.gettext("Action %(ref)s is now late; it was due %(due)s", due=due, **values), language, values
    )


def _merged(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    if change.into is None:
        return _told(language.gettext("Action %(ref)s went into another action", **values), language, values)
    return _told(
        language.gettext("Action %(ref)s is now part of action %(into)s", into=change.into, **values), language, values
    )


def _number(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    before, _after = _both(change)
    return _told(
        language.gettext("Action %(old)s now has the number %(ref)s", old=before.ref, **values), language, values
    )


def _theme(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    before, after = _both(change)
    return _told(
        language.gettext(
            "Action %(ref)s went from theme %(old)s to theme %(new)s",
            old=before.theme,
            new=after.theme,
            **values,
        ),
        language,
        values,
    )


def _lead(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    _before, after = _both(change)
    lead = ", ".join(part for part in (after.lead, after.organisation) if part)
    if not lead:
        return _told(
            language.gettext("Nobody is named any more as the lead of action %(ref)s", **values), language, values
        )
    return language.gettext("Action %(ref)s is now led by: %(lead)s.", lead=lead, ref=values["ref"])


def _completed(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    _before, after = _both(change)
    if after.completed is None:
        return _told(
            language.gettext("The day on which action %(ref)s was done is taken away", **values), language, values
        )
    done = language.day(after.completed)
    return _told(
        language.gettext("The day on which action %(ref)s was done is now %(day)s", day=done, **values),
        language,
        values,
    )


def _evidence(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    _before, after = _both(change)
    assert after.evidence
    told = _told(
        language.gettext(
            "The evidence for action %(ref)s is published, %(title)s", title=after.evidence.title, **values
        ),
        language,
        values,
    )
    return f"{told} {language.gettext('What it means for families: %(effect)s', effect=after.effect)}"


def _update(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    _before, after = _both(change)
    news = (after.update or "").strip()
    if not values["text"]:
        return language.gettext("New on action %(ref)s: %(news)s", news=news, **values)
    return language.gettext("New on action %(ref)s, %(text)s: %(news)s", news=news, **values)


def _wording(change: Change, _known: Known, language: Language, values: dict[str, str]) -> str:
    """Return what the action says now: here the text is the news, also in a short sentence."""
    text = change.action.text.rstrip(".")
    return language.gettext("The words of action %(ref)s changed; it now says: %(text)s.", ref=values["ref"], text=text)


_SENTENCES: Mapping[ChangeKind, _Sentence] = {
    "done": _done,
    "said done": _plain(
        lambda language: language.gettext("Action %(ref)s is said to be done; evidence is not yet published")
    ),
    "evidence": _evidence,
    "evidence gone": _plain(
        lambda language: language.gettext(
            "The evidence for action %(ref)s is no longer published, so it is only said to be done"
        )
    ),
    "reopened": _plain(lambda language: language.gettext("Action %(ref)s was said to be done and is open again")),
    "started": _plain(lambda language: language.gettext("Work has started on action %(ref)s")),
    "worse": _status_words,
    "better": _status_words,
    "status": _status_words,
    "newly late": _late,
    "date set": _date_set,
    "date moved": _moved,
    "date gone": _date_gone,
    "reason": _plain(lambda language: language.gettext("It is told now why the date of action %(ref)s is another one")),
    "first date corrected": _corrected,
    "added": _plain(lambda language: language.gettext("Action %(ref)s is new")),
    "back": _plain(lambda language: language.gettext("Action %(ref)s had left the plan and is in it again")),
    "removed": _plain(lambda language: language.gettext("Action %(ref)s is no longer in the plan")),
    "merged": _merged,
    "wording": _wording,
    "number": _number,
    "theme": _theme,
    "lead": _lead,
    "completed": _completed,
    "effect": _plain(lambda language: language.gettext("What shows that action %(ref)s is done is told anew")),
    "update": _update,
}
