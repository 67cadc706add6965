"""Request id for logs and audit; addresses without NUL; private responses are never stored by anyone."""

import contextvars
import uuid

from django.http import HttpResponseNotFound, QueryDict, UnreadablePostError

from core import memo

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
request_id = contextvars.ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Gives each request an id that log lines and audit entries carry, returns it in a header, and opens its memory."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(uuid.uuid4().hex)
        try:
            with memo.one_request():
                response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class NoNulMiddleware:
    """Takes the character NUL out of what follows the question mark and out of what a form sends: nobody types it, and
    PostgreSQL answers it with an error. An address that holds it before the question mark leads nowhere. The API
    refuses it in what is sent, by itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            return HttpResponseNotFound()
        asked = request.META.get("QUERY_STRING", "")
        # Again and again: what is left of "%0%000" is "%00".
        while "%00" in asked or "\x00" in asked:
            asked = asked.replace("%00", "").replace("\x00", "")
            request.META["QUERY_STRING"] = asked
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Not every text that a page reads goes through a form."""
        if request.method != "POST" or request.content_type not in _FORMS:
            return
        try:
            sent = request.POST
        except UnreadablePostError:
            # The line broke: whoever reads it next says so.
            return
        if any("\x00" in text for name, texts in sent.lists() for text in (name, *texts)):
            clean = QueryDict(mutable=True, encoding=sent.encoding)
            for name, texts in sent.lists():
                clean.setlist(name.replace("\x00", ""), [text.replace("\x00", "") for text in texts])
            clean._mutable = False
            request.POST = clean


class PrivateResponseMiddleware:
    """What a logged-in person saw must not lie in a shared computer's or proxy's cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
