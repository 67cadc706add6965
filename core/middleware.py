"""Request id for logs and audit; private responses are never stored by anyone."""

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


class PrivateResponseMiddleware:
    """What a logged-in person saw must not lie in a shared computer's or proxy's cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
