"""PayPal's headings and types in the languages of its accounts.

English: downloads of OCA and hledger's examples, and the newer layout with Amount, Fees and Total; German, French, Spanish, Dutch
and Italian: headers in several published importers; Slovak: PayPal's own terms, no file was found to confirm each.
"""

from __future__ import annotations

import re
from functools import lru_cache

COLUMNS = {
    "date": ("Date", "Datum", "Fecha", "Dátum", "Data"),
    "time": ("Time", "Uhrzeit", "Hora", "Heure", "Čas", "Tijd", "Ora", "Orario"),
    "zone": ("TimeZone", "Time Zone", "Zeitzone", "Zona horaria", "Huso horario", "Fuseau horaire", "Časové pásmo", "Tijdzone", "Fuso orario"),
    "type": ("Type", "Typ", "Tipo"),
    "description": ("Description", "Beschreibung", "Descripción", "Popis", "Omschrijving", "Descrizione"),
    "status": ("Status", "Estado", "État", "Etat", "Stav", "Stato"),
    "currency": ("Currency", "Währung", "Divisa", "Moneda", "Devise", "Mena", "Valuta"),
    "gross": ("Gross", "Brutto", "Bruto", "Avant commission", "Brut", "Hrubá suma", "Lordo", "Amount"),
    "fee": ("Fee", "Fees", "Gebühr", "Entgelt", "Tarifa", "Comisión", "Commission", "Frais", "Poplatok", "Kosten", "Tariffa"),
    "net": ("Net", "Netto", "Neto", "Čistá suma", "Total"),
    "balance": ("Balance", "Guthaben", "Saldo", "Solde", "Zostatok"),
    "id": (
        "Transaction ID", "Transaktionscode", "Id. de transacción", "Numéro de transaction", "ID transakcie", "Identifikátor transakcie",
        "Transactiereferentie", "Codice transazione",
    ),
    "reference": (
        "Reference Txn ID", "Zugehöriger Transaktionscode", "Ref Transaktionscode", "Id. de transacción de referencia", "Id. de referencia de trans.",
        "Id. de referencia de la transacción", "Numéro de la transaction de référence", "ID referenčnej transakcie",
    ),
    "invoice": (
        "Invoice Number", "Invoice ID", "Rechnungsnummer", "Número de factura", "Id. de factura", "N.° de factura", "Numéro de facture",
        "Identifiant de facture", "Číslo faktúry", "Factuurnummer", "Factuurreferentie", "Numero fattura",
    ),
    "custom": ("Custom Number", "Zollnummer", "Número personalizado", "Numéro de client"),
    "impact": ("Balance Impact", "Auswirkung auf Guthaben", "Repercusiones en el saldo", "Impact sur le solde", "Effect op saldo"),
}  # fmt: skip

# Words of a type and their kind; the first that is found decides. "payment" is for money that comes in. A hold is one also
# where it is reversed or placed for a dispute.
KINDS: tuple[tuple[str, str], ...] = (
    (r"conversion|umrechnung|conversión|conversione|omrekening|prevod meny|konverzi", "conversion"),
    (r"\bhold|reserve|payment (?:review )?release|einbehalt|retención|retenue|réserve|authori[sz]ation|autorisi|autorizaci|autorizác|pozdržan|blokovan", "reserve"),
    (r"withdraw|abbuchung|auszahlung|retir|virement|výber|opname|prelievo|bank deposit|card deposit|bankgutschrift|bankstorting|kaartstorting|gutschrift auf kreditkarte"
     r"|ach deposit|ach-|ach funding|add funds|charge from|transfer to bank|debit card|bankkonto|bank account|interne kontobewegung|prevod na bank|vklad", "transfer"),
    (r"chargeback|dispute|(?<!fee )reversal|rückbuchung|käuferbeschwerde|anulación|annulation|contestation|litige|contracargo|storno|spor\b", "chargeback"),
    (r"fee reversal|fee refund|fee\b|gebühr|tarifa|comisión|frais|poplatok|kosten|tariffa", "payment-fee"),
    (r"refund|rückzahlung|erstattung|reembolso|remboursement|vrátenie|refundácia|terugbetaling|rimborso", "refund"),
    (r"payment|checkout|zahlung|pago|paiement|platba|úhrada|betaling|pagamento|sale|invoice|rechnung|donation|spende|mass pay", "payment"),
)  # fmt: skip
# An item of a cart repeats money of the payment that it belongs to.
_ITEM = re.compile(r"cart item|warenkorbartikel|artículo del carr|article du panier|položka", re.I)
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in KINDS)
_OPEN = re.compile(
    r"pending|ausstehend|offen|pendiente|en attente|čaká|in behandeling|in sospeso|denied|abgelehnt|denegad|refus|zamietn|cancel|abgebrochen"
    r"|storniert|annul|zrušen|expired|abgelaufen|caducad|expiré|placed|unclaimed|uncleared|removed|entfernt",
    re.I,
)
_MEMO = re.compile(r"memo|hinweis|anmerkung|keine|no impact|nota", re.I)


@lru_cache(maxsize=1024)
def kind_of(words: str, *, income: bool) -> str:
    """The kind of a type; what the account paid for itself is spending."""
    word = words.casefold()
    kind = next((kind for pattern, kind in _KINDS if pattern.search(word)), "other")
    if kind == "payment":
        return "sale" if income else "spending"
    return kind


def is_open(status: str, words: str = "", impact: str = "") -> bool:
    """Whether a row without a balance moved no money: under way, refused, an item of a cart, or a memo."""
    return bool(_OPEN.search(status) or _ITEM.search(words) or _MEMO.search(impact))
