"""PayPal's headings and types in the languages of its accounts.

English: downloads of OCA and hledger's examples; German and French: headers in several published importers; Spanish: the
statement's header in two published importers; Slovak: PayPal's own terms, no file was found to confirm each.
"""

from __future__ import annotations

import re
from functools import lru_cache

COLUMNS = {
    "date": ("Date", "Datum", "Fecha", "Dátum"),
    "time": ("Time", "Uhrzeit", "Hora", "Heure", "Čas"),
    "zone": ("TimeZone", "Time Zone", "Zeitzone", "Zona horaria", "Huso horario", "Fuseau horaire", "Časové pásmo"),
    "type": ("Type", "Typ", "Tipo"),
    "description": ("Description", "Beschreibung", "Descripción", "Popis"),
    "status": ("Status", "Estado", "État", "Etat", "Stav"),
    "currency": ("Currency", "Währung", "Divisa", "Moneda", "Devise", "Mena"),
    "gross": ("Gross", "Brutto", "Bruto", "Avant commission", "Brut", "Hrubá suma", "Amount"),
    "fee": ("Fee", "Gebühr", "Entgelt", "Tarifa", "Comisión", "Commission", "Frais", "Poplatok"),
    "net": ("Net", "Netto", "Neto", "Čistá suma"),
    "balance": ("Balance", "Guthaben", "Saldo", "Solde", "Zostatok"),
    "id": ("Transaction ID", "Transaktionscode", "Id. de transacción", "Numéro de transaction", "ID transakcie", "Identifikátor transakcie"),
    "reference": (
        "Reference Txn ID", "Zugehöriger Transaktionscode", "Id. de transacción de referencia", "Id. de referencia de trans.",
        "Numéro de la transaction de référence", "ID referenčnej transakcie",
    ),
    "invoice": ("Invoice Number", "Invoice ID", "Rechnungsnummer", "Número de factura", "Id. de factura", "Numéro de facture", "Číslo faktúry"),
    "custom": ("Custom Number", "Zollnummer", "Número personalizado", "Numéro de client"),
    "impact": ("Balance Impact", "Auswirkung auf Guthaben", "Repercusiones en el saldo", "Impact sur le solde"),
}  # fmt: skip

# Words of a type and their kind; the first that is found decides. "payment" is for money that comes in.
KINDS: tuple[tuple[str, str], ...] = (
    (r"conversion|umrechnung|conversión|prevod meny|konverzia", "conversion"),
    (r"withdraw|abbuchung|auszahlung|retir|virement|výber|bank deposit|bankgutschrift|add funds|charge from|transfer to bank"
     r"|debit card|bankkonto|bank account", "transfer"),
    (r"chargeback|dispute|reversal|rückbuchung|käuferbeschwerde|anulación|annulation|litige|storno", "chargeback"),
    (r"refund|rückzahlung|erstattung|reembolso|remboursement|vrátenie", "refund"),
    (r"hold|reserve|einbehalt|retención|retenue|réserve|authorization|autorisierung|autorización|pozdržan|blokovan", "reserve"),
    (r"fee\b|gebühr|tarifa|comisión|frais|poplatok", "payment-fee"),
    (r"payment|checkout|zahlung|pago|paiement|platba|sale|invoice|rechnung|donation|spende|mass pay", "payment"),
)  # fmt: skip
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in KINDS)
_OPEN = re.compile(
    r"pending|ausstehend|offen|pendiente|en attente|čaká|denied|abgelehnt|cancel|abgebrochen|storniert", re.I
)


@lru_cache(maxsize=1024)
def kind_of(words: str, *, income: bool) -> str:
    """The kind of a type; what the account paid for itself is spending."""
    word = words.casefold()
    kind = next((kind for pattern, kind in _KINDS if pattern.search(word)), "other")
    if kind == "payment":
        return "sale" if income else "spending"
    return kind


def is_open(status: str) -> bool:
    """Whether a status says that the money has not moved."""
    return bool(_OPEN.search(status))
