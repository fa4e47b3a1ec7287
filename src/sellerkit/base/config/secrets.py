"""Secrets are named in shop.toml and looked up when they are used; they are never printed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _


@dataclass(frozen=True, slots=True)
class Secret:
    """`{ env = "SF_CHECKWORD" }` or `{ file = "secrets/sf.txt" }`."""

    env: str = ""
    file: str = ""
    folder: Path = Path()

    def reveal(self) -> str:
        """The secret itself. Raises ConfigError when the variable is not set or the file cannot be read."""
        if self.env:
            value = os.environ.get(self.env, "")
            if not value:
                raise ConfigError(
                    _("The environment variable {name} is not set.").format(name=self.env),
                    hint=_('Set it before you run the command, for example: export {name}="…"').format(name=self.env),
                    code="secret-not-set",
                )
            return value
        path = self.folder / self.file
        try:
            lines = path.read_text("utf-8-sig").strip().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise self._unreadable() from error
        if not lines:
            raise self._unreadable()
        return lines[0].strip()

    def _unreadable(self) -> ConfigError:
        return ConfigError(
            _("The secret file {path} cannot be read or is empty.").format(path=self.file),
            hint=_("Put the secret on its first line and let only its owner read the file."),
            code="secret-not-set",
        )

    def __str__(self) -> str:
        return f"env {self.env}" if self.env else f"file {self.file}"
