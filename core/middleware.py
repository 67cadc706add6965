"""Request id for logs and audit; addresses without NUL; private responses are never stored by anyone."""

import contextvars
import uuid

from core import memo

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
    """Takes the character NUL out of what follows the question mark: nobody types it, and PostgreSQL refuses a search
    for it with an error. Forms and the API refuse it in what is sent, by themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\x00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\x00", "")
        return self.get_response(request)


class PrivateResponseMiddleware:
    """What a logged-in person saw must not lie in a shared computer's or proxy's cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
