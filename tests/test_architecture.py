"""The rules of the house."""

import ast
import importlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PLUGINS = ROOT / "plugins"
FEATURES = ("site", "plan_progress", "briefings", "checks", "incremental", "delivery")
MODULES = sorted(PLUGINS.rglob("*.py"))
MAY_MEET_PELICAN = {"generator.py", "reader.py", "writer.py", "__init__.py"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return found


def parts(path: Path) -> str:
    return path.relative_to(PLUGINS).parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    """Features import sources and model, sources imports model, model imports nothing of ours."""
    own = parts(path)
    may = {"model": {"model"}, "sources": {"sources", "model"}}.get(own, {own, "sources", "model"})
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("plugins.")}

    assert ours <= may


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_edge_meets_pelican(path):
    if path.name not in MAY_MEET_PELICAN:
        assert not {name for name in imports(path) if name.split(".")[0] == "pelican"}
    if parts(path) in {"model", "sources"}:
        assert not {name for name in imports(path) if name.split(".")[0] in {"pelican", "jinja2"}}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_are_absolute_and_modules_short(path):
    tree = ast.parse(path.read_text())

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert path.read_text().count("\n") <= 250
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("feature", [one for one in FEATURES if one != "delivery"])
def test_an_init_only_wires(feature):
    tree = ast.parse((PLUGINS / feature / "__init__.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]

    assert "register" in {one.name for one in functions}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.While | ast.Lambda)]
    assert all(len(one.body) <= 4 for one in functions if one.name != "register")


@pytest.mark.parametrize("feature", FEATURES)
def test_no_handler_has_the_name_of_a_module_beside_it(feature):
    """Importing that module would replace the handler in the package, and Pelican holds handlers only weakly."""
    names = {path.stem for path in (PLUGINS / feature).glob("*.py")} - {"__init__"}
    tree = ast.parse((PLUGINS / feature / "__init__.py").read_text())

    assert not names & {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def plugins() -> list[str]:
    import sys

    sys.path.insert(0, str(ROOT))
    return list(importlib.import_module("pelicanconf").PLUGINS)


@pytest.mark.parametrize("name", plugins())
def test_a_plugin_says_what_it_is_and_is_in_the_readme(name):
    plugin = importlib.import_module(name)

    assert callable(plugin.register)
    assert plugin.__doc__
    assert f"`{name}`" in (ROOT / "README.md").read_text()


def test_templates_name_one_another_only_by_a_literal():
    """The writer follows these names to know which pages a changed template touches."""
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        for tag in re.findall(r"{%-?\s*(?:extends|include|import|from)\s+(\S+)", path.read_text()):
            assert tag.startswith('"'), (path, tag)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_message_stands_in_the_call_that_translates_it(path):
    """The catalogue is made by reading the calls: a message in a variable would never reach a translator."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and parts(path) != "delivery":
            messages = {"gettext": node.args[:1], "ngettext": node.args[:2]}.get(node.func.attr, [])
            written = all(isinstance(one, ast.Constant) for one in messages)
            assert written or path.name == "language.py", (path, node.lineno)


def test_every_word_of_a_template_goes_through_the_catalogue():
    """Between two tags there is no English word."""
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        text = re.sub(r"{#.*?#}|{%-?\s*trans.*?endtrans\s*-?%}", "", path.read_text(), flags=re.DOTALL)
        text = re.sub(r"{{.*?}}|{%.*?%}|<!--.*?-->|&\w+;", "", text, flags=re.DOTALL)
        told = " ".join(re.findall(r">([^<]*)<", text)).split()
        words = [word for word in told if re.search(r"[A-Za-z]{3,}", word) and "." not in word.strip(".")]
        assert not words, (path.name, words)


def test_the_catalogue_holds_every_message():
    """theme/locales/messages.pot is what the code and the templates say now; `invoke messages` renews it."""
    from babel.messages.pofile import read_po

    from plugins.delivery.messages import extracted

    with (ROOT / "theme" / "locales" / "messages.pot").open("rb") as known:
        held = {message.id for message in read_po(known) if message.id}

    assert held == {message.id for message in extracted(ROOT) if message.id}


def test_an_unknown_setting_stops_the_build(tmp_path):
    from plugins.briefings.settings import BriefingsSettings
    from plugins.incremental.settings import IncrementalSettings
    from plugins.site.settings import SiteSettings

    for kind, name in ((SiteSettings, "SITE"), (BriefingsSettings, "BRIEFINGS"), (IncrementalSettings, "INCREMENTAL")):
        with pytest.raises(TypeError, match="sate"):
            kind.from_pelican({name: {"sate": tmp_path}})


def test_every_pinned_requirement_is_in_the_lock_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock = (ROOT / "requirements.lock").read_text().lower()
    test_lock = (ROOT / "requirements-test.lock").read_text().lower()

    for one in project["project"]["dependencies"]:
        assert f"\n{one.lower()} " in f"\n{lock}"
    for one in project["dependency-groups"]["test"]:
        assert f"\n{one.lower()} " in f"\n{test_lock}"


def test_the_mit_licence_and_the_notices_are_there():
    assert "MIT License" in (ROOT / "LICENSE").read_text()
    assert "govuk-frontend" in (ROOT / "NOTICES.md").read_text()
