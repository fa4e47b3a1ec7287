"""Ids that end with a TAB, as bills are exported: the TAB guards the id and separates nothing."""

from __future__ import annotations

from pathlib import Path

from sellerkit.sheets import table_at


def test_tabs_that_guard_ids_are_no_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    rows = "".join(f"20261110{n:08d}1\t,T200P27110800{n:08d}\t,红枣\t,12.50\t,\t\r\n" for n in range(30))
    path.write_bytes(f"#账务明细\r\n流水号,订单号,商品,金额,备注\r\n{rows}#合计\r\n".encode("gb18030"))
    table = table_at(path, ("流水号", "订单号"))
    assert table is not None
    first = next(iter(table.rows))
    assert first.text("流水号") == "20261110000000001"
    assert first.text("金额") == "12.50"
