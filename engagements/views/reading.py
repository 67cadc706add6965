"""The reading list of a cluster, and sending it to chosen members."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from calendar_app.models import Share
from clusters.enums import LEAD_ROLES
from clusters.policy import has_role_in
from core.policy import guarded_by
from engagements import policy
from engagements.actions import reading as actions
from engagements.forms.plans import add_action_errors
from engagements.forms.workspaces import ReadingForm, SendReadingForm
from engagements.models import ReadingItem
from engagements.queries import digest
from engagements.queries import workspaces as queries
from engagements.views.common import ACTION_ERRORS, saved, sentences_of, status_of
from engagements.views.interactions import own_cluster_or_404
from engagements.views.plans import SECTION

METHODS = ["GET", "HEAD", "POST"]


def _cluster(request):
    return own_cluster_or_404(request)[0]


@require_http_methods(METHODS)
@guarded_by(ReadingItem)
def reading_list(request):
    """What the members of a cluster are asked to read; coordinators add and take off here."""
    cluster = _cluster(request)
    may_keep = has_role_in(request.user, cluster.pk, LEAD_ROLES)
    here = f"{reverse('engagements:reading-list')}?cluster={cluster.pk}"
    form, status = None, 200
    if request.method == "POST":
        policy.check_can_plan(request.user, cluster.pk)
        if "remove" in request.POST:
            return _remove(request, cluster, here)
        form, status = ReadingForm(request.POST, user=request.user, cluster=cluster), 422
        if form.is_valid():
            try:
                actions.add_reading(cluster=cluster, by=request.user, **form.cleaned_data)
            except ACTION_ERRORS as error:
                add_action_errors(
                    form, error if isinstance(error, ValidationError) else ValidationError(sentences_of(error))
                )
                status = status_of(error)
            else:
                saved(request)
                return redirect(here)
    elif may_keep:
        form = ReadingForm(user=request.user, cluster=cluster)
    context = {**SECTION, "cluster": cluster, "items": queries.reading_list(request.user, cluster), "form": form}
    context |= {"may_keep": may_keep, "send_url": f"{reverse('engagements:reading-send')}?cluster={cluster.pk}"}
    context["support_url"] = (
        f"{reverse('knowledge:support-ask')}?cluster={cluster.pk}&kind=general_comments&audience=members"
        f"&origin=reading_list&origin_id={cluster.pk}"
    )
    return render(request, "engagements/reading_list.html", context, status=status)


def _remove(request, cluster, here):
    text = request.POST["remove"]
    pk = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    item = queries.reading_item(request.user, cluster, pk)
    if item is None:
        raise Http404
    actions.remove_reading(item=item, by=request.user)
    saved(request)
    return redirect(here)


@require_http_methods(METHODS)
@guarded_by(ReadingItem, Share)
def reading_send(request):
    """To whom; who has it already is said and not ticked."""
    cluster = _cluster(request)
    policy.check_can_plan(request.user, cluster.pk)
    items = queries.reading_list(request.user, cluster)
    people = digest.reading_members(cluster, request.user)
    had = digest.readers_of(request.user, cluster, digest.reading_key(items))
    data = request.POST if request.method == "POST" else None
    form, status = SendReadingForm(data, people=people, had=had), 200
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                sent = actions.send_reading(cluster=cluster, by=request.user, **form.cleaned_data)
            except ACTION_ERRORS as error:
                add_action_errors(
                    form, error if isinstance(error, ValidationError) else ValidationError(sentences_of(error))
                )
                status = status_of(error)
            else:
                number = len(sent.recipient_ids)
                said = ngettext("Sent to %(number)s person.", "Sent to %(number)s people.", number)
                messages.success(request, said % {"number": number})
                return redirect(f"{reverse('engagements:reading-list')}?cluster={cluster.pk}")
    context = {**SECTION, "cluster": cluster, "items": items, "form": form, "people": people, "had": had}
    return render(request, "engagements/reading_send.html", context, status=status)
