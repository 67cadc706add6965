"""`manage.py remove_second_factor`: for somebody who lost her telephone and her recovery codes."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clusters import queries
from core import audit


class Command(BaseCommand):
    help = (
        "Remove the second factor of the person with this address, recovery codes included; she sets up another at her "
        "next log-in. Make sure first that it is she who asks. Stands in the trail of the portal."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, email, **options):
        person = queries.account_of(email.strip().lower())
        if person is None:
            raise CommandError("Nobody logs in with this address.")
        factors = list(Authenticator.objects.select_for_update().filter(user=person).order_by("type", "pk"))
        if not factors:
            raise CommandError("This person has no second factor.")
        for factor in factors:
            audit.record(verb="person.factor_removed", target=person, by=None, before={"type": str(factor.type)})
            factor.delete()
        self.stdout.write(f"Removed: {', '.join(str(factor.type) for factor in factors)}.")
