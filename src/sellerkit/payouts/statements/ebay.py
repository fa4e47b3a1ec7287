"""eBay's transaction report: an order's roll-up row holds the net, the rows of its items only what was sold.

Gross stands in the transaction's currency, net in the payout's; `--` means empty; fees stand with a minus.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table

COLUMNS = {
    "posted": ("Transaction creation date", "Transaction date", "Datum der Transaktionserstellung"), "type": ("Type", "Typ"),
    "order": ("Order number", "Bestellnummer"), "net": ("Net amount", "Betrag abzügl. Kosten"), "currency": ("Payout currency", "Currency", "Auszahlungswährung"),
    "payout": ("Payout ID", "Auszahlung Nr."), "item": ("Item ID", "Artikelnr.", "Artikelnummer"), "transaction": ("Transaction ID", "Transaktionsnummer"),
    "sku": ("Custom label", "Bestandseinheit"), "gross": ("Gross transaction amount", "Transaktionsbetrag (inkl. Kosten)"),
    "gross_currency": ("Transaction currency", "Transaktionswährung"), "reference": ("Reference ID", "Referenznummer"), "description": ("Description", "Beschreibung"),
    "fixed": ("Final Value Fee - fixed", "Final value fee – fixed", "Fixer Anteil der Verkaufsprovision"),
    "variable": ("Final Value Fee - variable", "Final value fee – variable", "Variabler Anteil der Verkaufsprovision"),
    "regulatory": ("Regulatory operating fee",),
    "inad": (
        'Very high "item not as described" fee', "Very high 'item not as described' fee", "Very high item not as described fee",
        "Gebühr für sehr hohe Quote an „nicht wie beschriebenen Artikeln“",
    ),
    "below": ("Below standard performance fee", "Gebühr für unterdurchschnittlichen Servicestatus"), "international": ("International fee", "Internationale Gebühr"),
    "charity": ("Charity donation", "Spende"), "deposit": ("Deposit processing fee",), "setup": ("Insertion fee",), "payment": ("Payment processing fee",),
}  # fmt: skip
FEES = {
    "fixed": "commission", "variable": "commission", "regulatory": "service-fee", "inad": "service-fee", "below": "service-fee",
    "international": "service-fee", "charity": "other", "deposit": "payment-fee", "setup": "service-fee", "payment": "payment-fee",
}  # fmt: skip
# The type begins with → kind.
KINDS: tuple[tuple[str, str], ...] = (
    ("order", "sale"), ("bestellung", "sale"), ("refund", "refund"), ("rückerstattung", "refund"), ("erstattung", "refund"),
    ("payment dispute", "chargeback"), ("zahlungsanfechtung", "chargeback"), ("claim", "chargeback"), ("fall", "chargeback"),
    ("hold", "reserve"), ("einbehalt", "reserve"), ("reserve", "reserve"), ("payout", "transfer"), ("auszahlung", "transfer"),
    ("transfer", "transfer"), ("charge", "transfer"), ("shipping label", "shipping-label"), ("postage", "shipping-label"), ("versandetikett", "shipping-label"),
    ("other fee", "service-fee"), ("andere gebühr", "service-fee"), ("sonstige gebühr", "service-fee"), ("adjustment", "adjustment"),
    ("anpassung", "adjustment"), ("credit", "adjustment"), ("loan", "transfer"),
)  # fmt: skip
# What a fee row is for, by its description.
FEE_WORDS: tuple[tuple[str, str], ...] = (
    ("promoted listings", "advertising"), ("ad fee", "advertising"), ("anzeigen", "advertising"), ("subscription", "subscription"), ("abonnement", "subscription"),
)  # fmt: skip
PROOF, PAID = "net-is-gross-and-fee", "payout-total"


@dataclass(slots=True)
class _Payout:
    """One payout: what its rows moved, what went to the bank, and the rows whose parts do not give their net."""

    moved: Decimal = ZERO
    paid: Decimal = ZERO
    broken: list[Control] = field(default_factory=list)

    def controls(self) -> list[Control]:
        """A report may begin in the middle of a payout, so its total only warns. Rows alone prove nothing either, as they
        may lack a fee; but where just what they are off by is missing in the payout, their net was changed.
        """
        turned = [one for one in self.broken if one.hard]
        if not (self.moved and self.paid):
            return turned
        total = Control(PAID, -self.paid, self.moved, hard=False, column="Net amount")
        off = sum((one.stated - one.computed for one in self.broken), ZERO)
        if not total.holds and off == total.computed - total.stated:
            return [total, *(replace(one, hard=True) for one in self.broken)]
        return [total, *turned]


Payouts = dict[tuple[str, str], _Payout]


def read(table: Table, terms: Terms) -> Findings:
    """One statement a payout currency."""
    book = Book(table, terms, COLUMNS)
    payouts: Payouts = {}
    order = book.date_order("posted")
    # The German report writes 1.017 for one thousand and seventeen.
    book.columns.comma |= book.columns.headings["posted"].casefold().startswith("datum")
    book.each(lambda number, cells: _row(book, number, cells, payouts, order))
    for (currency, _payout), one in payouts.items():
        book.account(currency).controls.extend(one.controls())
    return book.findings()


def _row(book: Book, number: int, cells: Cells, payouts: Payouts, date_order: str) -> None:
    columns = book.columns
    words, currency = columns.text(cells, "type"), _bare(columns.text(cells, "currency")).upper() or book.terms.currency
    kind, note = kind_of(words, columns.text(cells, "description")), _bare(columns.text(cells, "description"))
    net = columns.amount(cells, "net", ZERO) if "net" in columns.at else None
    gross, fees = columns.amount(cells, "gross", ZERO), _fees(book, cells)
    order, posted = _bare(columns.code(cells, "order")), book.posted(cells, ("posted",), book.terms.zone, date_order)
    first = PayoutLine(
        kind=kind, amount=ZERO, currency=currency, row=number, column=columns.headings.get("net" if net is not None else "gross", ""),
        order_id="" if kind == "transfer" else order, posted_at=posted, platform_type=words,
        transaction_id=_bare(columns.code(cells, "transaction")) or _bare(columns.code(cells, "reference")),
        payout_id=_bare(columns.code(cells, "payout")), sku=_bare(columns.text(cells, "sku")), note=note,
        row_key=book.keys.of(posted, words, order, _bare(columns.code(cells, "item")), gross, net, columns.code(cells, "transaction"), columns.code(cells, "reference")),
    )  # fmt: skip
    payout = payouts.setdefault((currency, first.payout_id), _Payout())
    if net is None:
        made = parts_of(first, [(kind, gross, first.column), *_taken(fees, gross)])
        net = sum((line.amount for line in made), ZERO)
    else:
        foreign = _bare(columns.text(cells, "gross_currency")).upper() not in ("", currency)
        made = _made(book, first, None if foreign else gross, fees, net, payout)
    book.add(made)
    if first.payout_id and kind == "transfer":
        payout.paid += net
    elif first.payout_id:
        payout.moved += net


def _made(
    book: Book, first: PayoutLine, gross: Decimal | None, fees: list[tuple[str, Decimal, str]], net: Decimal, payout: _Payout
) -> list[PayoutLine]:  # fmt: skip
    """What the buyer paid and the fees taken from it where they give the net exactly, else the net alone.

    Gross in another currency proves nothing. The row of an item has no net of its own: the order's row before it has.
    """
    taken = sum((fee[1] for fee in fees), ZERO)
    if gross is not None and gross + taken == net:
        return parts_of(first, [(first.kind, gross, book.columns.headings.get("gross", first.column)), *fees])
    if gross and net:
        # Fees without their minus are told by the net being less by just them: that is another layout, not a slip.
        turned = bool(taken) and gross - taken == net
        payout.broken.append(Control(PROOF, net, gross + taken, turned, first.row, first.column))
    return [first._replace(amount=net)]


def _fees(book: Book, cells: Cells) -> list[tuple[str, Decimal, str]]:
    columns = book.columns
    named = [(name, kind) for name, kind in FEES.items() if name in columns.at]
    found = [(kind, columns.amount(cells, name, ZERO), columns.headings[name]) for name, kind in named]
    return [fee for fee in found if fee[1]]


def _taken(fees: list[tuple[str, Decimal, str]], gross: Decimal) -> list[tuple[str, Decimal, str]]:
    """Reports without a net write fees with or without a minus beside what an order brought: they are always taken."""
    return [(kind, -abs(amount), heading) for kind, amount, heading in fees] if gross > 0 else fees


def kind_of(words: str, description: str) -> str:
    """The kind of a type; a fee's description says more. "other" for one that nobody knows."""
    word = words.casefold()
    kind = next((kind for start, kind in KINDS if word.startswith(start)), "other")
    if kind == "service-fee":
        return next((fee for part, fee in FEE_WORDS if part in description.casefold()), kind)
    return kind


def _bare(text: str) -> str:
    return "" if text in ("--", "-") else text
