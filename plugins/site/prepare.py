"""What a build needs before it reads, and before it renders."""

import logging
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader, PackageLoader, StrictUndefined

from plugins.model.findings import Place, error
from plugins.site.assets import ROOT, stylesheet
from plugins.site.frame import Frame, Icons
from plugins.site.places import misplaced
from plugins.site.reach import reachable
from plugins.site.renderer import Renderer, code_version
from plugins.site.settings import SiteSettings
from plugins.sources.workspace import Workspace, open_workspace, stop_on_errors


def prepare_build(generator: Any) -> None:  # Pelican is untyped
    """Open the workspace for the first generator of a run, and give every generator the same environment."""
    context, settings = generator.context, generator.settings
    if "WORKSPACE" not in context:
        site = SiteSettings.from_pelican(settings)
        content = Path(settings["PATH"]).resolve()
        stop_on_errors([*misplaced(content, Path(settings["OUTPUT_PATH"]).resolve())])
        locales = Path(settings["THEME"]) / "locales"
        workspace = open_workspace(content, site.state, locales, site.clock, publish=site.publish)
        workspace.drafts = site.drafts
        for name, value in (("WORKSPACE", workspace), ("ENV", _environment(generator, workspace, site.state))):
            context[name] = settings[name] = value
        context["localsiteurl"] = workspace.area.root
        _listen(workspace)
    generator.env = context["ENV"]


def _environment(generator: Any, workspace: Workspace, state: Path) -> Any:  # Pelican is untyped
    env = generator.env
    ours = FileSystemLoader(Path(generator.settings["THEME"]) / "templates")
    # Pelican's own last: its generators ask for templates of theirs, though nothing is written with them.
    env.loader = ChoiceLoader([ours, PackageLoader("govuk_frontend_jinja"), env.loader])
    env.undefined = Absent
    # Each build is a process of its own: no template changes in the middle of one.
    env.auto_reload = False
    compiled = state / "jinja"
    compiled.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    env.install_gettext_translations(workspace.language.translations, newstyle=True)
    root = workspace.area.root
    env.globals["url"] = lambda address: root + address if address.startswith("/") else address
    env.filters["reachable"] = reachable
    env.globals["icon"] = Icons(Path(generator.settings["THEME"]) / "icons")
    return env


class Absent(StrictUndefined):
    """What a template may ask after, but never print: an option that was not given is simply not there."""

    def __bool__(self) -> bool:  # type: ignore[override]  # that one raises, this one answers
        """Be as good as nothing."""
        return False


class _Listener(logging.Handler):
    """Turns what Pelican only logs into findings."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(logging.ERROR)
        self.workspace = workspace

    def emit(self, record: logging.LogRecord) -> None:
        self.workspace.findings.append(error(Place("Pelican"), record.getMessage()))


def _listen(workspace: Workspace) -> None:
    log = logging.getLogger("pelican")
    for handler in [one for one in log.handlers if isinstance(one, _Listener)]:
        log.removeHandler(handler)
    log.addHandler(_Listener(workspace))


def prepare_rendering(generator: Any) -> None:  # Pelican is untyped
    """Put the stylesheet and the renderer in the context."""
    context, settings = generator.context, generator.settings
    workspace: Workspace = context["WORKSPACE"]
    site, theme = SiteSettings.from_pelican(settings), Path(settings["THEME"])
    style = stylesheet(theme, workspace.area.brand, workspace.language.direction, site.state)
    address = f"/theme/site.{blake2b(style, digest_size=5).hexdigest()}.css"
    frame = Frame(context["ENV"], workspace, address, context)
    renderer = Renderer(context["ENV"], frame, context["ENV"].globals["icon"], code_version(ROOT))
    context["STYLE"] = (address, style)
    context["RENDERER"] = settings["RENDERER"] = renderer
