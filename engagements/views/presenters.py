"""Human rights advisers as joint presenters, beside the forms of contacts."""

from core import clock
from core.acting import day_in
from core.words import listed
from stakeholders.queries import advisers_on


def with_presenters(request, cluster, stored):
    """What the page says of human rights advisers deployed on the day of the form (MATRIX B011); `typed` is what was
    typed, with the adviser among the speakers, after a press on the button beside them: nothing is saved then."""
    posted = request.POST if request.method == "POST" else None
    day = day_in(posted.get("on")) if posted is not None else stored.get("on")
    found = {"advisers": advisers_on(request.user, cluster, day or clock.day_of(request.user))}
    if posted is not None and "presenter" in posted:
        typed = posted.dict()
        names = [one.called for one in found["advisers"] if str(one.pk) == posted["presenter"]]
        speakers = [part for part in (typed.get("speakers", "").strip(), *names) if part]
        if names and names[0] in typed.get("speakers", ""):
            speakers = speakers[:1]
        typed["speakers"] = listed(speakers)
        found["typed"] = typed
    return found
