"""Every text a person reads goes through here: `_("…")`, or `N_("…")` where it is translated later."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGES = ("en", "zh")
DOMAIN = "sellerkit"

_current = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def N_(text: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return text


def _(text: str) -> str:
    """The text in the language that is set; English texts are the source."""
    # The empty message is the catalogue's own header.
    return _catalogue.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue.ngettext(one, many, count)


def language() -> str:
    return _current


def set_language(name: str) -> None:
    """Use `en` or `zh` from here on, for click's own sentences too.

    Raises ValueError when the name is not one of LANGUAGES.
    """
    global _current, _catalogue
    if name not in LANGUAGES:
        raise ValueError(name)
    _current = name
    if name == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation(DOMAIN, LOCALE_DIR, languages=[name], fallback=True)
    os.environ["LANGUAGE"] = name
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """The block speaks this language, whichever is set; afterwards everything is as before."""
    before = _current
    set_language(name)
    try:
        yield
    finally:
        set_language(before)


def language_of_locale() -> str:
    """The language of the person's environment: `zh` for any Chinese locale, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    found = locale.getlocale()[0] or ""
    return "zh" if found.lower().startswith(("zh", "chinese")) else "en"


def locale_name(name: str) -> str:
    """`en` or `zh` for whatever a person writes: zh-CN, zh_CN, 中文, English. Raises ValueError."""
    text = name.strip().lower().replace("_", "-")
    if text in ("zh", "zh-cn", "zh-hans", "cn", "中文", "简体中文", "chinese"):
        return "zh"
    if text in ("en", "en-us", "en-gb", "english", "英文", "英语"):
        return "en"
    raise ValueError(name)
