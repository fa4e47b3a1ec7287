"""One run of a batch in a process of its own, so that a test can kill it: intents and answers live in an SQLite file.

ship_once.py DB SERVICE URL COUNT [TIMEOUT_S [CONNECTIONS]]
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sellerkit.base.journal import Answer, Intent
from sellerkit.model.order import Buyer
from sellerkit.model.shipment import Contents, ParcelToSend, SenderAddress
from sellerkit.net.connection import Connection
from sellerkit.net.jobs import Job
from sellerkit.net.sender import send
from sellerkit.shipments.carriers.contract import Access, Carrier
from sellerkit.shipments.carriers.kuaidi100 import Kuaidi100
from sellerkit.shipments.carriers.practice import Practice
from sellerkit.shipments.carriers.sf import SfExpress

SENDER = SenderAddress("王小红", "13800000000", "山西省吕梁市临县红枣路1号")


class SqliteJournal:
    """A small journal that keeps its promise: what it returned from is on disk."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS parcel(reference TEXT PRIMARY KEY, state TEXT, at REAL, hash TEXT, waybill TEXT)"
        )

    def intend(self, intents: Sequence[Intent]) -> None:
        rows = [(i.reference, "intended", time.time(), i.request_hash) for i in intents]
        self._all("INSERT OR REPLACE INTO parcel(reference, state, at, hash) VALUES (?, ?, ?, ?)", rows)

    def answered(self, answers: Sequence[Answer]) -> None:
        rows = [(a.outcome, a.waybill, a.reference) for a in answers]
        self._all("UPDATE parcel SET state = ?, waybill = ? WHERE reference = ?", rows)

    def states(self) -> dict[str, tuple[str, float, str, str]]:
        rows = self.db.execute("SELECT reference, state, at, hash, waybill FROM parcel")
        return {reference: (state, at, fingerprint, waybill) for reference, state, at, fingerprint, waybill in rows}

    def _all(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany(statement, rows)
        self.db.execute("COMMIT")


def parcel(number: int, *, street: str = "人民路") -> ParcelToSend:
    """Every 40th parcel goes where no courier goes."""
    street = "REFUSE" if number % 40 == 39 else street
    to = Buyer(f"张三{number}", "13800000000", "CN", "山东省", "济南市", "历下区", f"{street}{number}号(3*502)")
    contents = (Contents("DATE-500", "红枣", 2),)
    return ParcelToSend(number, f"T_{number}_1", (f"O-{number}",), to, SENDER, 1250, contents, remark="易碎 ~轻放!")


def carrier_named(service: str) -> Carrier:
    def now_ms() -> int:
        return time.time_ns() // 1_000_000

    if service == "practice":
        return Practice(Access(now_ms))
    if service == "sf-express":
        return SfExpress(Access(now_ms, account="SFTEST01", secret="TESTCHECKWORD"))
    return Kuaidi100(Access(now_ms, courier="zhongtong", key="TESTKEY", secret="TESTSECRET"))


def open_jobs(journal: SqliteJournal, count: int) -> list[Job]:
    """The jobs that are not settled yet, as a resumed run would make them from the journal."""
    states, jobs = journal.states(), []
    for number in range(count):
        state, at, fingerprint, _waybill = states.get(f"T_{number}_1", ("planned", 0.0, "", ""))
        if state in ("planned", "waiting"):
            jobs.append(Job(parcel(number)))
        elif state in ("intended", "unknown"):
            jobs.append(
                Job(parcel(number), recover=True, age=timedelta(seconds=time.time() - at), request_hash=fingerprint)
            )
    return jobs


def main(database: str, service: str, url: str, count: str, timeout_s: str = "10", connections: str = "16") -> None:
    journal = SqliteJournal(Path(database))
    line = Connection(
        url, connections=int(connections), timeout=timedelta(seconds=float(timeout_s)), loopback_only=True
    )
    results = send(open_jobs(journal, int(count)), carrier_named(service), line, journal)
    left = [result for result in results if result.state not in ("confirmed", "refused")]
    print(
        len(results), "settled;", len(left), "left", *(f"{r.reference} {r.state} {r.code} {r.detail}" for r in left[:5])
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
