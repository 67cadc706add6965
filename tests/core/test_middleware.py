"""What every request passes through."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.middleware import NoNulMiddleware


@pytest.mark.parametrize("path", ["/people/audit/?q=a%00b&verb=c", "/people/audit/?q=a\x00b&verb=c"])
def test_no_search_holds_the_character_that_postgresql_refuses(path):
    request = RequestFactory().get(path)
    NoNulMiddleware(lambda asked: HttpResponse())(request)
    assert request.GET.dict() == {"q": "ab", "verb": "c"}


def test_it_stands_in_the_way_of_every_request(settings):
    assert "core.middleware.NoNulMiddleware" in settings.MIDDLEWARE
