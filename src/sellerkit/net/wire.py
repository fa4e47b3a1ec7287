"""One call goes out through httpx as the exact bytes that were signed, one reply comes back."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Mapping
from decimal import Decimal
from email.utils import parsedate_to_datetime
from time import time
from urllib.parse import urlsplit, urlunsplit

import httpx

from sellerkit.base.errors import SellerkitError
from sellerkit.model.shipment import Call, Doubtful, Reply
from sellerkit.net.connection import allowed_origin

# The largest answer that is read: a label as a PDF is some 200 kB, a batch of them a few MB.
MAX_ANSWER = 32 * 1024 * 1024
_HEADERS = {"User-Agent": "sellerkit", "Accept": "*/*"}


class NotReached(Exception):
    """The connection was refused, or its name not found, before a byte was sent: nothing can have been bought."""


class SlowDown(Exception):
    """429: the courier did not take the call. `seconds` is what it asked to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Wire:
    """Open connections to one origin. Redirects are never followed: a second POST could be a second purchase."""

    def __init__(
        self, origin: str, connections: int, timeout_s: float, *, reuse: bool = True, loopback_only: bool = False
    ) -> None:
        kept = connections if reuse else 0
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=kept, keepalive_expiry=30)
        # Certificates are read only where they are needed: a courier on this computer names labels on this computer.
        self._secure, self._loopback_only = origin.startswith("https:"), loopback_only
        self._transport = httpx.AsyncHTTPTransport(verify=self._secure, limits=limits)
        self._origin, self._timeout_s = origin, timeout_s
        self._extensions = {"timeout": {"connect": timeout_s, "read": timeout_s, "write": timeout_s, "pool": None}}
        self._urls: dict[str, httpx.URL] = {}

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def send(self, call: Call) -> Reply:
        """Raises NotReached, SlowDown, or Doubtful for everything that may have arrived without a whole answer."""
        request = httpx.Request(
            call.method, self._url(call.path), headers={**_HEADERS, **call.headers}, content=call.body
        )
        request.extensions = self._extensions
        try:
            # The read timeout ends silence; this one ends an answer that drips in for ever.
            async with asyncio.timeout(self._timeout_s * 2 + 1):
                status, headers, body = await self._exchange(request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotReached(str(error) or type(error).__name__) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise Doubtful(type(error).__name__) from error
        if status == 429:
            raise SlowDown(_retry_after(headers))
        return Reply(status, body, _json(body))

    async def _exchange(self, request: httpx.Request) -> tuple[int, Mapping[str, str], bytes]:
        response = await self._transport.handle_async_request(request)
        try:
            assert isinstance(response.stream, httpx.AsyncByteStream)
            parts, size = [], 0
            async for part in response.stream:
                parts.append(part)
                size += len(part)
                if size > MAX_ANSWER:
                    raise Doubtful("answer too large")
            _distrust(response)
        finally:
            await response.aclose()
        return response.status_code, response.headers, _plain(b"".join(parts), response.headers)

    def _url(self, path: str) -> httpx.URL:
        if path not in self._urls:
            if len(self._urls) > 100:
                self._urls.clear()
            self._urls[path] = httpx.URL(self._origin + path if path.startswith("/") else self._elsewhere(path))
        return self._urls[path]

    def _elsewhere(self, url: str) -> str:
        """A whole address that the courier named. Raises Doubtful unless it may be called from here."""
        try:
            origin = allowed_origin(url, loopback_only=self._loopback_only or not self._secure)
        except SellerkitError as error:
            raise Doubtful(error.message) from error
        parts = urlsplit(url)
        whole = origin + urlunsplit(("", "", parts.path or "/", parts.query, ""))
        try:
            httpx.URL(whole)
        except httpx.InvalidURL as error:
            raise Doubtful("an address that cannot be called") from error
        return whole


def _plain(body: bytes, headers: Mapping[str, str]) -> bytes:
    """The body unpacked, within the limit. Nothing packed is asked for. Raises Doubtful for what cannot be unpacked."""
    packed = headers.get("content-encoding", "").strip().lower()
    if packed in ("", "identity") or not body:
        return body
    try:
        if packed not in ("gzip", "x-gzip", "deflate"):
            raise Doubtful("answer in an encoding that was not asked for")
        unpacking = zlib.decompressobj(47)
        whole = unpacking.decompress(body, MAX_ANSWER)
    except zlib.error as error:
        raise Doubtful("answer cannot be unpacked") from error
    if unpacking.unconsumed_tail:
        raise Doubtful("answer too large")
    if not unpacking.eof:
        raise Doubtful("answer cut off")
    return whole


def _distrust(response: httpx.Response) -> None:
    """A connection on which more came than one answer is not used again: the next order would get this one's number.

    h11 keeps what follows an answer for the next request; httpcore only looks for what is still in the socket.
    """
    part: object = response.stream
    for name in ("_httpcore_stream", "_stream", "_connection", "_h11_state"):
        part = getattr(part, name, None)
    trailing = getattr(part, "trailing_data", None)
    if trailing and trailing[0]:
        part.send_failed()  # type: ignore[attr-defined]


def _json(body: bytes) -> object | None:
    try:
        found: object = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    return found


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds to wait: Retry-After as a number or as a date, at least 0.2 and at most a day; 1 when it says nothing."""
    text = headers.get("retry-after", "").strip()
    try:
        seconds = (
            float(text) if text.replace(".", "", 1).isdigit() else parsedate_to_datetime(text).timestamp() - time()
        )
    except (ValueError, TypeError):
        seconds = 1.0
    return min(max(seconds, 0.2), 86400.0)
