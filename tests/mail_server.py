"""A real mail server (aiosmtpd) in a process of its own, which behaves badly as it is told.

    python -m tests.mail_server LOG [--greylist N] [--refuse N] [--drop N] [--slow SECONDS]

It prints its port, then writes a line of JSON to LOG for each letter it accepts, before it answers. Of a hundred people
it puts off N the first time, refuses N for ever, and drops the connection after accepting the letters of N.
"""

import argparse
import asyncio
import json
import os
import zlib
from email import message_from_bytes

from aiosmtpd.smtp import SMTP


class Moody:
    """Decides by the address, so that it decides alike in every run."""

    def __init__(self, asked):
        self.asked, self.seen = asked, set()
        self.log = os.open(asked.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def is_one_of(self, salt, address, percent):
        return zlib.crc32(f"{salt}{address}".encode()) % 100 < percent

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.is_one_of("refuse", address, self.asked.refuse):
            return f"550 5.1.1 <{address}>: no such person"
        if self.is_one_of("grey", address, self.asked.greylist) and address not in self.seen:
            self.seen.add(address)
            return f"451 4.7.1 <{address}>: come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        if self.asked.slow:
            await asyncio.sleep(self.asked.slow)
        (address,) = envelope.rcpt_tos
        letter = message_from_bytes(envelope.content)
        line = {"to": address, "id": letter["Message-ID"], "stop": letter["List-Unsubscribe"]}
        os.write(self.log, json.dumps(line).encode() + b"\n")
        if self.is_one_of("drop", address, self.asked.drop):
            server.transport.close()
        return "250 accepted"


async def serve(asked):
    moody = Moody(asked)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(moody, hostname="mail.example", loop=asyncio.get_running_loop()), "127.0.0.1", asked.port
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--greylist", type=int, default=0)
    parser.add_argument("--refuse", type=int, default=0)
    parser.add_argument("--drop", type=int, default=0)
    parser.add_argument("--slow", type=float, default=0)
    asyncio.run(serve(parser.parse_args()))
