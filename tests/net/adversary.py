"""A courier on loopback that lies, mixes up and breaks off; it shares no code with any client and counts what it sold.

It speaks SF's contract (the answer names its order, a repeat answers 8016, orders can be looked up) and Kuaidi100's (the
same order gives its first number again). `wrong(reference, times)` says what goes wrong with a buying call, "" for nothing.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qsl

KINDS = (
    "drip",
    "huge",
    "redirect",
    "bomb",
    "cut",
    "other",
    "swap",
    "close",
    "extra",
    "packed",
    "reset",
    "empty",
    "not-json-400",
)


class Adversary:
    """Runs in a thread of its own until `close`."""

    def __init__(self, wrong: Callable[[str, int], str]) -> None:
        self.wrong, self.sold, self.times = wrong, defaultdict(list), Counter()
        self.done: Counter[str] = Counter()
        self._held: list[tuple[asyncio.StreamWriter, bytes]] = []
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))

    async def _serve(self, started: threading.Event) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        started.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
            await asyncio.wait([task], timeout=1)
        await asyncio.sleep(0.02)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            # What the client never read is not waited for.
            writer.transport.abort() if self._stop.is_set() else writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(line[15:])
                for line in head.decode("latin-1").lower().split("\r\n")
                if line.startswith("content-length:")
            ),
            0,
        )
        form = dict(parse_qsl((await reader.readexactly(length)).decode()))
        path = head.split()[1].decode()
        if path.startswith("/elsewhere"):
            self.done["followed"] += 1
        reference, creating, answer = self._sf(form) if "msgData" in form else self._kuaidi(form)
        kind = self.wrong(reference, self.times[reference]) if creating else ""
        self.times[reference] += creating
        self.done[kind] += 1
        if kind == "late":
            # The client has long gone when this is bought; another call meanwhile is answered as if nothing were there.
            await asyncio.sleep(0.8)
            answer()
            return False
        return await self._answer(writer, kind, answer(), reference)

    async def _answer(self, writer: asyncio.StreamWriter, kind: str, data: dict, reference: str) -> bool:
        body = json.dumps(data).encode()
        if kind == "drip":
            writer.write(_head(len(body)))
            for n in range(len(body)):
                writer.write(body[n : n + 1])
                await writer.drain()
                await asyncio.sleep(0.2)
            return True
        if kind == "huge":
            writer.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _n in range(80):
                writer.write(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
                await writer.drain()
            return False
        if kind == "bomb":
            bomb = _bomb()
            writer.write(_head(len(bomb), "Content-Encoding: gzip\r\n") + bomb)
            return True
        if kind == "packed":
            packed = gzip.compress(body)
            writer.write(_head(len(packed), "Content-Encoding: gzip\r\n") + packed)
            return True
        if kind == "cut":
            writer.write(
                b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
                + f"{len(body) + 9:x}\r\n".encode()
                + body[: len(body) // 2]
            )
            return False
        if kind == "redirect":
            writer.write(b"HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
            return True
        if kind == "other":
            writer.write(_whole(_about(data, reference + "9")))
            return True
        if kind == "extra":
            writer.write(_whole(data) + _whole(data))
            return True
        if kind == "swap":
            return await self._swapped(writer, data)
        if kind == "empty":
            writer.write(_head(0))
            return True
        if kind == "not-json-400":
            writer.write(b"HTTP/1.1 400 X\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")
            return True
        if kind == "reset":
            writer.transport.abort()
            return False
        writer.write(_whole(data))
        # Closed without a word: the next call on this connection finds that out by itself.
        return kind != "close"

    async def _swapped(self, writer: asyncio.StreamWriter, data: dict) -> bool:
        """Two answers wait for each other and go out on each other's connection."""
        self._held.append((writer, _whole(data)))
        if len(self._held) == 2:
            (first, one), (second, two) = self._held
            self._held = []
            first.write(two)
            second.write(one)
        return True

    def _sell(self, reference: str) -> str:
        self.sold[reference].append(f"AD{sum(map(len, self.sold.values())) + 1:08d}")
        return str(self.sold[reference][0])

    def _kuaidi(self, form: dict[str, str]) -> tuple[str, bool, Callable[[], dict]]:
        reference = json.loads(form["param"])["orderId"]

        def buy() -> dict:
            waybill = self.sold[reference][0] if self.sold.get(reference) else self._sell(reference)
            return {"code": 200, "message": "success", "data": {"kuaidinum": waybill, "bulkpen": "A-1"}}

        return reference, True, buy

    def _sf(self, form: dict[str, str]) -> tuple[str, bool, Callable[[], dict]]:
        reference, service = json.loads(form["msgData"])["orderId"], form["serviceCode"]

        def find() -> dict:
            return _found(reference, self.sold[reference][0]) if self.sold.get(reference) else _refused("8024")

        def buy() -> dict:
            return _refused("8016") if self.sold.get(reference) else _found(reference, self._sell(reference))

        creating = service == "EXP_RECE_CREATE_ORDER"
        return reference, creating, buy if creating else find


@cache
def _bomb() -> bytes:
    """40 MB of nothing in some 200 kB: more than is ever read."""
    return gzip.compress(b" " * (40 << 20), 1)


def _found(reference: str, waybill: str) -> dict:
    order = {"orderId": reference, "filterResult": 2, "waybillNoInfoList": [{"waybillType": 1, "waybillNo": waybill}]}
    return _outer({"success": True, "errorCode": "S0000", "msgData": order})


def _refused(code: str) -> dict:
    return _outer({"success": False, "errorCode": code, "errorMsg": code, "msgData": None})


def _outer(data: dict) -> dict:
    return {"apiResultCode": "A1000", "apiErrorMsg": "", "apiResultData": json.dumps(data)}


def _about(data: dict, reference: str) -> dict:
    """The same answer as if it were about another order and its number."""
    return _found(reference, "AD99999999") if "apiResultData" in data else data


def _whole(data: dict) -> bytes:
    body = json.dumps(data).encode()
    return _head(len(body)) + body


def _head(length: int, more: str = "") -> bytes:
    return f"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n".encode()
