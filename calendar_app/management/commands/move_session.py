"""manage.py move_session upr 54 2027-02-01 --closes 2027-02-12 --reason "Note verbale" --by taskteam@demo.example"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from calendar_app import actions
from calendar_app.enums import EXACT, Precision
from calendar_app.models import Session
from clusters.models import User
from core.dates import month_text, period_text
from core.errors import Refused
from mechanisms.models import Mechanism


class Command(BaseCommand):
    help = "Move a session to new dates; every open date that hangs on it follows. With --dry-run only shows which."

    def add_arguments(self, parser):
        parser.add_argument("mechanism", help="key of the mechanism, for instance upr")
        parser.add_argument("number", help="number of the session, for instance 54")
        parser.add_argument("opens", help="first day, YYYY-MM-DD, or a month, YYYY-MM")
        parser.add_argument("--closes", help="last day, YYYY-MM-DD; without it a known length is kept")
        parser.add_argument("--reason", required=True, help="why; stands in the history of each date")
        parser.add_argument("--by", required=True, help="e-mail address of the Task Team member who answers for it")
        parser.add_argument("--source", default="", help="address of the announcement")
        parser.add_argument("--dry-run", action="store_true", help="show the list and write nothing")

    def handle(self, *args, **options):
        by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(_("No active account has the address %(by)s.") % options)
        session = _session(options["mechanism"], options["number"])
        opens_on, precision = _day_or_month(options["opens"])
        asked = {
            "session": session,
            "opens_on": opens_on,
            "closes_on": _day(options["closes"], "--closes") if options["closes"] else None,
            "precision": precision,
            "by": by,
        }
        try:
            lines = actions.preview_move(**asked)
            if options["dry_run"]:
                self._show(session, lines)
                self.stdout.write(_("Nothing was written (--dry-run)."))
                return
            moved = actions.move_session(**asked, reason=options["reason"], source=options["source"])
        except Refused as error:
            raise CommandError(str(error.sentence)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._show(moved, lines)
        self.stdout.write(
            self.style.SUCCESS(
                _("%(session)s moved; %(count)s dates followed.")
                % {"session": moved, "count": len(moved.moved_entries)}
            )
        )

    def _show(self, session, lines):
        self.stdout.write(str(session))
        for line in lines:
            country = line.entry.country_id or "   "
            entry = line.entry
            new = _written(entry.begins_on, line.new_on, entry.precision)
            if line.stays:
                self.stdout.write(f"  {country}  {entry.title}: {new} ({_stays(line.stays)})")
            else:
                old = _written(line.old_begins_on, line.old_on, line.old_precision)
                self.stdout.write(f"  {country}  {entry.title}: {old} -> {new}")


def _session(key, number):
    mechanism = Mechanism.objects.filter(key=key).first()
    if mechanism is None:
        raise CommandError(_("No mechanism has the key “%(key)s”.") % {"key": key})
    found = list(Session.objects.filter(mechanism=mechanism, number=number).select_related("mechanism")[:2])
    if not found:
        raise CommandError(_("%(mechanism)s has no session %(number)s.") % {"mechanism": mechanism, "number": number})
    if len(found) > 1:
        raise CommandError(
            _("%(mechanism)s has several sessions %(number)s; move it on its page.")
            % {"mechanism": mechanism, "number": number}
        )
    return found[0]


def _day_or_month(text):
    if len(text) == len("2027-02"):
        return _day(f"{text}-01", "opens"), Precision.MONTH
    return _day(text, "opens"), Precision.DAY


def _day(text, name):
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            _("%(name)s: “%(text)s” is no date. Write it like 2027-02-01.") % {"name": name, "text": text}
        ) from error


def _written(begins_on, day, precision):
    if day is None or precision in EXACT:
        return period_text(begins_on, day)
    return month_text(day)


def _stays(why):
    return {
        "pinned": _("set by hand: stays, to be confirmed"),
        "official": _("official date: stays, to be confirmed"),
        "met": _("done: stays"),
        "same": _("stays"),
    }[why]
