"""The pages of “You said, we did”: the newest comments, and a page for each year as regulation 56 asks."""

from collections.abc import Iterator, Sequence
from datetime import date

from plugins.model.comments import Count, Register, next_report
from plugins.model.figure_words import hidden_note, hidden_words
from plugins.model.views import View, day, head, link
from plugins.plan_progress.voices.book import NEWEST, Book
from plugins.plan_progress.voices.comment_views import groups
from plugins.sources.comments import HOME, TO_A_PAGE, Said, year_url
from plugins.sources.safe_words import read_protection


def newest_page(book: Book) -> View:
    """Return the view of ``/you-said-we-did/``: the newest comments by what they are about, and how to send one."""
    language, contact = book.workspace.language, book.workspace.area.contact
    words, years = language.gettext, list(book.years)
    return {
        **head(
            title=words("You said, we did"),
            summary=words("What families told us about help in %(area)s, and what we did about it.", area=_area(book)),
            url=HOME,
            section="about",
            crumbs=[(words("Home"), "/")],
        ),
        "groups": groups(book.said[:NEWEST], book),
        "newest": NEWEST if len(book.said) > NEWEST else None,
        "years": [link(_title(name, book), year_url(name)) for name in years],
        "counts": counts_view(years[0], book) if years else None,
        "report": report_view(book),
        "contact": {"email": contact.email, "telephone": contact.telephone, "hours": contact.hours},
        "text_number": contact.text_number,
        "answer_days": book.workspace.area.comments.answer_within_days,
    }


def year_pages(book: Book) -> Iterator[View]:
    """Yield the views of ``/you-said-we-did/<year>/``: every comment of the year; a long year has more pages."""
    for name, said in book.years.items():
        pages = [said[start : start + TO_A_PAGE] for start in range(0, max(1, len(said)), TO_A_PAGE)]
        for number, part in enumerate(pages):
            yield _year_page(name, number, len(pages), part, book)


def _year_page(name: str, number: int, pages: int, said: Sequence[Said], book: Book) -> View:
    words, title = book.workspace.language.gettext, _title(name, book)
    more = words("%(title)s, page %(page)s of %(pages)s", title=title, page=number + 1, pages=pages)
    beside = {"previous": number - 1 if number else None, "next": number + 1 if number + 1 < pages else None}
    return {
        **head(
            title=more if pages > 1 else title,
            summary=words("Every comment that we published in this year, and how we answered it."),
            url=year_url(name, number),
            section="about",
            crumbs=[(words("Home"), "/"), (words("You said, we did"), HOME)],
        ),
        "year": name,
        "published": _published_on(name, book),
        "groups": groups(said, book),
        "counts": counts_view(name, book) if number == 0 else None,
        "report": report_view(book),
        **{
            side: None if to is None else link(words("Page %(page)s", page=to + 1), year_url(name, to))
            for side, to in beside.items()
        },
    }


def _title(name: str, book: Book) -> str:
    return book.workspace.language.gettext("You said, we did in %(year)s", year=name)


def _area(book: Book) -> str:
    return book.workspace.area.names.short


def _published_on(name: str, book: Book) -> View | None:
    """Return when the yearly report was published, None where the area has not said so."""
    clock = book.workspace.clock
    days = [one.published for one in book.workspace.area.comments.reports if one.year == name]
    return day(days[0], book.workspace.language) if days and clock.today() >= days[0] else None


def counts_view(name: str, book: Book) -> View:
    """Return how many comments of a year came in, are published and were kept back; what is published we count here."""
    language, rule = book.workspace.language, read_protection(book.workspace.content)
    register = next((one for one in book.registers if one.year == name), Register(year=name, counts=()))
    told = [
        (_what(one, book), hidden_words(one.why, language) if one.why else str(one.count)) for one in register.counts
    ]
    published = (language.gettext("Published here"), str(sum(not one.draft for one in book.years[name])))
    # After what came in, before what was kept back: the order in which a reader asks.
    told.insert(1 if told else 0, published)
    whys = dict.fromkeys(one.why for one in register.counts if one.why)
    return {
        "year": name,
        "rows": [{"what": what, "count": count} for what, count in told],
        "notes": [hidden_note(why, language, rule.threshold, rule.least_denominator) for why in whys],
        "counted_on": book.counted_on if register.counts else None,
    }


def _what(one: Count, book: Book) -> str:
    words = book.workspace.language.gettext
    reasons = {
        "could identify somebody": words("Not published: somebody could be recognised"),
        "about one person's support": words("Not published: about the help that one person gets"),
        "abusive or vexatious": words("Not published: it was abusive, or meant to harm"),
        "not about the local offer": words("Not published: not about help for families with SEND"),
        "other": words("Not published: another reason"),
    }
    if one.what == "withheld":
        return reasons[one.reason or "other"]
    return words("Came in") if one.what == "received" else words("Still being looked at")


def report_view(book: Book) -> View:
    """Return when the last yearly report was published and how many days are left to the next one.

    The law asks for one at least once a year (SEND Regulations 2014, regulation 56(3)).
    """
    language, today = book.workspace.language, book.workspace.clock.today()
    days = [one.published for one in book.workspace.area.comments.reports if one.published <= today]
    if not days:
        return {"last": None, "words": language.gettext("We have not published a yearly report yet.")}
    return {"last": day(max(days), language), "words": _left(next_report(max(days)), today, book)}


def _left(due: date, today: date, book: Book) -> str:
    language, left = book.workspace.language, (due - today).days
    if left < 0:
        return language.ngettext(
            "The next yearly report was due by %(day)s. It is %(count)s day late.",
            "The next yearly report was due by %(day)s. It is %(count)s days late.",
            -left,
            day=language.day(due),
        )
    return language.ngettext(
        "The next yearly report is due by %(day)s: %(count)s day left.",
        "The next yearly report is due by %(day)s: %(count)s days left.",
        left,
        day=language.day(due),
    )
