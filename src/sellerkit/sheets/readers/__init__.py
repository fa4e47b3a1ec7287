"""The readers: what a file really is → who reads it. Each gives the file's RawTables or raises InputRejected."""

READERS = {
    "xlsx": "sellerkit.sheets.readers.workbook:read_xlsx",
    "xlsb": "sellerkit.sheets.readers.workbook:read_xlsb",
    "ods": "sellerkit.sheets.readers.workbook:read_ods",
    "xls": "sellerkit.sheets.readers.workbook:read_xls",
    "text": "sellerkit.sheets.readers.delimited:read_text",
}
