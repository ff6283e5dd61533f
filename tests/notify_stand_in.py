"""A stand-in for GOV.UK Notify on the loopback address. It is not Notify: it follows what its documentation says.

Followed: https://docs.notifications.service.gov.uk/rest-api.html and python.html (signing in by a JSON Web Token, “Send
an email”, “Get a template by ID”, “Error codes”, “Limits”), as read in alphagov/notifications-tech-docs. What the real
one does beside that (bounces, guest lists, queues) is not here, and no mail leaves it.
"""

import json
import re
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"briefings-{SERVICE}-{SECRET}"
HANG_UP_BEFORE, HANG_UP_AFTER, SAY_NOTHING = "hang up before", "hang up after taking it", "take it and say nothing"
TRIAL = "Can't send to this recipient when service is in trial mode - see https://www.notifications.service.gov.uk/trial-mode"


def error(name, message):
    """Return the body of an error as Notify writes it."""
    return {"errors": [{"error": name, "message": message}]}


class StandIn(ThreadingHTTPServer):
    """Start with ``with StandIn() as notify``; ``taken`` is what it took, ``answers`` what it says to whom instead."""

    daemon_threads = True

    def __init__(self, a_minute=3000, a_day=250_000):
        super().__init__(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.template = {"type": "email", "subject": "((subject))", "body": "((body))"}
        self.answers, self.taken, self.calls, self.secret = {}, [], [], SECRET
        self.a_minute, self.a_day, self.times, self.lock = a_minute, a_day, [], threading.Lock()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_problem):
        self.shutdown()
        self.server_close()

    def limit(self):
        """Return the error of a limit that is reached, or None; the limit by the minute is a rolling one."""
        now = time.monotonic()
        self.times = [one for one in self.times if now - one < 60]
        if len(self.times) >= self.a_minute:
            words = f"Exceeded rate limit for key type LIVE of {self.a_minute} requests per 60 seconds"
            return error("RateLimitError", words)
        self.times.append(now)
        if len(self.taken) >= self.a_day:
            return error("TooManyRequestsError", f"Exceeded send limits (email: {self.a_day}) for today")
        return None


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body go in one piece: two small ones wait for each other.
    wbufsize = -1

    def log_message(self, *_words):
        pass

    def do_GET(self):
        if why := self.refused():
            return self.say(403, why)
        if self.path != f"/v2/template/{TEMPLATE}":
            return self.say(404, error("NoResultFound", "No result found"))
        return self.say(200, {"id": TEMPLATE, "name": "Briefing", "version": 1, **self.server.template})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        to = asked.get("email_address")
        with self.server.lock:
            self.server.calls.append(to)
            answer = self.server.answers.get(to)
            if isinstance(answer, list):
                answer = answer.pop(0) if answer else None
            if answer == HANG_UP_BEFORE:
                return self.hang_up()
            if isinstance(answer, tuple):
                return self.say(*answer)
            status, body = self.judged(asked)
            if status == 201:
                self.server.taken.append(asked)
            if answer == SAY_NOTHING:
                time.sleep(1)
            if answer in {HANG_UP_AFTER, SAY_NOTHING}:
                return self.hang_up()
        return self.say(status, body)

    def judged(self, asked):
        """Return the status and the body that the documentation names for what was *asked*."""
        for status, look in ((403, self.refused), (429, self.server.limit)):
            if why := look():
                return status, why
        if wrong := list(faults(asked)):
            return 400, {"errors": [{"error": "ValidationError", "message": one} for one in wrong]}
        if asked["template_id"] != TEMPLATE:
            return 400, error("BadRequestError", "Template not found")
        told = asked.get("personalisation", {})
        places = re.findall(r"\(\((\w+)\)\)", self.server.template["subject"] + self.server.template["body"])
        if missing := [one for one in places if one not in told]:
            return 400, error("BadRequestError", f"Missing personalisation: {', '.join(missing)}")
        body = re.sub(r"\(\((\w+)\)\)", lambda place: told[place[1]], self.server.template["body"])
        if len(body.encode()) > 2_000_000:
            size = f"Your message is {len(body.encode())} bytes."
            return 400, error("BadRequestError", f"Emails cannot be longer than 2000000 bytes. {size}")
        number = str(uuid.uuid4())
        content = {"subject": told.get("subject", ""), "body": body, "from_email": "x@notifications.service.gov.uk"}
        return 201, {
            "id": number,
            "reference": asked.get("reference"),
            "content": content,
            "template": {"id": TEMPLATE},
        }

    def refused(self):
        """Return the error of a token that is not signed by our key, or None."""
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            said = jwt.decode(token, self.server.secret, algorithms=["HS256"], options={"verify_iat": False})
        except jwt.PyJWTError:
            return error("AuthError", "Invalid token: API key not found")
        if said.get("iss") != SERVICE:
            return error("AuthError", "Invalid token: service not found")
        if abs(said["iat"] - time.time()) > 30:
            return error("AuthError", "Error: Your system clock must be accurate to within 30 seconds")
        return None

    def say(self, status, body):
        """Answer with *body*: a dictionary as JSON, anything else as it is."""
        data = json.dumps({"status_code": status, **body}).encode() if isinstance(body, dict) else body
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def hang_up(self):
        self.close_connection = True
        self.connection.close()


def faults(asked):
    """Yield what the schema of “Send an email” says against what was *asked*."""
    for one in ("email_address", "template_id"):
        if one not in asked:
            yield f"{one} is a required property"
    if "email_address" in asked and not re.fullmatch(r"[^@\s]+@[^@\s.]+\.[^@\s]+", asked["email_address"]):
        yield "email_address is not a valid email address"
    if not asked.get("one_click_unsubscribe_url", "https://x").startswith("https://"):
        yield "one_click_unsubscribe_url is not a valid https url"
    if not isinstance(asked.get("personalisation", {}), dict):
        yield "personalisation is not of type object"
