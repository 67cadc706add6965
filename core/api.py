"""What every endpoint shares: pages, errors as sentences."""

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from core.errors import Refused, Stale


class PagePagination(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 500


def exception_handler(error, context):
    """A refusal reaches the client with the sentence a person would read; a stale version is a conflict."""
    if isinstance(error, Refused):
        return Response({"detail": str(error.sentence)}, status=409 if isinstance(error, Stale) else 403)
    return drf_exception_handler(error, context)
