"""Personal tokens for the API."""

from rest_framework.authentication import BaseAuthentication


class PersonalTokenAuthentication(BaseAuthentication):
    def authenticate(self, request):
        return None
