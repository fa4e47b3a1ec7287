"""The couriers' own labels: fetched once the waybills are bought, kept below out/courier-labels for `shipments labels`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.errors import ConfigError, ServiceUnreachable
from sellerkit.base.files import write_bytes
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.net.labels import Fetched, LabelCarrier, LabelWanted, fetch_labels
from sellerkit.shipments.adopted import is_platform
from sellerkit.shipments.as_bought import as_bought
from sellerkit.shipments.couriers import line_to
from sellerkit.store.shipments import ParcelRow, keep_label, labels_to_print, parcels
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

FOLDER = Path("out") / "courier-labels"


def label_path(reference: str) -> str:
    """Where the label of that parcel lies, below the shop's folder."""
    return (FOLDER / f"{reference}.pdf").as_posix()


def labels_missing(shop: Shop) -> list[ParcelRow]:
    """Bought parcels, not printed yet, whose courier has a label that is not in the folder."""
    orders = labels_to_print(shop.store.db)
    if not orders:
        return []
    return [
        row
        for row in parcels(shop.store.db, states=("confirmed",), order_rows=orders)
        if row.label_url and row.printed_at is None and not is_platform(row.carrier)
        and not (row.label_file and shop.path(row.label_file).exists())
    ]  # fmt: skip


def fetch_missing(shop: Shop, batch: Batch) -> list[Problem]:
    """Fetch every label that is missing. The waybills stand whatever comes of it; each label that failed is named."""
    by_carrier: dict[str, list[ParcelRow]] = defaultdict(list)
    for row in labels_missing(shop):
        by_carrier[row.carrier].append(row)
    return [problem for name, rows in by_carrier.items() for problem in _fetch_from(shop, batch, name, rows)]


def _fetch_from(shop: Shop, batch: Batch, name: str, rows: Sequence[ParcelRow]) -> list[Problem]:
    known, problems = {row.id: row for row in rows}, []

    def heard(fetched: Fetched) -> None:
        row = known[fetched.parcel_id]
        if fetched.code:
            problems.append(_problem(row, fetched))
        else:
            _keep(shop, batch, row, fetched.pdf)

    try:
        with line_to(shop, name) as (carrier, connection):
            if isinstance(carrier, LabelCarrier):
                fetch_labels(_wanted(shop, rows), carrier, connection, heard)
    except (ConfigError, ServiceUnreachable) as error:
        # The account is gone from shop.toml, or its secret: what was bought today is bought all the same.
        return [_problem(row, Fetched(row.id, b"", "label-not-fetched", error.message)) for row in rows]
    return problems


def _keep(shop: Shop, batch: Batch, row: ParcelRow, pdf: bytes) -> None:
    """The file first: a row never names a label that is not there."""
    file = label_path(row.reference)
    write_bytes(shop.path(file), pdf)
    with shop.store.step(batch):
        keep_label(batch, row.id, file)


def _wanted(shop: Shop, rows: Sequence[ParcelRow]) -> list[LabelWanted]:
    return [LabelWanted(parcel, row.waybill, row.label_url) for row, parcel in as_bought(shop, rows)]


def _problem(row: ParcelRow, fetched: Fetched) -> Problem:
    message = _("{reason} The waybill {waybill} is bought.").format(reason=fetched.detail, waybill=row.waybill)
    hint = _("Fetch it again with `sellerkit shipments resume`.")
    place = Place(_("order {order}").format(order=", ".join(row.order_ids)))
    return Problem(fetched.code, message, place, row.waybill, hint)
