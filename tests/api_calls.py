"""Calls of the API as one person, for tests."""

from rest_framework.test import APIClient

from core.models import AuditEntry


class Caller:
    """Somebody who talks JSON; each call gives the answer."""

    def __init__(self, person):
        self.client = APIClient()
        self.client.force_authenticate(person)

    def get(self, address, **query):
        return self.client.get(address, query)

    def post(self, address, **data):
        return self.client.post(address, data, format="json")

    def patch(self, address, **data):
        return self.client.patch(address, data, format="json")


def verbs():
    """What the trail holds, in order."""
    rows = AuditEntry.objects.unscoped("a test looks at every row").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def assert_refused(answer):
    """403 with the sentence a person would read."""
    assert answer.status_code == 403
    assert len(answer.json()["detail"]) > 10


def assert_bad(answer, *fields):
    """400 that names these fields and no others."""
    assert (answer.status_code, sorted(answer.json())) == (400, sorted(fields))
