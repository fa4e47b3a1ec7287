"""What the practice courier sells and remembers: Kuaidi100's `label/order` over a ledger file."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

KEY = SECRET = "PRACTICE"
REFUSED_WORDS = ("拒收", "REFUSE")
# Kuaidi100's code for an account without money: the batch stops, and goes on when it is paid.
NO_MONEY = "no money"
FAULTS = (
    "429",
    "cut before",
    "bought then cut",
    "bought then silence",
    "bought then rubbish",
    "500 before",
    "500 after",
)


class Counter:
    """Waybills by reference. `faults` is the share of buying calls that go wrong, in equal parts of `kinds` (all FAULTS)."""

    def __init__(self, ledger: Path, *, faults: float = 0.0, kinds: Sequence[str] = (), seed: int = 1) -> None:
        self._random, self._faults, self._kinds = random.Random(seed), faults, tuple(kinds) or FAULTS
        self._bought: defaultdict[str, list[str]] = defaultdict(list)
        self._cancelled: set[str] = set()
        self._refused: set[str] = set()
        self._faulted: Tally[str] = Tally()
        self._calls = 0
        before = ledger.read_text("utf-8") if ledger.exists() else ""
        for line in before.splitlines():
            # A line cut off by a kill was never answered, so nobody knows of its waybill.
            with suppress(ValueError):
                self._remember(line)
        self._ledger = ledger
        self._append("" if not before or before.endswith("\n") else "\n")
        self._sold = sum(map(len, self._bought.values()))

    def fault(self, form: Mapping[str, str]) -> str:
        """What goes wrong with this call, "" for nothing. Cancelling always works."""
        self._calls += 1
        if form.get("method", "order") != "order" or self._random.random() >= self._faults:
            return ""
        kind = self._random.choice(self._kinds)
        self._faulted[kind] += 1
        return kind

    def order(self, form: Mapping[str, str]) -> dict[str, Any]:
        """The answer to one call, its purchase on disk."""
        signed = form.get("param", "") + form.get("t", "") + KEY + SECRET
        if form.get("key") != KEY:
            return _no(30003, "key")
        if form.get("sign") != hashlib.md5(signed.encode(), usedforsecurity=False).hexdigest().upper():
            return _no(30002, "sign")
        try:
            param = json.loads(form.get("param", ""))
            reference, to = str(param["orderId"]), param.get("recMan") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return _no(-1, "param")
        if form.get("method") == "cancel":
            return self._cancel(reference)
        address = to.get("printAddr") if isinstance(to, dict) else None
        if not reference or not isinstance(address, str) or not address:
            return _no(30001, "recMan.printAddr, orderId")
        if any(word in address for word in REFUSED_WORDS):
            self._refused.add(reference)
            return _no(30001, "address not served")
        live = [waybill for waybill in self._bought[reference] if waybill not in self._cancelled]
        return _yes(live[0] if live and param.get("reorder") is False else self._sell(reference))

    def tally(self) -> dict[str, object]:
        """What was sold: `waybills` that are not cancelled, `twice` the references that hold more than one."""
        live = {r: [w for w in ws if w not in self._cancelled] for r, ws in self._bought.items()}
        return {
            "waybills": sum(map(len, live.values())),
            "references": sum(bool(waybills) for waybills in live.values()),
            "twice": sorted(reference for reference, waybills in live.items() if len(waybills) > 1),
            "bought_more_than_once_ever": sum(len(waybills) > 1 for waybills in self._bought.values()),
            "refused": sorted(self._refused),
            "calls": self._calls,
            "faults": dict(self._faulted),
        }

    def _sell(self, reference: str) -> str:
        self._sold += 1
        waybill = f"PRACTICE{self._sold:08d}"
        self._write({"reference": reference, "waybill": waybill})
        return waybill

    def _cancel(self, reference: str) -> dict[str, Any]:
        for waybill in self._bought.get(reference, ()):
            if waybill not in self._cancelled:
                self._write({"cancelled": waybill})
        return _no(200, "success") | {"result": True}

    def _write(self, row: Mapping[str, str]) -> None:
        line = json.dumps(row)
        self._append(line + "\n")
        self._remember(line)

    def _append(self, text: str) -> None:
        with self._ledger.open("a", encoding="utf-8", newline="") as file:
            file.write(text)

    def _remember(self, line: str) -> None:
        row = json.loads(line)
        if "cancelled" in row:
            self._cancelled.add(row["cancelled"])
        else:
            self._bought[row["reference"]].append(row["waybill"])


def _no(code: int, message: str) -> dict[str, Any]:
    return {"result": False, "returnCode": str(code), "code": code, "message": message}


def _yes(waybill: str) -> dict[str, Any]:
    data = {
        "kuaidinum": waybill,
        "childNum": "",
        "returnNum": "",
        "label": "",
        "taskId": "t" + waybill,
        "bulkpen": "P-1",
    }
    return {"result": True, "returnCode": "200", "code": 200, "message": "success", "time": 1, "data": data}
