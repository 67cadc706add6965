"""Text for cells of spreadsheets."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text):
    """`text` with an apostrophe before it where a spreadsheet that opens a CSV file would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
