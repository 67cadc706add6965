"""How a cluster stands: its profile, and one topic recorded anew."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import actions, policy, queries
from clusters.enums import ProfileTopic
from clusters.forms import ProfileNoteForm
from clusters.models import ProfileNote
from clusters.views.shared import add_errors, found
from core import clock
from core.errors import Refused, Stale
from core.policy import guarded_by


@guarded_by(ProfileNote)
@require_safe
def profile(request, pk):
    """Every topic with its history."""
    shown = found(queries.profile_page, request.user, pk)
    return render(request, "clusters/profile.html", {"section": "people", "profile": shown, "cluster": shown.cluster})


@guarded_by(ProfileNote)
@require_http_methods(["GET", "HEAD", "POST"])
def profile_note(request, pk, topic):
    """Record how one topic stands now. What stood there before stays."""
    shown = found(queries.profile_page, request.user, pk)
    if topic not in ProfileTopic.values:
        raise Http404
    policy.check_can_record_profile(request.user, shown.cluster)
    line = next(line for line in shown.topics if line.topic == topic)
    newest = line.current.pk if line.current else None
    initial = {"as_of": clock.day_of(request.user), "newest": newest}
    form = ProfileNoteForm(request.POST or None, topic=line.topic, initial=initial)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.record_profile(cluster=shown.cluster, topic=topic, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            except Stale as error:
                # What was typed stays; the next press counts for what now stands beside it.
                form.data = {**request.POST.dict(), "newest": newest or ""}
                status, refusal = 409, error.sentence
            except Refused as error:
                status, refusal = 403, error.sentence
            else:
                messages.success(request, _("Recorded. What stood there before is kept as history."))
                return redirect("clusters:profile", pk=pk)
    context = {"section": "people", "cluster": shown.cluster, "line": line, "form": form, "refusal": refusal}
    return render(request, "clusters/profile_note.html", context, status=status)
