"""News that a person may switch off and on again: the same rows that a mail's own link writes."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.notices.alerts import ALERT, ALERT_SUBJECT, CALLS, VISITS
from calendar_app.notices.outcomes import ALL, OUTCOME, OUTCOME_SUBJECT
from core import outbox
from core.models import Stop


@dataclass(frozen=True, slots=True)
class News:
    key: str
    label: str
    kind: str
    subject_type: str
    thing: str


NEWS = (
    News("visits", _("A visit to my country is agreed, confirmed or put off"), ALERT, ALERT_SUBJECT, VISITS),
    News("calls", _("A call for input of a mandate or theme that my cluster follows"), ALERT, ALERT_SUBJECT, CALLS),
    News("outcomes", _("Something came out about my country"), OUTCOME, OUTCOME_SUBJECT, ALL),
)


def news_of(person):
    """[(News, whether it comes)] for the page of her reminders. One query."""
    stopped = set(Stop.objects.filter(user=person).values_list("kind", "subject_type", "subject_id"))
    return [(news, (news.kind, news.subject_type, news.thing) not in stopped) for news in NEWS]


@transaction.atomic
def set_wanted_news(*, wanted, by):
    """Of the NEWS exactly those whose keys are in `wanted` come to `by`. The same again writes nothing."""
    for news, comes in news_of(by):
        if comes and news.key not in wanted:
            outbox.stop_mails(kind=news.kind, subject_type=news.subject_type, thing=news.thing, by=by)
        elif not comes and news.key in wanted:
            key = {"kind": news.kind, "subject_type": news.subject_type, "subject_id": news.thing}
            outbox.resume_mails(stop=Stop.objects.get(user=by, **key), by=by)
