"""The roles that people have around the plan, as everybody reads them: a role is published, a name is not.

What is found is named by its kind and never repeated. Small groups are not looked for: “Two young people” is a seat.
"""

from collections.abc import Callable, Iterator, Mapping

from plugins.model.area import Area
from plugins.model.findings import Finding, Place, error, warning
from plugins.model.plan import Keys
from plugins.sources.tracker.people import Names, names_in
from plugins.sources.tracker.personal import personal_data
from plugins.sources.tracker.vocabulary import spellings

_ROLE_ALONE = "Write the role alone, for example Head of SEND: nobody is named here."
_OR_HARMLESS = f"{_ROLE_ALONE} If it names nobody, list it in `harmless` under [tracker] in area.toml."


def named_in_roles(roles: Mapping[Keys, str], place: Callable[[Keys], Place], area: Area) -> Iterator[Finding]:
    """Yield an error for each of *roles* that holds personal data, and a warning where one may be a name.

    *place* gives where the keys of a role stand.
    """
    personal, known = personal_data(area, Names()), spellings(area.tracker.roles if area.tracker else ())
    for keys, role in roles.items():
        name = ".".join(map(str, keys))
        if kinds := personal.kinds(role):
            for kind in kinds:
                yield error(place(keys), f"`{name}`: There is {kind} in it.", _ROLE_ALONE)
        elif names_in([words := personal.without_harmless(role)], area, known).stand_in(words):
            yield warning(place(keys), f"`{name}`: This may be the name of a person.", _OR_HARMLESS)
