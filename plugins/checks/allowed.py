"""The elements and attributes that a page may hold: what Markdown and our templates make, and harmless HTML."""

from plugins.checks.balance import Problem, Tag


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTENT = _words("""
    a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark nav ol p pre q s samp section small span strong sub
    summary sup svg table tbody td tfoot th thead time tr u ul var wbr
""")
# The first of these that the element stands in decides.
_MAY_HOLD = {
    "svg": _words("path rect circle g title desc text line polyline polygon ellipse"),
    "head": _words("meta title link"),
    "main": _CONTENT,
    "body": _CONTENT | _words("header main footer"),
    "": _words("html head body"),
}
_DRAWING = _words("""
    class cx cy d fill fill-opacity fill-rule focusable height id opacity points preserveaspectratio r role rx ry stroke
    stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width transform vector-effect viewbox width x
    x1 x2 xmlns y y1 y2
""")
_WRITING = _words("""
    alt cite class colspan datetime decoding dir download headers height hidden href hreflang id lang loading open rel
    reversed role rowspan scope span src start tabindex target title translate type value width
""")
# Elsewhere browsers close what is open, and the end tags that follow close something else: they could close our page.
_BELONGS = {
    "li": ("ul", "ol"),
    **dict.fromkeys(("dt", "dd"), ("dl", "dl div")),
    **dict.fromkeys(("caption", "colgroup", "thead", "tbody", "tfoot"), ("table",)),
    "col": ("colgroup",),
    "tr": ("thead", "tbody", "tfoot", "table"),
    **dict.fromkeys(("td", "th"), ("tr",)),
}
_BLOCKED = _words("script style iframe object embed video audio form base link frame applet")

BLOCKED = "Take it away: the site's security policy would block it."
PLAIN = "Take it away: a page holds words, links, lists, tables and pictures."
PICTURE = "Say what it shows between the square brackets: ![A parent and a child at the library](…)."
NEST = "Move it there, or take it away. Most often Markdown says it more simply."
MARKDOWN = "Take it away, and leave no empty line inside the HTML; or write this part in Markdown only."


def element_problems(tag: Tag) -> list[Problem]:
    """Return what is wrong with the element itself and with where it stands."""
    where = next((one for one in _MAY_HOLD if one in tag.path), "")
    if tag.name not in _MAY_HOLD[where]:
        mend = BLOCKED if tag.name in _BLOCKED else PLAIN
        return [(f"A page may not hold <{tag.name}>{' in a drawing' if where == 'svg' else ''}.", mend, tag.written)]
    return [*_picture(tag), *_misplaced(tag)]


def _picture(tag: Tag) -> list[Problem]:
    if tag.name == "img" and not tag.attributes.get("alt", "").strip():
        source = tag.attributes.get("src", "")
        return [("This picture has no text for people who cannot see it.", PICTURE, f"{source}\n{tag.written}")]
    return []


def _misplaced(tag: Tag) -> list[Problem]:
    if tag.name == "a" and "a" in tag.path:
        return [("A link stands inside a link.", "Close the first link before the second begins.", tag.written)]
    places, way = _BELONGS.get(tag.name, ()), f" {' '.join(tag.path)}"
    if places and not way.endswith(tuple(f" {one}" for one in places)):
        return [(f"<{tag.name}> can only stand directly in <{places[0].split()[0]}>.", NEST, tag.written)]
    return []


def attribute_problems(tag: Tag) -> list[Problem]:
    """Return what is wrong with the names of the attributes."""
    if "head" in tag.path:
        return []
    may = _DRAWING if "svg" in (*tag.path, tag.name) else _WRITING
    wrong = [name for name in tag.attributes if name not in may and not name.startswith(("aria-", "data-"))]
    return [
        (f"A page may not use {name}= in HTML.", _instead(name), f"{tag.written}\n{name}=\n<{tag.name}")
        for name in wrong
    ]


def _instead(name: str) -> str:
    if name == "markdown":
        return MARKDOWN
    return BLOCKED if name == "style" or name.startswith("on") else PLAIN
