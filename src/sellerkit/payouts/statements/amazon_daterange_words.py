"""Amazon's date-range report in the languages of its marketplaces: headings, types and currencies.

Seen in several published importers: English (US, UK, India), German, French, Italian, Spanish, Dutch, Swedish, Japanese.
"""

from __future__ import annotations

import re
from functools import lru_cache

COLUMNS: dict[str, tuple[str, ...]] = {
    "posted": ("date/time", "datum/uhrzeit", "date/heure", "fecha y hora", "fecha/hora", "data/ora:", "datum/tijd", "datum/tid", "日付/時間"),
    "settlement": (
        "settlement id", "abrechnungsnummer", "numéro de versement", "identifiant du paiement", "identificador de pago", "id. de liquidación",
        "numero pagamento", "schikkings-id", "reglerings-id", "決済番号",
    ),
    "type": ("type", "typ", "tipo", "トランザクションの種類"),
    "order": (
        "order id", "bestellnummer", "numéro de la commande", "número de pedido", "id. del pedido", "numero ordine", "bestelnummer", "beställnings-id", "注文番号",
    ),
    "sku": ("sku",), "description": ("description", "beschreibung", "descripción", "descrizione", "beschrijving", "beskrivning", "説明"),
    "marketplace": ("marketplace", "web de amazon", "site de vente", "marknadsplats", "amazon 出品サービス"),
    "total": ("total", "gesamt", "totale", "totaal", "totalt", "合計"),
    "sales": ("product sales", "umsätze", "ventes de produits", "ventas de productos", "vendite", "verkoop van producten", "försäljning av produkter", "商品売上"),
    "sales_tax": ("product sales tax", "produktumsatzsteuer", "taxes sur la vente des produits", "impuesto de ventas de productos", "imposta sulle vendite dei prodotti", "商品の売上税"),
    "collected_tax": ("sales tax collected", "geïnde omzetbelasting", "inkasserad moms", "taxe de ventes prélevée", "total sales tax liable(gst before adjusting tcs)"),
    "shipping": (
        "shipping credits", "postage credits", "gutschrift für versandkosten", "crédits d'expédition", "crédits d’expédition", "abonos de envío",
        "créditos de envío", "accrediti per le spedizioni", "verzendtegoeden", "fraktkrediter", "配送料",
    ),
    "shipping_tax": (
        "shipping credits tax", "steuer auf versandgutschrift", "taxe sur les crédits d'expédition", "taxe sur les crédits d’expédition",
        "impuestos por abonos de envío", "impuesto de abono de envío", "imposta accrediti per le spedizioni", "配送料の税金",
    ),
    "wrap": (
        "gift wrap credits", "giftwrap credits", "gutschrift für geschenkverpackung", "crédits sur l'emballage cadeau", "crédits sur l’emballage cadeau",
        "crédits d'emballage-cadeau", "crédits d’emballage-cadeau", "abonos de envoltorio para regalo", "créditos por envoltorio de regalo",
        "accrediti per confezioni regalo", "kredietpunten cadeauverpakking", "krediter för presentinslagning", "ギフト包装手数料",
    ),
    "wrap_tax": (
        "giftwrap credits tax", "gift wrap credits tax", "steuer auf geschenkverpackungsgutschriften", "taxes sur les crédits cadeaux",
        "impuestos por abonos de envoltorio para regalo", "impuesto de créditos de envoltura", "imposta sui crediti confezione regalo", "ギフト包装クレジットの税金",
    ),
    "regulatory": ("regulatory fee", "tarifa reglamentaria"), "regulatory_tax": ("tax on regulatory fee", "impuesto sobre tarifa reglamentaria"),
    "points": ("amazonポイントの費用",),
    "rebates": (
        "promotional rebates", "rabatte aus werbeaktionen", "rabais promotionnels", "total des réductions", "devoluciones promocionales",
        "descuentos promocionales", "sconti promozionali", "promotiekortingen", "kampanjrabatter", "プロモーション割引額",
    ),
    "rebates_tax": (
        "promotional rebates tax", "steuer auf aktionsrabatte", "taxes sur les remises promotionnelles", "impuestos de descuentos por promociones",
        "impuesto de reembolsos promocionales", "imposta sugli sconti promozionali", "プロモーション割引の税金",
    ),
    "withheld": (
        "marketplace withheld tax", "einbehaltene steuer auf marketplace", "taxes retenues sur le site de vente", "impuesto retenido en el sitio web",
        "impuesto de retenciones en la plataforma", "trattenuta iva del marketplace", "源泉徴収税を伴うマーケットプレイス",
    ),
    "facilitator": ("marketplace facilitator tax", "belasting voor marketplace-facilitator", "skatt för marknadsplatsförmedlare", "taxe marketplace facilitator"),
    "cgst": ("tcs-cgst",), "sgst": ("tcs-sgst",), "igst": ("tcs-igst",), "tds": ("tds (section 194-o)",),
    "selling": ("selling fees", "verkaufsgebühren", "frais de vente", "tarifas de venta", "commissioni di vendita", "verkoopkosten", "försäljningsavgifter", "手数料"),
    "fba": (
        "fba fees", "gebühren zu versand durch amazon", "frais expédié par amazon", "frais pour le service expédié par amazon", "tarifas de logística de amazon",
        "tarifas fba", "costi del servizio logistica di amazon", "fba-vergoedingen", "fba-avgifter", "fba 手数料",
    ),
    "other_fees": (
        "other transaction fees", "andere transaktionsgebühren", "autres frais de transaction", "tarifas de otras transacciones", "tarifas de otra transacción",
        "altri costi relativi alle transazioni", "overige transactiekosten", "övriga transaktionsavgifter", "トランザクションに関するその他の手数料",
    ),
    "other": ("other", "andere", "autre", "autres", "otro", "altro", "overige", "övrigt", "その他"),
}  # fmt: skip
# The columns whose sum is the total, and the kind of each.
PARTS = {
    "sales": "sale", "sales_tax": "tax", "collected_tax": "tax", "shipping": "shipping-income", "shipping_tax": "tax", "wrap": "sale", "wrap_tax": "tax",
    "regulatory": "service-fee", "regulatory_tax": "tax", "points": "promotion", "rebates": "promotion", "rebates_tax": "tax", "withheld": "tax-withheld",
    "facilitator": "tax-withheld", "cgst": "tax-withheld", "sgst": "tax-withheld", "igst": "tax-withheld", "tds": "tax-withheld",
    "selling": "commission", "fba": "fulfilment", "other_fees": "service-fee", "other": "adjustment",
}  # fmt: skip
# A report without these columns leaves out parts of the total, so the parts prove nothing.
WHOLE = ("sales", "shipping", "rebates", "selling", "fba", "other_fees", "other")

# The row's type, and what the money in "other" (or in the total alone) is then; the first that is found decides.
TYPES: tuple[tuple[str, str], ...] = (
    (r"chargeback|rückbuchung|reversión de cargo|contestation|a-to-z|a à z|guarantee", "chargeback"),
    (r"fee adjustment|ajustement des frais|ajuste de tarifa|regolazione dei costi|gebührenerstattung", "adjustment"),
    (r"transfer|übertrag|trasfer|overschrijving|överföring|振込|disburse|debt|verbindlichkeit|saldo|solde|マイナス残高", "transfer"),
    (r"refund|erstattung|remboursement|reembolso|rimborso|terugbetaling|återbetalning|返金", "refund"),
    (r"storage|inventory fee|lager|frais de stock|stoccaggio|tarifas de inventario|在庫", "storage"),
    (r"deal fee|blitzangebot|vente flash|offerta lampo|oferta flash|タイムセール|advertis|werbung|coupon|vine", "advertising"),
    (r"return fee|retour client|fba transaction|transaction expédié|transacción de logística|transazioni di logistica", "fulfilment"),
    (r"shipping label|shipping services|delivery services|lieferdienste", "shipping-label"),
    (r"adjustment|anpassung|ajust|modifica|reimburs|調整", "adjustment"), (r"subscription", "subscription"), (r"reserve|rücklage", "reserve"),
    (r"service fee|servicegebühr|frais de service|prestación de servicio|commissione di servizio|amazon fees|注文外料金", "service-fee"),
    (r"order|bestell|commande|pedido|ordine|beställning|zamówienie|注文|liquidation", "sale"),
)  # fmt: skip
# What a service fee is for, by its description.
FEES: tuple[tuple[str, str], ...] = (
    (r"advertis|werbe|publicit|pubblicit|publicidad|広告", "advertising"), (r"subscription|abonnement|suscripci|abbonamento|月額登録料", "subscription"),
    (r"storage|lagergebühr|stockage|stoccaggio|almacenamiento", "storage"),
)  # fmt: skip
_TYPES = tuple((re.compile(pattern), kind) for pattern, kind in TYPES)
_FEES = tuple((re.compile(pattern), kind) for pattern, kind in FEES)

# "amazon." is followed by …
CURRENCIES = {
    "com": "USD", "ca": "CAD", "com.mx": "MXN", "com.br": "BRL", "co.uk": "GBP", "de": "EUR", "fr": "EUR", "it": "EUR", "es": "EUR", "nl": "EUR",
    "com.be": "EUR", "be": "EUR", "ie": "EUR", "se": "SEK", "pl": "PLN", "com.tr": "TRY", "ae": "AED", "sa": "SAR", "eg": "EGP", "in": "INR",
    "jp": "JPY", "co.jp": "JPY", "com.au": "AUD", "sg": "SGD", "co.za": "ZAR",
}  # fmt: skip
_STATED = re.compile(rf"\b({'|'.join(sorted(set(CURRENCIES.values())))})\b")


@lru_cache(maxsize=1024)
def kind_of(words: str, description: str = "") -> str:
    """The kind that the row's type names; "other" for one that nobody knows."""
    word = words.casefold()
    kind = next((kind for pattern, kind in _TYPES if pattern.search(word)), "other")
    if kind == "service-fee":
        return next((fee for pattern, fee in _FEES if pattern.search(description.casefold())), kind)
    return kind


def currency_stated(text: str) -> str:
    """The currency in `All amounts in USD, unless specified`, or ""."""
    found = _STATED.search(text)
    return found[1] if found else ""


def currency_of(marketplace: str) -> str:
    """The currency that a marketplace pays in: amazon.de → EUR; "" for one that is not known."""
    return CURRENCIES.get(marketplace.strip().casefold().removeprefix("www.").removeprefix("amazon."), "")
