"""A courier that does what a test says, a journal that remembers what it was told, and parcels to send."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qsl

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from sellerkit.base.journal import Answer, Intent
from sellerkit.net.connection import Connection

HERE = Path(__file__).parent
# Independent judges live outside the project; what needs them is skipped with a notice where they are absent.
CHECKS = Path(os.environ.get("SELLERKIT_CHECKS", HERE.parents[2] / "shared" / "checks"))


@pytest.fixture(scope="session")
def shipping() -> ModuleType:
    """The script that tests kill: its parcels, carriers and SQLite journal."""
    spec = importlib.util.spec_from_file_location("ship_once", HERE / "ship_once.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def hostile() -> Path:
    path = CHECKS / "hostile_courier.py"
    if not path.exists():
        pytest.skip(f"the hostile courier is not here: {path}")
    return path


class MemoryJournal:
    """Keeps the order of things: ("intend", references) and ("answered", references)."""

    def __init__(self) -> None:
        self.told: list[tuple[str, tuple[str, ...]]] = []
        self.intents: dict[str, Intent] = {}
        self.answers: dict[str, Answer] = {}
        self.saved: dict[str, dict[str, str]] = {}

    def intend(self, intents: Sequence[Intent]) -> None:
        self.told.append(("intend", tuple(i.reference for i in intents)))
        self.intents |= {i.reference: i for i in intents}

    def answered(self, answers: Sequence[Answer]) -> None:
        self.told.append(("answered", tuple(a.reference for a in answers)))
        self.answers |= {a.reference: a for a in answers}

    def save(self, reference: str, key: str, value: str) -> None:
        self.saved.setdefault(reference, {})[key] = value


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


class Courier:
    """A real server whose answer to each order is a function of the test: form, param → (status, data or text)."""

    def __init__(self, server: HTTPServer) -> None:
        self.calls: list[dict[str, str]] = []
        self.arrivals: list[float] = []
        self.answer: Callable[[dict[str, str], dict[str, object]], object] = lambda form, param: self.sold(param)
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{server.port}"
        server.expect_request("/label/order").respond_with_handler(self._handle)

    def sold(self, param: dict[str, object], waybill: str = "") -> dict[str, object]:
        return {
            "code": 200,
            "message": "success",
            "data": {"kuaidinum": waybill or f"W{param['orderId']}", "bulkpen": "A-1"},
        }

    def references(self) -> list[str]:
        return [json.loads(form["param"])["orderId"] for form in self.calls]

    def _handle(self, request: Request) -> Response:
        form = dict(parse_qsl(request.get_data(as_text=True)))
        with self._lock:
            self.arrivals.append(time.monotonic())
            self.calls.append(form)
        answer = self.answer(form, json.loads(form["param"]))
        if isinstance(answer, Response):
            return answer
        return Response(answer if isinstance(answer, str) else json.dumps(answer), content_type="application/json")


@pytest.fixture
def courier(httpserver: HTTPServer) -> Courier:
    return Courier(httpserver)


@pytest.fixture
def line(courier: Courier) -> Callable[..., Connection]:
    """A connection to that courier, with whatever settings the test names."""
    return lambda **settings: Connection(courier.url, loopback_only=True, **settings)


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
