"""The folder of a preview: what was written into it, and what an earlier preview wrote that is no longer wanted."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import TracebackType

from sellerkit.base.errors import UsageWrong
from sellerkit.base.files import refused_writes, write_bytes, write_text
from sellerkit.base.language import _

LIST = "made-by-sellerkit.txt"
_FIRST = ("index.html", "preview.css", "preview.js", "products", "pictures")
_SAYS = "# Files of the preview, each with its fingerprint. `sellerkit listings preview` removes those it made itself and needs no more.\n"


class PageFolder:
    """Writes pages and keeps a list of them beside them.

    What stands in the list of the last preview and was not written this time is removed, when it is still as we wrote it:
    a file of the seller's own, or one that was changed by hand, stays. A folder with pages of somebody else is refused
    before anything is written. Raises CannotWrite, UsageWrong.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made: dict[str, str] = {}
        self._before = _listed(path / LIST)

    def __enter__(self) -> PageFolder:
        with refused_writes(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        if not (self.path / LIST).is_file():
            self._refuse_strangers()
            write_text(self.path / LIST, _SAYS)
        return self

    def _refuse_strangers(self) -> None:
        if there := [name for name in _FIRST if (self.path / name).exists()]:
            message = _("{folder} holds {file}, which no preview wrote; nothing was changed.")
            hint = _("Name another folder with --folder, or move that file away.")
            raise UsageWrong(message.format(folder=self.path, file=there[0]), hint=hint)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._tidy()
            self._before = {}
        lines = (f"{print_}  {name}\n" for name, print_ in sorted((self._before | self._made).items()))
        write_text(self.path / LIST, _SAYS + "".join(lines))

    def write(self, name: str, content: bytes) -> None:
        write_bytes(self.path / name, content)
        self._made[name] = _fingerprint(content)

    def keep(self, name: str) -> None:
        """A file that somebody else wrote into the folder for this preview (a picture)."""
        self._made[name] = self._before.get(name) or _fingerprint((self.path / name).read_bytes())

    def _tidy(self) -> None:
        inside = self.path.resolve()
        for name, fingerprint in self._before.items():
            path = self.path / name
            ours = name not in self._made and path.is_file() and path.resolve() == inside / name
            if ours and _fingerprint(path.read_bytes()) == fingerprint:
                with refused_writes(path):
                    path.unlink()


def _listed(path: Path) -> dict[str, str]:
    """Fingerprints by name; a list that cannot be read is none, so that nothing is removed."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split("  ", 1) for line in lines if not line.startswith("#") and "  " in line)
    return {
        name: fingerprint
        for fingerprint, name in pairs
        if not Path(name).is_absolute() and ".." not in Path(name).parts
    }


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
