"""One whole day at the practice shop: the commands that are typed, in order, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sellerkit.base.language import N_

# The eve of Singles' Day, eight in the evening.
NOW = "2026-11-10T20:00:00+08:00"
MORNING = "2026-11-11T07:30:00+08:00"
# Stands for the number of the newest batch.
LAST_BATCH = "LAST"


@dataclass(frozen=True, slots=True)
class Step:
    """One command line. `exit_code` is what it must end with: the practice shop's faults are planted."""

    why: str
    words: tuple[str, ...]
    exit_code: int = 0
    now: str = NOW


def step(why: str, words: str, exit_code: int = 0, now: str = NOW) -> Step:
    return Step(why, tuple(words.split()), exit_code, now)


DAY = (
    step(
        N_("The co-operative's sheet has two ruined cells: nothing is taken in, each is named."),
        "stock import inbox/库存表.csv",
        5,
    ),
    step(N_("The mended sheet goes in: 40 items, their lots and dates."), "stock import inbox/库存表-改好.csv"),
    step(N_("Orders of four channels; a nickname in the chat sheet is kept and asked about."), "orders import", 3),
    step(N_("Say once what the nickname means; it is remembered."), "orders match 礼盒大号 GIFT-B"),
    step(
        N_("Abroad the post office has printed already: read its waybills back."),
        "shipments adopt inbox/amazon-shipped.csv",
    ),
    step(N_("What is the evening's picture?"), "today"),
    step(N_("One buyer asks to change the address: hold that order."), "orders hold 2711080000712710 --reason 改地址"),
    step(N_("What must be bought again?"), "stock low"),
    step(N_("Files for the web shop, with the price rules of shop.toml."), "listings build webshop"),
    step(N_("What would the marketplace refuse?"), "listings check webshop"),
    step(N_("Can tomorrow be done? Cartons, waves, people, a verdict."), "peak plan"),
    step(N_("The plan for the wall."), "peak print -o out/plan.pdf"),
    step(
        N_("What would the courier charge for the chat orders?"), "shipments quote --channel chat --limit 5", 0, MORNING
    ),
    step(N_("Try it first."), "shipments create --dry-run --quiet --channel chat --limit 5", 0, MORNING),
    step(
        N_("Buy the waybills. The practice courier loses answers, and refuses one address for good."),
        "shipments create --yes",
        3,
        MORNING,
    ),
    step(N_("Whatever is still in doubt is settled; nothing is ever bought twice."), "shipments resume", 0, MORNING),
    step(N_("Labels in packing order."), "shipments labels -o out/labels.pdf", 0, MORNING),
    step(
        N_("The platform printed its own labels: read their numbers back."),
        "shipments adopt inbox/taobao-printed.csv",
        0,
        MORNING,
    ),
    step(N_("Three statements, each proved against its own totals."), "payouts import", 0, MORNING),
    step(N_("Every cent explained, and what was planted is found."), "payouts reconcile", 3, MORNING),
    step(
        N_("A wrong move: fifty bags instead of five are written off."),
        "stock adjust JUN-500 -50 --reason 试吃",
        0,
        MORNING,
    ),
    step(N_("Everything that was done stands in the history …"), "history --limit 6", 0, MORNING),
    step(N_("… and can be taken back exactly."), f"undo {LAST_BATCH}", 0, MORNING),
    step(N_("A copy for the drawer, checked before it is called one."), "backup backups/evening.db", 0, MORNING),
    step(N_("What is left for today?"), "today", 0, MORNING),
)
