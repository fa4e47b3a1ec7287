"""Statements of platforms elsewhere."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.payouts.statements.format import Format

WORLD: dict[str, Format] = {
    "shopify-payments": Format(
        "sellerkit.payouts.statements.shopify:read",
        ("Transaction Date", "Type", "Order", "Amount", "Fee", "Net", "Currency"),
        "shopify",
        N_("Shopify admin → Finance → Payouts → View transactions → Export"),
    ),
    "amazon-settlement-v2": Format(
        "sellerkit.payouts.statements.amazon_v2:read",
        ("settlement-id", "total-amount", "transaction-type", "amount-type", "amount-description", "amount"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Settlement, Flat File V2"),
    ),
    "amazon-settlement-v1": Format(
        "sellerkit.payouts.statements.amazon_v1:read",
        ("settlement-id", "total-amount", "transaction-type", "price-type", "price-amount", "other-amount"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Settlement, Flat File"),
    ),
    "shopify-payouts": Format(
        "sellerkit.payouts.statements.shopify_payouts:read",
        ("Payout Date", "Status", "Charges", "Refunds", "Fees", "Total", "Currency"),
        "shopify",
        N_("Shopify admin → Finance → Payouts → Export"),
        repeats="shopify-payments",
        summary=True,
    ),
    "stripe": Format(
        "sellerkit.payouts.statements.stripe:read",
        ("balance_transaction_id", "currency", "gross", "fee", "net", "reporting_category"),
        "stripe",
        N_("Stripe dashboard → Reports → Balance → Download itemized, or Balances → All activity → Export"),
        also=(("id", "Type", "Source", "Amount", "Fee", "Net", "Currency"),),
    ),
    "square": Format(
        "sellerkit.payouts.statements.square:read",
        ("Date", "Time", "Gross Sales", "Total Collected", "Fees", "Net Total", "Transaction ID", "Payment ID"),
        "square",
        N_("Square dashboard → Reports → Transactions → Export → Transactions CSV"),
    ),
    "amazon-daterange": Format(
        "sellerkit.payouts.statements.amazon_daterange:read",
        ("date/time", "settlement id", "type", "order id", "total"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Transactions (date range)"),
        repeats="amazon-settlement-v2",
        also=(
            ("Datum/Uhrzeit", "Abrechnungsnummer", "Typ", "Bestellnummer", "Gesamt"),
            ("date/heure", "numéro de versement", "type", "numéro de la commande", "total"),
            ("date/heure", "Identifiant du paiement", "type", "numéro de la commande", "total"),
            ("fecha y hora", "identificador de pago", "tipo", "número de pedido", "total"),
            ("fecha/hora", "Id. de liquidación", "tipo", "Id. del pedido", "total"),
            ("Data/Ora:", "Numero pagamento", "Tipo", "Numero ordine", "totale"),
            ("datum/tijd", "schikkings-ID", "type", "bestelnummer", "totaal"),
            ("datum/tid", "reglerings-id", "typ", "beställnings-id", "totalt"),
            ("日付/時間", "決済番号", "トランザクションの種類", "注文番号", "合計"),
        ),
    ),
    "paypal": Format(
        "sellerkit.payouts.statements.paypal:read",
        ("Date", "Time", "Time Zone", "Currency", "Gross", "Fee", "Net"),
        "paypal",
        N_("PayPal → Activity → Reports → Activity download (balance affecting, CSV)"),
        also=(
            ("Date", "Time", "TimeZone", "Currency", "Gross", "Fee", "Net"),
            ("Date", "Time", "TimeZone", "Currency", "Amount", "Fees", "Total"),
            ("Datum", "Uhrzeit", "Zeitzone", "Währung", "Brutto", "Gebühr", "Netto"),
            ("Datum", "Uhrzeit", "Zeitzone", "Währung", "Brutto", "Entgelt", "Netto"),
            ("Fecha", "Hora", "Zona horaria", "Divisa", "Bruto", "Neto"),
            ("Fecha", "Hora", "Huso horario", "Divisa", "Bruto", "Neto"),
            ("Date", "Heure", "Fuseau horaire", "Devise", "Avant commission", "Net"),
            ("Date", "Heure", "Fuseau horaire", "Devise", "Brut", "Net"),
            ("Datum", "Tijd", "Tijdzone", "Valuta", "Bruto", "Kosten"),
            ("Data", "Ora", "Fuso orario", "Valuta", "Lordo", "Netto"),
            ("Data", "Orario", "Fuso orario", "Valuta", "Lordo", "Netto"),
            ("Dátum", "Čas", "Časové pásmo", "Mena", "Poplatok"),
        ),
    ),
    "etsy": Format(
        "sellerkit.payouts.statements.etsy:read",
        ("Date", "Type", "Title", "Info", "Currency", "Amount", "Fees & Taxes", "Net"),
        "etsy",
        N_("Etsy → Shop Manager → Finances → Monthly statements → Download CSV"),
    ),
    "ebay": Format(
        "sellerkit.payouts.statements.ebay:read",
        ("Transaction creation date", "Type", "Order number", "Gross transaction amount"),
        "ebay",
        N_("eBay Seller Hub → Payments → Reports → Transaction report"),
        also=(
            ("Transaction creation date", "Type", "Order number", "Net amount", "Payout ID"),
            ("Datum der Transaktionserstellung", "Typ", "Bestellnummer", "Betrag abzügl. Kosten"),
        ),
    ),
}
