"""`manage.py load_demo`: the demonstration world. Refuses where it could stand beside real work."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hre_portal.demo import (
    advocacy,
    calendars,
    clearing,
    contacts,
    follow_up,
    following,
    meetings,
    over_years,
    people,
    planning,
    plans,
    process,
    results,
    rooms,
    seats,
    sharing,
    tags,
    talk,
)


class Command(BaseCommand):
    help = "Load invented people in every role of the eight pilot clusters, and a plan to look at. Development only."

    def handle(self, *args, **options):
        if settings.PRODUCTION or not settings.HRE_DEMO:
            raise CommandError("load_demo works only with HRE_DEMO=1 and never with HRE_ENV=production.")
        password = os.environ.get("HRE_DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Set HRE_DEMO_PASSWORD: all demonstration logins share it.")
        try:
            with transaction.atomic():
                created = people.load_people(password)
                calendars.load_calendars()
                sharing.load_sharing()
                lines = plans.load_plans()
                planning.load_planning()
                advocacy.load_advocacy()
                tags.load_tags()
                process.load_process()
                clearing.load_clearing()
                contacts.load_contacts()
                rooms.load_rooms()
                meetings.load_meetings()
                seats.load_seats()
                talk.load_talk()
                results.load_results()
                follow_up.load_follow_up()
                over_years.load_over_years()
                chosen = following.load_following()
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Demonstration world: {created} people and {lines} plan lines added, {chosen} choices made.")
