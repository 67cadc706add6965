"""In a demonstration the Task Team keeps the calendars of the eight pilot countries."""

from calendar_app.actions.desk import go_through_calendar, publish_calendar
from calendar_app.models import CountryCalendar
from clusters.models import User
from hre_portal.demo.people import address, pilot_clusters


def load_calendars():
    """Keep the calendars that nobody keeps yet, gone through on the day of loading. Returns how many. One that somebody
    has taken back since stays taken back."""
    by = User.objects.get(email=address("taskteam"))
    countries = [cluster.country for cluster in pilot_clusters().values()]
    known = set(CountryCalendar.objects.values_list("pk", flat=True))
    new = [country for country in countries if country.pk not in known]
    for country in new:
        publish_calendar(country=country, by=by)
        go_through_calendar(country=country, by=by)
    return len(new)
