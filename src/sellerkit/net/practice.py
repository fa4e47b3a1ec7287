"""The practice courier: a real server on this computer that sells waybills of no value and misbehaves on request.

    python -m sellerkit.net.practice --port 0 --ledger FILE [--faults 0.15] [--fault-kind "bought then cut"] [--seed 1] [--silence-s 30] [--latency-ms 50]

Its first line is its address. It speaks `POST /label/order` of Kuaidi100 (key and secret PRACTICE, signatures checked,
`reorder: false` gives the first success again, `method=cancel`), refuses an address that holds 拒收 or REFUSE, and counts
on `GET /tally`. The ledger is on disk before each answer and read again at the start.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl

from sellerkit.base.errors import ServiceUnreachable
from sellerkit.base.language import _
from sellerkit.net.practice_counter import FAULTS, NO_MONEY, Counter

_LARGEST = 1024 * 1024


@contextmanager
def practice_courier(
    ledger: Path, faults: Decimal = Decimal(0), *, kinds: Sequence[str] = (), seed: int = 1, silence_s: float = 30, latency_ms: float = 0
) -> Iterator[str]:  # fmt: skip
    """Run the practice courier as a process of its own and give its address; it ends with the block or with us.

    Raises ServiceUnreachable when it does not start.
    """
    options = [f"--ledger={ledger}", f"--faults={faults}", f"--seed={seed}", f"--silence-s={silence_s}"]
    options += [f"--fault-kind={kind}" for kind in kinds]
    command = [
        sys.executable,
        "-m",
        "sellerkit.net.practice",
        "--port=0",
        f"--latency-ms={latency_ms}",
        "--with-parent",
    ]
    # It watches its standard input, which the system closes when we die, on every system alike.
    process = subprocess.Popen(
        command + options, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        address = process.stdout.readline().decode("ascii", "replace").strip()
        if not address.startswith("http://"):
            raise ServiceUnreachable(
                _("The practice courier did not start."),
                hint=_("Check that {path} can be written.").format(path=ledger),
            )
        yield address
    finally:
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


class Server:
    """HTTP/1.1 with kept connections; one write an answer, so that no small packet waits for another."""

    def __init__(self, counter: Counter, *, silence_s: float, latency_ms: float) -> None:
        self._counter, self._silence_s, self._latency_s = counter, silence_s, latency_ms / 1000

    async def run(self, port: int) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", port, backlog=512)
        sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}" + "\n")
        sys.stdout.flush()
        async with server:
            await server.serve_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
            while await self._one(reader, writer):
                await writer.drain()
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False ends the connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _version = head[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:])}
        length = int(headers.get("content-length", 0))
        if not 0 <= length <= _LARGEST:
            return False
        body = await reader.readexactly(length)
        if target == "/tally":
            return _answer(writer, 200, self._counter.tally())
        if method != "POST" or target != "/label/order":
            return _answer(writer, 404, {"message": target})
        await asyncio.sleep(self._latency_s)
        return await self._order(writer, dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))

    async def _order(self, writer: asyncio.StreamWriter, form: dict[str, str]) -> bool:
        fault = self._counter.fault(form)
        if fault == "429":
            return _answer(writer, 429, {"message": "slow down"}, "Retry-After: 1\r\n")
        if fault == "cut before":
            return False
        if fault == "500 before":
            return _answer(writer, 500, {"message": "no"})
        if fault == NO_MONEY:
            return _answer(writer, 200, {"result": False, "returnCode": "30004", "code": 30004, "message": "no money"})
        result = self._counter.order(form)
        if fault == "bought then silence":
            await asyncio.sleep(self._silence_s)
        if fault in ("bought then silence", "bought then cut"):
            return False
        if fault == "500 after":
            return _answer(writer, 500, {"message": "oops"})
        return _answer(writer, 200, "<html>busy</html>" if fault == "bought then rubbish" else result)


def _answer(writer: asyncio.StreamWriter, status: int, data: object, more: str = "") -> bool:
    body = (data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)).encode()
    kind = "text/html" if isinstance(data, str) else "application/json"
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    writer.write(head.encode() + body)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m sellerkit.net.practice", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument(
        "--fault-kind",
        choices=(*FAULTS, NO_MONEY),
        action="append",
        default=[],
        help="only this kind; may be given again",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--silence-s", type=float, default=30)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")
    options = parser.parse_args()
    if options.with_parent:
        # Ctrl-C in the terminal is for the parent, which still awaits our answers.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_end_with_parent, daemon=True).start()
    counter = Counter(options.ledger, faults=options.faults, kinds=options.fault_kind, seed=options.seed)
    with suppress(KeyboardInterrupt):
        asyncio.run(Server(counter, silence_s=options.silence_s, latency_ms=options.latency_ms).run(options.port))


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    # Every purchase is on disk already; nothing is left to finish.
    os._exit(0)


if __name__ == "__main__":
    main()
