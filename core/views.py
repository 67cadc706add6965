"""Page of the audit trail, and the page behind a mail's link that stops mails like it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core import outbox, things, trail
from core.policy import open_to_members

PER_PAGE = 40


def render_trail(request, entries, context):
    """Answer with one page of `entries` (already visible to the reader): who, what, when, old and new."""
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    zone = timezone.get_current_timezone_name()
    names = things.names_of(page.object_list)
    for entry in page:
        entry.changes = trail.changes(entry, zone, names)
        entry.object_label = trail.object_label(entry)
        entry.verb_label = trail.verb_label(entry.verb)
    return render(request, "core/audit.html", {"page_obj": page, **context})


@csrf_exempt
@login_not_required
@open_to_members
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request, token):
    """Stop mails of one kind about one thing, with the key in the mail and without a login. GET shows the choice and
    changes nothing, since mail scanners open links; POST acts, also the one click of a mail program (RFC 8058), without
    cookie and CSRF token: the signed key in the address is the proof. The page tells nothing about the thing."""
    key = outbox.read_stop_key(token)
    person = get_user_model().objects.filter(pk=key[0], is_active=True).first() if key else None
    if person is None:
        raise Http404
    if request.method == "POST":
        _person, kind, subject_type, thing = key
        outbox.stop_mails(kind=kind, subject_type=subject_type, thing=thing, by=person)
        if "List-Unsubscribe" in request.POST:
            return HttpResponse(
                _("You will get no more mails like this one."), content_type="text/plain; charset=utf-8"
            )
    return render(request, "core/mail_stop.html", {"is_done": request.method == "POST"})
