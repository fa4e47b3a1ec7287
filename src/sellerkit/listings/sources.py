"""The files that a channel of shop.toml names: read from inside the shop's folder, or refused with the key's name."""

from __future__ import annotations

from pathlib import Path

from sellerkit.base.files import why_unreadable
from sellerkit.base.language import _
from sellerkit.listings.findings import Finding

LARGEST = 1_000_000  # bytes of a text file
HTML_ENDINGS = (".html", ".htm")


class ChannelBroken(Exception):
    """A channel that cannot be built at all; the others can."""

    def __init__(self, rule: str, key: str, message: str, value: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.finding = Finding(rule, "error", "", key, message, value, hint)


def inside(folder: Path, key: str, named: str) -> Path:
    """The path that `key` names. Raises ChannelBroken when it leaves the shop's folder, by `..` or by a link."""
    path = (folder / named).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ChannelBroken(
            "path-outside", key, _("{key} names a place outside the shop's folder.").format(key=key), named,
            _("Copy the file into the shop's folder and name it from there."),
        )  # fmt: skip
    return path


def text_in(folder: Path, key: str, named: str) -> str:
    """The text of a file. Raises ChannelBroken when it is not there, not a text in UTF-8, or far too large."""
    path = inside(folder, key, named)
    try:
        if path.stat().st_size > LARGEST:
            raise ChannelBroken(
                "file-too-large", key, _("The file {file} is too large for a text.").format(file=named), named
            )
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ChannelBroken(
            "file-encoding", key, _("The file {file} is not saved as UTF-8.").format(file=named), named,
            _("Save it again from your editor with the encoding UTF-8."),
        ) from error  # fmt: skip
    except OSError as error:
        raise ChannelBroken(
            "file-missing", key, _("The file {file} cannot be read: {reason}").format(file=named, reason=why_unreadable(error)), named,
            _("Correct {key} in shop.toml, or put the file there.").format(key=key),
        ) from error  # fmt: skip


def names_in(folder: Path, key: str, named: str) -> list[str]:
    """The names of the files in a folder that `key` of shop.toml names. Raises ChannelBroken when the folder is not there."""
    path = inside(folder, key, named)
    try:
        return sorted(entry.name for entry in path.iterdir() if entry.is_file())
    except OSError as error:
        raise ChannelBroken(
            "folder-missing", key, _("The folder {folder} cannot be read: {reason}").format(folder=named, reason=why_unreadable(error)),
            named, _("Correct {key} in shop.toml, or make the folder.").format(key=key),
        ) from error  # fmt: skip
