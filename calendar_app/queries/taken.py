"""How a cluster takes part in dates, in words beside each date."""

from calendar_app.enums import Taking
from calendar_app.models import Attendance
from calendar_app.queries.concern import is_inside, wanted_of

# A cluster takes part in tens of dates; a feed has a thousand, too many to name each in the question.
SHORT_LIST = 200


def taken_by(user, entry_ids, country_code=""):
    """{date id: words} for those of the dates that a cluster of `user` attends or watches. One query; none without
    dates, nor for a country whose dates she has been given as a member of its cluster."""
    if not entry_ids:
        return {}
    if country_code and is_inside(user, country_code):
        taken = wanted_of(user, country_code).taken
    else:
        rows = Attendance.objects.visible_to(user)
        if len(entry_ids) <= SHORT_LIST:
            rows = rows.filter(entry__in=entry_ids)
        taken = {row.entry_id: (row.taking, row.who) for row in rows.only("entry_id", "taking", "who")}
    words = {value: str(label) for value, label in Taking.choices}
    return {
        pk: f"{words[taken[pk][0]]}: {taken[pk][1]}" if taken[pk][1] else words[taken[pk][0]]
        for pk in entry_ids
        if pk in taken
    }
