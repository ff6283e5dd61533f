"""Through a real Postfix, stopped in the middle and started again: exactly one copy in every mailbox.

The test runs a Postfix of its own: configuration, queue, mailboxes and log in a temporary folder, on a high port of the
loopback address. It starts and stops only that one.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from plugins.delivery.preview import server
from tests.conftest import ROOT
from tests.letters import HTML, NAME, PAGE_PATH, TEXT, a_list, command, environment, lay_out, press, states

PEOPLE = 400
POSTFIX = shutil.which("postfix") or "/usr/sbin/postfix"

MAIN = """
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
maillog_file = {home}/log/maillog
maillog_file_prefixes = {home}/log
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {home}/boxes
virtual_mailbox_maps = texthash:{home}/people
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = permit_mynetworks, reject
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Postfix:
    """One Postfix of this test."""

    def __init__(self, home, people):
        self.home, self.port = home, free_port()
        owner = pwd.getpwnam("postfix")
        for name in ("etc", "spool", "data", "log", "boxes"):
            (home / name).mkdir()
        os.chown(home / "data", owner.pw_uid, owner.pw_gid)
        os.chown(home / "boxes", 65534, 65534)
        (home / "etc" / "main.cf").write_text(MAIN.format(home=home))
        (home / "etc" / "master.cf").write_text(MASTER.format(port=self.port))
        # A regular expression with $1 would be refused by virtual(8), and the mail be bounced.
        (home / "people").write_text("".join(f"{one} {one.partition('@')[0]}/\n" for one in people))

    def say(self, word):
        done = subprocess.run([POSTFIX, "-c", str(self.home / "etc"), word], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def start(self):
        code, said = self.say("start")
        assert code == 0, said + self.log()
        for _attempt in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        pytest.fail(f"Postfix does not answer: {self.log()}")

    def log(self):
        file = self.home / "log" / "maillog"
        return file.read_text() if file.exists() else ""

    def letters(self):
        return list(self.home.glob("boxes/*/new/*"))


@pytest.fixture
def postfix():
    if os.geteuid() != 0:
        pytest.skip("only root can start a Postfix of its own")
    if not Path(POSTFIX).exists():
        pytest.skip("Postfix is not installed: tests/tools.sh installs it")
    home = Path(tempfile.mkdtemp(prefix="postfix-"))
    # Postfix's own user must be able to walk in.
    home.chmod(0o755)
    one = Postfix(home, [f"person{number}@example.org" for number in range(PEOPLE)])
    one.start()
    yield one
    one.say("stop")
    shutil.rmtree(home)


@pytest.mark.slow
def test_postfix_stopped_and_started_again_and_everybody_has_exactly_one(tmp_path, postfix):
    web = server(tmp_path / "site", 0)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    lay_out(tmp_path, page=f"http://127.0.0.1:{web.server_port}{PAGE_PATH}")
    people = a_list(tmp_path / "people.csv", [f"person{number}@example.org" for number in range(PEOPLE)])
    via = f"smtp://127.0.0.1:{postfix.port}"
    assert press(tmp_path, "--via", via, "--test", "person0@example.org").returncode == 0
    words = ("--to", str(people), "--via", via, "--confirm", "14")
    everybody_has_theirs(postfix, 1)
    postfix.letters()[0].unlink()

    first = subprocess.Popen(
        command(tmp_path, *words, "--go"), cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    )
    while not (tmp_path / "ledger" / "kept.sqlite3").exists() or states(tmp_path)["sent"] < PEOPLE // 4:
        assert first.poll() is None, first.communicate()
        time.sleep(0.01)
    assert postfix.say("stop")[0] == 0
    said, _none = first.communicate(timeout=120)
    stopped = states(tmp_path)
    assert first.returncode == 3, said
    assert "Stopped:" in said
    assert stopped["queued"] > 0
    assert stopped["failed"] == 0
    assert stopped["unknown"] <= 1

    postfix.start()
    second = press(tmp_path, *words, "--go")
    everybody_has_theirs(postfix, PEOPLE - states(tmp_path)["unknown"])
    if states(tmp_path)["unknown"]:
        look_and_decide(tmp_path, postfix, words, second.stdout)
        everybody_has_theirs(postfix, PEOPLE)
    third = press(tmp_path, *words, "--go")

    copies = Counter(one.parent.parent.name for one in postfix.letters())
    assert copies == {f"person{number}": 1 for number in range(PEOPLE)}
    assert third.returncode == 0, third.stdout
    assert states(tmp_path) == {"sent": PEOPLE}
    arrived_as_it_was_made(postfix)
    web.shutdown()


def everybody_has_theirs(postfix, least):
    for _attempt in range(600):
        if len(postfix.letters()) >= least:
            return
        time.sleep(0.1)
    pytest.fail(f"{len(postfix.letters())} of {least} letters arrived\n{postfix.log()[-3000:]}")


def look_and_decide(folder, postfix, words, said):
    """Do what a person does: look into the mailbox of the row that is told, and say what is there."""
    line = next(line for line in said.splitlines() if " unknown" in line)
    row = int(line.rpartition(" ")[2])
    has_it = (postfix.home / "boxes" / f"person{row - 2}").exists()
    decided = press(folder, *words, "--resolve-unknown", "sent" if has_it else "again", "--rows", str(row))
    assert decided.returncode == 0, decided.stdout + decided.stderr
    if not has_it:
        assert press(folder, *words, "--go").returncode == 0


def arrived_as_it_was_made(postfix):
    """The headers that matter and both bodies have come through a real mail server whole."""
    one = message_from_bytes(
        (next(iter((postfix.home / "boxes" / "person7" / "new").iterdir()))).read_bytes(), policy=policy.SMTP
    )
    own = "https://lists.example/stop?who=7"

    assert one["Message-ID"].startswith("<73241fd22fea434486354011ae20eb0a.")
    assert one["List-Unsubscribe"].startswith(f"<{own}>")
    assert one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert one.get_body(("plain",)).get_content().replace("\r\n", "\n") == TEXT.replace(
        "https://lists.example/stop", own
    )
    assert own in one.get_body(("html",)).get_content()
    assert HTML.startswith(one.get_body(("html",)).get_content()[:20])
    assert NAME not in str(one["To"])
