"""What `shipments slips` says."""

from __future__ import annotations

from sellerkit.base.language import _, ngettext
from sellerkit.output import View
from sellerkit.shipments.pile import Printed
from sellerkit.trade.shop import Shop


def slips_view(printed: Printed, shop: Shop) -> View:
    data = {
        "file": str(printed.file) if printed.file else None, "slips": printed.count, "reprinted": printed.reprinted, "batch": printed.batch,
        "dry_run": printed.dry_run, "pull": list(printed.pull), "problems": [p.as_dict() for p in printed.problems],
    }  # fmt: skip
    if printed.file is None:
        line = _("No slip is waiting to be printed; --again prints earlier ones.")
    elif printed.dry_run:
        line = ngettext("{count} slip would be printed.", "{count} slips would be printed.", printed.count).format(
            count=printed.count
        )
    else:
        line = ngettext(
            "{count} slip in packing order: {file}", "{count} slips in packing order: {file}", printed.count
        ).format(count=printed.count, file=shop.shown(printed.file))
    return View(data=data, lines=(line,), problems=printed.problems, exit_code=3 if printed.problems else 0)
