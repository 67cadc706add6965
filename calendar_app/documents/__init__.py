"""What leaves the calendar as a file: tables for a spreadsheet, a year as a document."""

from calendar_app.documents.check_in import check_in_document
from calendar_app.documents.tables import csv_bytes, xlsx_bytes
from calendar_app.documents.year import year_document

__all__ = ["check_in_document", "csv_bytes", "xlsx_bytes", "year_document"]
