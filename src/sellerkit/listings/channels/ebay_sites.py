"""The eBay sites whose draft template is known, and the lines above its header.

Source: the template "Create new drafts" of Seller Hub Reports as several public repositories hold it: US, GB, ENCA and AU
with commas, DE with semicolons and German remarks; everywhere prices with a dot.
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = 11


@dataclass(frozen=True, slots=True)
class Site:
    """One eBay site: the words of the Action heading, the template's own code, its domain and its delimiter."""

    site_id: str
    country: str
    currency: str
    template: str
    domain: str = "www.ebay.com"
    delimiter: str = ","

    @property
    def action(self) -> str:
        """The heading of the first column, by which eBay knows where the drafts belong."""
        return f"Action(SiteID={self.site_id}|Country={self.country}|Currency={self.currency}|Version=1193|CC=UTF-8)"

    @property
    def remarks(self) -> tuple[str, str, str, str]:
        """The four #INFO lines, each a first cell with as many empty ones as there are columns."""
        categories = "https://pages.ebay.com/sellerinformation/news/categorychanges.html"
        drafts = f"https://{self.domain}/sh/lst/drafts"
        if self.delimiter == ";":
            return (
                f"#INFO;Version=0.0.2;Template= eBay-draft-listings-template_{self.template}{';' * 7}",
                "#INFO Action und Category ID sind erforderliche Felder. 1) Stellen Sie Action auf Draft ein. 2) Die Kategorie-ID "
                f"für Ihre Angebote finden Sie hier: {categories}{';' * 9}",
                "#INFO Nachdem Sie Ihren Entwurf erfolgreich im Berichte-Tab Ihres Verkäufer-Cockpit Pro heruntergeladen haben; "
                f"können Sie die Entwürfe hier zu aktiven Angeboten vervollständigen: {drafts}{';' * 9}",
                "#INFO" + ";" * (COLUMNS - 1),
            )
        return (
            f"#INFO,Version=0.0.2,Template= eBay-draft-listings-template_{self.template}{',' * 8}",
            "#INFO Action and Category ID are required fields. 1) Set Action to Draft 2) Please find the category ID for your "
            f"listings here: {categories}{',' * (COLUMNS - 1)}",
            "\"#INFO After you've successfully uploaded your draft from the Seller Hub Reports tab, complete your drafts to "
            f'active listings here: {drafts}"{"," * (COLUMNS - 1)}',
            "#INFO" + "," * (COLUMNS - 1),
        )


SITES = {
    "US": Site("US", "US", "USD", "US"),
    "UK": Site("UK", "GB", "GBP", "GB", "www.ebay.co.uk"),
    "CA": Site("Canada", "CA", "CAD", "ENCA", "www.ebay.ca"),
    "AU": Site("Australia", "AU", "AUD", "AU", "www.ebay.com.au"),
    "DE": Site("Germany", "DE", "EUR", "DE", "www.ebay.de", ";"),
}


def site_for(stated: str, currency: str) -> Site | None:
    """The site that shop.toml names (`site = "UK"`), else the one that sells in the channel's currency."""
    name = stated.upper()
    if name:
        return SITES.get("UK" if name == "GB" else name)
    return next((site for site in SITES.values() if site.currency == currency), None)
