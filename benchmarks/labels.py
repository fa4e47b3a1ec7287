"""1,000 courier labels as PDF: how long, how big, and whether an independent reader reads every code at 203 dpi.

    python benchmarks/labels.py            # CPU time of 1,000 labels in every size, and of a pile with couriers' PDFs
    python benchmarks/labels.py --read     # and every Code 128 and QR code read back by zbar (minutes)

Prints a table in Markdown. The labels have Chinese addresses of different lengths, masked people and two lines of contents.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from sellerkit.base.language import set_language
from sellerkit.output.labels import SIZES, CourierLabel, LabelToPrint, Party, write_labels

COUNT = 1000
STREETS = ("人民路{n}号阳光小区3栋2单元***", "碛口镇李家山村委会旁红枣加工合作社东侧第二排平房{n}号", "世纪大道{n}号")
PLACES = (
    "山东省济南市历下区",
    "新疆维吾尔自治区喀什地区疏附县",
    "上海市浦东新区",
    "内蒙古自治区呼伦贝尔市鄂伦春自治旗",
)
NAMES = ("张*三", "李*", "欧*小三", "买买提·吐*逊", "M*** Smith")
WAYBILLS = ("SF{:013}", "78{:012}", "YT{:013}", "JDVB{:011}-1-1-")


def label(n: int) -> LabelToPrint:
    street = STREETS[n % len(STREETS)].format(n=n)
    return LabelToPrint(
        (f"3012345678901234{n:04}",), WAYBILLS[n % 4].format(n * 7919 + 1), "中通快递", Party(NAMES[n % 5], "138******34", PLACES[n % 4] + street),
        Party("王*红", "138******00", "山西省吕梁市临县电商产业园A座"), route=f"{n % 900}W-A3-{n % 97:03}", contents=("临县红枣 一级 500g ×2", "核桃 纸皮 1kg ×1"),
        wave=str(n // 200 + 1), station=str(n % 4 + 1), position=str(n + 1), service="no5 17:00",
    )  # fmt: skip


def timed(path: Path, labels: list[LabelToPrint | CourierLabel], size: str) -> float:
    """CPU seconds."""
    start = time.process_time()
    problems = write_labels(path, labels, size=size)
    assert problems == [], problems[:3]
    return time.process_time() - start


def read_back(path: Path, wanted: set[str]) -> tuple[int, int]:
    """How many of the numbers zbar finds as Code 128 and as QR code at 203 dpi."""
    import pypdfium2
    from pyzbar import pyzbar

    found: dict[str, set[str]] = {"CODE128": set(), "QRCODE": set()}
    kinds = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.QRCODE]
    for page in pypdfium2.PdfDocument(path):
        picture = page.render(scale=203 / 72, grayscale=True).to_pil()
        for code in pyzbar.decode(picture, kinds):
            found[code.type].add(code.data.decode())
    return len(found["CODE128"] & wanted), len(found["QRCODE"] & wanted)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--read", action="store_true", help="read every code back with zbar")
    given = options.parse_args()
    set_language("zh")
    labels: list[LabelToPrint | CourierLabel] = [label(n) for n in range(COUNT)]
    wanted = {one.waybill for one in labels if isinstance(one, LabelToPrint)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels.pdf"
        first = timed(path, labels, "100x150")  # with reading the font, as one run of the command has it
        print(f"The first 1,000 in this process, the font read too: {first:.2f} s CPU.\n")
        print("| size | s CPU / 1,000 | labels/s | MB | Code 128 read | QR read |\n|---|---|---|---|---|---|")
        for size in SIZES:
            spent = min(timed(path, labels, size) for _round in range(2))
            read = "{} of {} | {} of {}".format(*(n for got in read_back(path, wanted) for n in (got, len(wanted)))) if given.read else "– | –"  # fmt: skip
            print(f"| {size} | {spent:.2f} | {COUNT / spent:.0f} | {path.stat().st_size / 1e6:.2f} | {read} |")
            sys.stdout.flush()
        foreign = Path(folder) / "courier.pdf"
        write_labels(foreign, labels[:1])
        mixed = [CourierLabel(("x",), foreign) if n % 2 else one for n, one in enumerate(labels)]
        spent = min(timed(path, mixed, "100x150") for _round in range(2))
        print(f"| 100x150, every second a courier's PDF | {spent:.2f} | {COUNT / spent:.0f} | {path.stat().st_size / 1e6:.2f} | – | – |")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"\nPeak memory {peak:.0f} MB.")


if __name__ == "__main__":
    main()
