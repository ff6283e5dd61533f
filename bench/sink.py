"""A stand-in for a mail server, as small as can be: it accepts every letter and throws it away.

``python -m bench.sink`` prints its port, and the number of letters it took when its input ends.
"""

import asyncio
import sys


class Sink(asyncio.Protocol):
    """One connection: commands until DATA, then lines until a dot."""

    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.kept, self.in_data = transport, b"", False
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every whole line or letter."""
        self.kept += data
        while True:
            end = b"\r\n.\r\n" if self.in_data else b"\r\n"
            line, found, rest = self.kept.partition(end)
            if not found:
                return
            self.kept = rest
            self.transport.write(self._taken() if self.in_data else self._answer(line[:4].upper()))

    def _taken(self) -> bytes:
        Sink.taken += 1
        self.in_data = False
        return b"250 taken\r\n"

    def _answer(self, command: bytes) -> bytes:
        self.in_data = command == b"DATA"
        return {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(command, b"250 ok\r\n")


async def serve() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(Sink.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
