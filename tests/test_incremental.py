"""The writer: what was skipped is what a clean build would write, and a build that stops changes nothing."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from plugins.incremental.gate import nothing_to_do
from plugins.incremental.gate import settings as gate_settings
from plugins.model.clock import instant
from plugins.model.findings import ContentError
from tests.conftest import AT, ROOT, invoke, run, tree, write
from tests.small import AREA, PAGE, PLAN, briefing, news, page, theme

NOW = instant(AT)


def gate(tmp_path, now=NOW):
    asked = gate_settings(ROOT / "pelicanconf.py", tmp_path / "content")
    return nothing_to_do({**asked, "INCREMENTAL": {"state": tmp_path / "state"}}, tmp_path / "output", now)


def plain_pelican(folder, output, *options):
    """Build as the ordinary command does, from another folder than ours."""
    paths = [str(folder / "content"), "-o", str(folder / output), "-s", str(ROOT / "pelicanconf.py")]
    command = [sys.executable, "-m", "pelican", *paths, *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_two_clean_builds_are_byte_identical(demonstration, tmp_path):
    run(ROOT / "content", tmp_path / "again")

    assert tree(tmp_path / "again") == tree(demonstration)


def test_a_second_build_writes_nothing(build, tmp_path):
    output = build({"news/a.md": news()})
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    build()

    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before


def test_one_changed_item_touches_only_what_shows_it(build):
    output = build(
        {"news/a.md": news(), "pages/other.md": page(id="5b0a8f1e-0001-4000-8000-000000000009", title="Other")}
    )
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    build({"pages/other.md": page("New words.", id="5b0a8f1e-0001-4000-8000-000000000009", title="Other")})

    changed = {path.relative_to(output).as_posix() for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed == {"other/index.html"}


def test_the_gate_sees_that_nothing_changed(build, tmp_path):
    build()

    assert gate(tmp_path)


@pytest.mark.parametrize("what", ["content", "new file", "output", "output removed", "same size and time"])
def test_the_gate_sees_any_change(build, tmp_path, what):
    output, file = build(), tmp_path / "content" / "pages" / "help.md"
    if what == "content":
        file.write_text(page("Other words."))
    elif what == "new file":
        write(tmp_path / "content", {"pages/more.md": page(status="draft")})
    elif what == "output":
        (output / "index.html").write_text("mine")
    elif what == "output removed":
        (output / "index.html").unlink()
    else:
        known = file.stat()
        file.write_bytes(file.read_bytes().replace(b"Some words", b"Same words"))
        os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))

    assert not gate(tmp_path)


def test_the_gate_opens_when_an_item_falls_due(build, tmp_path):
    output = build({"news/a.md": news(date="2026-12-01T09:00")})

    assert gate(tmp_path, instant("2026-12-01T08:59"))
    assert not gate(tmp_path, instant("2026-12-01T09:00"))
    assert not gate(tmp_path, NOW - timedelta(days=1))
    build(at="2026-12-01T09:00")
    assert (output / "news/a/index.html").exists()


def test_the_gate_waits_for_neither_pelican_nor_jinja_nor_markdown():
    code = "import sys, plugins.incremental.gate; sys.exit(bool({'pelican', 'jinja2', 'markdown', 'pydantic'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_a_file_someone_else_put_in_the_output_is_left_alone(build):
    output = build({"news/a.md": news()})
    write(output, {"theirs.txt": "mine", "news/a/theirs.txt": "mine"})
    build({"news/a.md": None})

    assert (output / "theirs.txt").read_text() == "mine"
    assert (output / "news/a/theirs.txt").read_text() == "mine"
    assert not (output / "news/a/index.html").exists()


def test_what_no_longer_belongs_is_removed(build):
    output = build({"news/a.md": news(), "images/x.png": b"x"})
    build({"news/a.md": None, "images/x.png": None})

    assert not (output / "news/a").exists()
    assert not (output / "images").exists()


def test_a_stopped_build_changes_nothing(build, tmp_path):
    output = build({"news/a.md": news()})
    before = tree(output)
    with pytest.raises(ContentError):
        build({"news/a.md": news(title="New"), "news/b.md": "no front matter"})

    assert tree(output) == before
    assert not list(output.glob(".*"))
    write(tmp_path / "content", {"news/b.md": None})
    assert "New" in (build() / "news/a/index.html").read_text()


def test_a_page_that_was_broken_by_hand_is_mended(build):
    output = build()
    (output / "help/index.html").write_text("broken")
    build()

    assert "Some words" in (output / "help/index.html").read_text()


def test_a_changed_template_changes_only_pages_that_reach_it(tmp_path, build):
    from pelican.settings import read_settings

    theme_copy = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme_copy)
    build({"news/a.md": news()})

    def built():
        import pelican

        override = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "out"), "THEME": str(theme_copy)}
        conf = read_settings(str(ROOT / "pelicanconf.py"), override=override)
        conf["SITE"] = {**conf["SITE"], "at": AT}
        conf["INCREMENTAL"] = {"state": tmp_path / "state"}
        pelican.Pelican(conf).run()
        return tree(tmp_path / "out")

    before = built()
    template = theme_copy / "templates" / "news_item.html"
    template.write_text(template.read_text().replace("{% block content %}", "{% block content %}<p>Fresh</p>", 1))
    after = built()

    assert {name for name in after if after[name] != before[name]} == {"news/a/index.html"}


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_output_whole_and_is_mended(tmp_path):
    """Every file is always whole, old or new; the next build makes all of it new."""
    content, output = tmp_path / "content", tmp_path / "output"
    files = {
        f"news/2026-10-{day:02}-item-{day}.md": news(
            id=f"5b0a8f1e-0002-4000-8000-0000000000{day:02}", title=f"Item {day}"
        )
        for day in range(1, 21)
    }
    write(content, {"area.toml": AREA, "pages/help.md": PAGE, **files})
    run(content, output)
    old = tree(output)
    write(content, {name: text.replace("Item", "Thing") for name, text in files.items()})
    run(content, tmp_path / "clean", state=tmp_path / "other")
    new = tree(tmp_path / "clean")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from tests.conftest import run; print('go', flush=True); run(Path({str(content)!r}), Path({str(output)!r}))"
    for number in range(12):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
        process.stdout.readline()
        time.sleep(0.05 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
        shown = {name: data for name, data in tree(output).items() if not name.startswith(".staging/")}
        assert set(old) & set(new) <= set(shown)
        for name, data in shown.items():
            assert data in {old.get(name), new.get(name)}, name
    run(content, output)

    assert tree(output) == new


def test_a_file_written_by_a_build_that_died_is_removed_when_it_no_longer_belongs(build, tmp_path, monkeypatch):
    from plugins.incremental.writer import StagingWriter

    output = build()
    monkeypatch.setattr(StagingWriter, "_save", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        build({"news/a.md": news()})
    monkeypatch.undo()
    assert (output / "news/a/index.html").exists()
    build({"news/a.md": None})

    assert not (output / "news/a").exists()


@pytest.mark.parametrize("old", ["/./", "/a//b/", "/../x/", "/a b/", "/" + "x" * 101])
def test_an_address_that_no_output_can_have_is_refused(build, old):
    output = build()
    before = tree(output)
    with pytest.raises(ContentError, match="is not an address of this site"):
        build({"pages/help.md": page(redirect_from=f"['{old}']")})

    assert tree(output) == before


@pytest.mark.parametrize("old", [["/robots.txt/x/"], ["/old.html", "/old.html/deeper/"], ["/help"]])
def test_an_output_that_would_be_a_file_and_a_folder_is_refused(build, old):
    output = build()
    before = tree(output)
    with pytest.raises(ContentError):
        build({"pages/help.md": page(redirect_from=str(old))})
    assert tree(output) == before
    build({"pages/help.md": PAGE})

    assert tree(output) == before


@pytest.mark.parametrize("there_and_back", [False, True])
def test_a_file_may_become_a_folder_and_a_folder_a_file(build, tmp_path, there_and_back):
    files = [{"documents/report": b"x"}, {"documents/report": None, "documents/report/a.pdf": b"y"}]
    output = build(files[0])
    build(files[1])
    assert (output / "documents/report/a.pdf").read_bytes() == b"y"
    if there_and_back:
        (tmp_path / "content/documents/report/a.pdf").unlink()
        (tmp_path / "content/documents/report").rmdir()
        build(files[0])

        assert (output / "documents/report").read_bytes() == b"x"


def test_what_somebody_put_in_the_way_is_told_and_left_alone(build):
    output = build()
    (output / "robots.txt").unlink()
    write(output, {"robots.txt/mine.txt": "mine"})
    with pytest.raises(ContentError, match=r"stands where /robots\.txt must be written"):
        build()

    assert (output / "robots.txt/mine.txt").read_text() == "mine"


@pytest.mark.parametrize("where", ["content", "content/images", "content/out", ".", "file", "file/out"])
def test_an_output_among_or_around_the_sources_is_refused(build, tmp_path, where):
    build()
    write(tmp_path, {"file": "x"})
    before = tree(tmp_path / "content")
    with pytest.raises(ContentError, match="--output"):
        run(tmp_path / "content", tmp_path / where)

    assert tree(tmp_path / "content") == before


@pytest.mark.parametrize("where", ["", "plugins", "theme/static/x", "tests"])
def test_an_output_among_the_programs_own_files_is_refused(build, tmp_path, where):
    build()
    with pytest.raises(ContentError, match="--output"):
        run(tmp_path / "content", ROOT / where)


def test_a_second_build_at_the_same_time_is_refused(build, tmp_path):
    from plugins.incremental.lock import Lock
    from plugins.incremental.record import state_folder

    output = build()
    held = Lock(state_folder(tmp_path / "state", output), output)
    with pytest.raises(ContentError, match="Another build writes here now"):
        build()
    held.release()
    build()


@pytest.mark.parametrize("first", [{"publish": True}, {"drafts": True}])
def test_another_way_of_building_into_one_output_leaves_nothing_behind(build, tmp_path, first):
    """An item that one way of building wrote is removed, or made afresh, by the other."""
    draft = {"news/a.md": news(title="Zebra", status="draft" if "drafts" in first else "published")}
    output = build(draft, **first)
    assert (output / "news/a/index.html").exists()
    if "publish" in first:
        write(tmp_path / "content", {"news/a.md": None})
    assert not gate(tmp_path)
    build()

    assert not (output / "news/a").exists()
    assert all(b"Zebra" not in data for data in tree(output).values())


def test_a_preview_is_never_built_where_it_could_be_published(tmp_path):
    write(tmp_path / "content", {"area.toml": AREA, "pages/help.md": PAGE})
    done = invoke("preview", "--content", str(tmp_path / "content"), "--output", str(tmp_path / "output"))

    assert done.returncode == 1
    assert not (tmp_path / "output").exists()


def test_the_output_is_not_emptied_first(build, tmp_path):
    output = build()
    done = plain_pelican(tmp_path, "output", "-d")

    assert done.returncode == 1
    assert "The output is never emptied before a build." in done.stderr
    assert (output / "index.html").exists()


@pytest.mark.parametrize("text", ["[]", "{}", '{"version": 2, "now": "x"}', "\0", '{"version": 2, "outputs": []}'])
def test_a_record_that_cannot_be_read_is_as_good_as_none(build, tmp_path, text):
    output = build()
    before = tree(output)
    for record in (tmp_path / "state").rglob("record.json"):
        record.write_text(text)
    assert not gate(tmp_path)
    build()

    assert tree(output) == before
    assert gate(tmp_path)


def test_a_full_disk_is_told_in_words_and_the_old_output_stays(build, monkeypatch):
    import errno

    output = build()
    before = tree(output)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    write(output.parent / "content", {"pages/help.md": page("New.")})
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ContentError, match="No space left on device"):
        build()
    monkeypatch.undo()

    assert tree(output) == before
    assert "New." in (build() / "help/index.html").read_text()


def test_plain_pelican_gives_the_same_bytes(tmp_path, build):
    output = build({"news/2026-11-01-a.md": news(), "briefings/2026-11-06-briefing-1.md": briefing()}, at=None)
    done = plain_pelican(tmp_path, "plain")

    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "plain") == tree(output)


def test_plain_pelican_prints_findings_and_no_traceback(tmp_path, build):
    build()
    write(tmp_path / "content", {"pages/bad.md": "no"})
    done = plain_pelican(tmp_path, "plain")

    assert done.returncode == 1
    assert "pages/bad.md, line 1: The file has no front matter." in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_invoke_build_says_what_it_did_and_then_that_there_is_nothing_to_do(tmp_path):
    write(tmp_path / "content", {"area.toml": AREA, "pages/help.md": PAGE})
    words = ("build", "--content", str(tmp_path / "content"), "--output", str(tmp_path / "output"), "--at", AT)
    first, second = invoke(*words), invoke(*words)

    assert "Built output/:" in first.stdout
    assert "Nothing has changed" in second.stdout


def test_invoke_build_tells_a_mistake_without_a_traceback(tmp_path):
    write(tmp_path / "content", {"area.toml": AREA.replace("telephone", "telefone"), "pages/help.md": PAGE})
    done = invoke("build", "--content", str(tmp_path / "content"), "--output", str(tmp_path / "output"))

    assert done.returncode == 1
    assert "area.toml, key contact.telefone: `contact.telefone` is not a key of a partnership." in done.stderr
    assert "Did you mean `telephone`?" in done.stderr
    assert "Traceback" not in done.stderr


NAMES = ("a", "b", "c")
TITLES = st.sampled_from(["One", "Two & three", "“Four”", "<b>Five</b>"])
CALENDAR = "\n[briefing]\nfirst = 2026-11-10\nevery_days = 5\ntolerance_days = 1\n"
MOMENTS = ("2026-11-10", "2026-11-20", "2026-11-22", "2026-12-24")


class Editing(RuleBasedStateMachine):
    """Any run of edits, renames, removals and changes of the clock, built as it goes, equals one clean build."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.content, self.at = self.folder / "content", "2026-11-22"
        write(
            self.content,
            {
                "area.toml": AREA + CALENDAR,
                "pages/help.md": PAGE,
                "plan/plan.toml": PLAN,
                "plan/themes/listening.md": theme(),
            },
        )

    @rule(
        name=st.sampled_from(NAMES),
        title=TITLES,
        day=st.sampled_from(["2026-11-05", "2026-11-21", "2026-12-24"]),
        draft=st.booleans(),
    )
    def write_news(self, name, title, day, draft):
        identity = f"5b0a8f1e-0002-4000-8000-00000000000{NAMES.index(name)}"
        status = "draft" if draft else "published"
        write(
            self.content,
            {
                f"news/{name}.md": news(
                    f"{title}.", id=identity, title=f"'{title}'", date=day, status=status, themes="[listening]"
                )
            },
        )

    @rule(name=st.sampled_from(NAMES), title=TITLES, right=st.booleans(), back=st.booleans())
    def write_edition(self, name, title, right, back):
        """One that was put right or taken back changes the page of the next one too, and some days are missed."""
        number = NAMES.index(name)
        keys = {
            "id": f"5b0a8f1e-0003-4000-8000-00000000000{number}",
            "number": str(number + 1),
            "date": f"2026-11-{10 + 6 * number}T09:00",
            **({"corrections": "[{on: 2026-11-20, text: Not Monday.}]"} if right and number < 2 else {}),
            **({"withdrawn": "{on: 2026-11-22, why: It was wrong.}"} if back else {}),
        }
        write(self.content, {f"briefings/{name}.md": briefing(title=f"'{title}'", **keys)})

    @rule(name=st.sampled_from(NAMES), folder=st.sampled_from(["news", "briefings"]))
    def remove(self, name, folder):
        (self.content / folder / f"{name}.md").unlink(missing_ok=True)

    @rule(one=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename(self, one, other):
        source, target = self.content / "news" / f"{one}.md", self.content / "news" / f"{other}.md"
        if source.exists() and not target.exists():
            source.rename(target)

    @rule(name=st.sampled_from(["Smallshire", "Largeshire"]))
    def rename_the_area(self, name):
        write(self.content, {"area.toml": AREA.replace("Smallshire", name) + CALENDAR})

    @rule(words=TITLES)
    def edit_the_theme(self, words):
        write(self.content, {"plan/themes/listening.md": theme(progress=f"### 2026-11-21 (October)\n\n{words}")})

    @rule(at=st.sampled_from(MOMENTS))
    def turn_the_clock(self, at):
        self.at = at

    @rule(broken=st.booleans())
    def fail(self, broken):
        write(self.content, {"news/broken.md": "no"})
        with pytest.raises(ContentError):
            run(self.content, self.folder / "output", at=self.at)
        write(self.content, {"news/broken.md": None})

    @invariant()
    def incremental_equals_clean(self):
        """Also where two files say the same id: then both builds stop, and the output stays as it was."""
        if not hasattr(self, "folder"):
            return
        output, clean = self.folder / "output", Path(tempfile.mkdtemp())
        shutil.copytree(ROOT / ".build" / "css", clean / "caches" / "css")  # only the compiled style is not made afresh
        before = tree(output)
        refused = self._refused(output)
        assert self._refused(clean / "output", caches=clean / "caches") == refused
        assert tree(output) == (before if refused else tree(clean / "output"))

    def _refused(self, output, **options):
        try:
            run(self.content, output, at=self.at, **options)
        except ContentError as stopped:
            return stopped.findings
        return []


@pytest.mark.slow
def test_any_run_of_edits_built_as_it_goes_equals_a_clean_build():
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@given(st.permutations(["a", "b", "c"]))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_in_which_files_were_written_does_not_matter(order):
    folder = Path(tempfile.mkdtemp())
    write(folder / "content", {"area.toml": AREA, "pages/help.md": PAGE})
    for name in order:
        write(
            folder / "content",
            {f"news/{name}.md": news(id=f"5b0a8f1e-0002-4000-8000-00000000000{ord(name) - 97}", title=name)},
        )
    run(folder / "content", folder / "output")
    first = tree(folder / "output")
    known = _KNOWN.setdefault("first", first)

    assert first == known


_KNOWN: dict = {}
