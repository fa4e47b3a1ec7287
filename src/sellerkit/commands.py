"""Every command: where it is, and its one-line help as it stands on its own page too."""

from __future__ import annotations

from typing import NamedTuple

from sellerkit.base.language import N_


class Entry(NamedTuple):
    """One command: where it is, and its one-line help as it stands on its own page."""

    target: str
    help: str


class Noun(NamedTuple):
    """A group of commands about one thing."""

    help: str
    verbs: dict[str, Entry]


COMMANDS: dict[str, Entry | Noun] = {
    "init": Entry(
        "sellerkit.shop.command:init", N_("Start a shop in a folder: shop.toml, an empty store, inbox and out.")
    ),
    "demo": Entry("sellerkit.learning.command:demo", N_("Make a practice shop and walk one whole day through it.")),
    "today": Entry(
        "sellerkit.shop.command:today", N_("What must go out by when, what is held or unpaid, what to type next.")
    ),
    "stock": Noun(
        N_("What is on the shelves."),
        {
            "import": Entry("sellerkit.stock.command:import_", N_("Take a supplier's sheet into stock.")),
            "map": Entry(
                "sellerkit.stock.map_command:map_", N_("See how a sheet would be read, and save it as a source.")
            ),
            "list": Entry("sellerkit.stock.command:list_", N_("Items with what is on hand, reserved and available.")),
            "low": Entry("sellerkit.stock.command:low", N_("Items that need buying soon.")),
            "expiring": Entry(
                "sellerkit.stock.goods_command:expiring", N_("Lots that expire soon, first expired first out.")
            ),
            "count": Entry(
                "sellerkit.stock.goods_command:count", N_("Write the workbook in which the shelves are counted.")
            ),
            "repack": Entry(
                "sellerkit.stock.goods_command:repack",
                N_("Pack goods into other units: a sack into bags, with lot, expiry and cost."),
            ),
            "adjust": Entry("sellerkit.stock.command:adjust", N_("Correct the quantity of one item, with a reason.")),
        },
    ),
    "orders": Noun(
        N_("What buyers ordered."),
        {
            "import": Entry(
                "sellerkit.orders.command:import_", N_("Take in orders from a marketplace export or a plain sheet.")
            ),
            "list": Entry(
                "sellerkit.orders.command:list_", N_("Orders with their status, what they hold and when they are due.")
            ),
            "match": Entry("sellerkit.orders.command:match", N_("Say once which item an unknown code means.")),
            "addresses": Entry(
                "sellerkit.orders.addresses_command:addresses",
                N_("Addresses that are not clear: list them, and take the mended list back."),
            ),
            "hold": Entry("sellerkit.orders.command:hold", N_("Keep orders back from shipping, with a reason.")),
            "release": Entry("sellerkit.orders.command:release", N_("Let held orders go out again.")),
            "cancel": Entry(
                "sellerkit.orders.command:cancel", N_("Close orders that will not be shipped and free their stock.")
            ),
            "refunds": Entry(
                "sellerkit.orders.after_sales_command:refunds",
                N_("Take in refunds and returns, and stop or end their orders."),
            ),
            "returned": Entry(
                "sellerkit.orders.after_sales_command:returned",
                N_("Book goods that came back: to the shelves, to the seconds, or written off."),
            ),
            "forget": Entry(
                "sellerkit.orders.after_sales_command:forget", N_("Erase the buyers of old, finished orders for good.")
            ),
        },
    ),
    "listings": Noun(
        N_("What the marketplaces show."),
        {
            "build": Entry("sellerkit.listings.command:build", N_("Write the files that marketplaces take.")),
            "check": Entry(
                "sellerkit.listings.command:check", N_("Find what a marketplace would refuse, before it does.")
            ),
            "diff": Entry("sellerkit.listings.command:diff", N_("See what an upload would change, field by field.")),
            "preview": Entry(
                "sellerkit.listings.preview_command:preview", N_("See the products as pages in Chinese and English.")
            ),
        },
    ),
    "peak": Noun(
        N_("The plan for the big day."),
        {
            "forecast": Entry(
                "sellerkit.peak.ahead_command:forecast",
                N_("The big day before its orders exist: how many, of which shape, what to have."),
            ),
            "plan": Entry(
                "sellerkit.peak.command:plan",
                N_("A carton for each order, waves per pick-up, people and hours, a verdict."),
            ),
            "supplies": Entry(
                "sellerkit.peak.ahead_command:supplies",
                N_("Cartons, tape, filler, labels: needed, in stock, to buy, cost."),
            ),
            "rehearse": Entry(
                "sellerkit.peak.ahead_command:rehearse",
                N_("The day tried many times with dice: how often each pick-up is met."),
            ),
            "print": Entry("sellerkit.peak.command:print_", N_("The plan on paper: stations, picking, packaging.")),
            "cartons": Entry(
                "sellerkit.peak.cartons_command:cartons", N_("Try a set of cartons on plain CSV files, without a shop.")
            ),
        },
    ),
    "shipments": Noun(
        N_("Parcels, waybills and labels."),
        {
            "quote": Entry(
                "sellerkit.shipments.command:quote", N_("What each courier would charge, and why each one lost.")
            ),
            "create": Entry(
                "sellerkit.shipments.command:create", N_("Buy a waybill for every order that is ready to go.")
            ),
            "resume": Entry(
                "sellerkit.shipments.command:resume", N_("Settle parcels whose answer never came, then go on.")
            ),
            "adopt": Entry(
                "sellerkit.shipments.command:adopt", N_("Read back the waybills that a platform's printing page gave.")
            ),
            "labels": Entry("sellerkit.shipments.command:labels", N_("Print the labels in packing order.")),
            "slips": Entry(
                "sellerkit.shipments.papers_command:slips",
                N_("Print a packing slip for every parcel, in packing order."),
            ),
            "manifest": Entry(
                "sellerkit.shipments.papers_command:manifest",
                N_("The hand-over sheet for the driver: what goes, how much, where to sign."),
            ),
            "export": Entry(
                "sellerkit.shipments.after_command:export",
                N_("Write the files that tell marketplaces what was shipped, and give 代发 sheets back."),
            ),
            "scans": Entry(
                "sellerkit.shipments.after_command:scans",
                N_("Note which parcels the courier has scanned, from a sheet or by hand."),
            ),
            "bill": Entry(
                "sellerkit.shipments.after_command:bill",
                N_("Check a courier's bill line by line, with a workbook to send back."),
            ),
            "void": Entry("sellerkit.shipments.command:void", N_("Give a waybill back and put its stock back.")),
            "numbers": Entry(
                "sellerkit.shipments.numbers_command:numbers",
                N_("Waybill numbers bought in advance: what is left, and blocks taken in."),
            ),
        },
    ),
    "rates": Noun(
        N_("What couriers charge."),
        {
            "import": Entry(
                "sellerkit.shipments.rates_command:import_",
                N_("Take over a courier's price table, and see what was understood."),
            ),
        },
    ),
    "payouts": Noun(
        N_("The money that came, and what should have come."),
        {
            "import": Entry(
                "sellerkit.payouts.command:import_", N_("Take in a statement and prove it against its own totals.")
            ),
            "reconcile": Entry(
                "sellerkit.payouts.command:reconcile", N_("Match every cent to orders and name every difference.")
            ),
            "resolve": Entry(
                "sellerkit.payouts.resolve_command:resolve",
                N_("Say what became of an exception, so that it is not asked about again."),
            ),
            "ageing": Entry(
                "sellerkit.payouts.report_command:ageing",
                N_("Which orders wait for their money, how long, and what platforms hold back."),
            ),
            "export": Entry(
                "sellerkit.payouts.export_command:export",
                N_("Hand the statements to a ledger program or to the accountant."),
            ),
            "profit": Entry(
                "sellerkit.payouts.report_command:profit",
                N_("What is left of each sale after fees, shipping, packaging, goods and refunds."),
            ),
        },
    ),
    "nightly": Entry(
        "sellerkit.shop.nightly_command:nightly", N_("Run the steps named in shop.toml, with one verdict.")
    ),
    "history": Entry("sellerkit.shop.command:history", N_("Everything that changed the shop, newest first.")),
    "undo": Entry("sellerkit.shop.command:undo", N_("Take back one batch exactly, or say why not.")),
    "backup": Entry("sellerkit.shop.command:backup", N_("Copy the store to a file and check the copy.")),
    "restore": Entry("sellerkit.shop.command:restore", N_("Put a backup in the store's place; the old store is kept.")),
    "config": Noun(
        N_("What shop.toml says."),
        {
            "show": Entry(
                "sellerkit.shop.command:config_show", N_("Every setting with its value and where it came from.")
            )
        },
    ),
}
