"""Reads of recommendations. Open to everybody with an account; where they are used is as the reader may see it."""

from recommendations.queries import follow_up
from recommendations.queries.citing import Reference, references, search
from recommendations.queries.lists import ALL, Chosen, ListPage, found, list_page, read_chosen
from recommendations.queries.pages import DetailPage, detail_page, recommendation
from recommendations.queries.used import Use, answers_used, used_in

__all__ = [
    "ALL",
    "Chosen",
    "DetailPage",
    "ListPage",
    "Reference",
    "Use",
    "answers_used",
    "detail_page",
    "follow_up",
    "found",
    "list_page",
    "read_chosen",
    "recommendation",
    "references",
    "search",
    "used_in",
]
