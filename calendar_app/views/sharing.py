"""Share with members: whom it reaches, how the mail reads, and the press that sends it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from calendar_app.actions import offers, sharing
from calendar_app.enums import EntryKind
from calendar_app.forms.sharing import OfferForm, ShareForm
from calendar_app.models import DataOffer, Entry, Outcome, Share
from calendar_app.notices.sharing import shared_mail
from calendar_app.queries import read_filter, reader_of
from calendar_app.queries import sharing as queries
from calendar_app.queries.offers import offer_card
from calendar_app.views.acts import DONE, UNPROCESSABLE, attempt
from calendar_app.views.entries import entry_or_404
from calendar_app.views.outcomes import outcome_or_404
from clusters.models import Country
from clusters.queries import running_memberships
from core import mail, outbox
from core.dates import day_text
from core.errors import Refused
from core.policy import guarded_by

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@guarded_by(Entry, Share)
def entry_share(request, pk):
    entry = entry_or_404(request.user, pk)
    clusters = _led(request)
    if entry.cluster_id or entry.country_id:
        clusters = [each for each in clusters if entry.country_id in (None, each.country_id)]
    return _share(request, clusters, queries.entry_subject(entry))


@require_http_methods(METHODS)
@guarded_by(Outcome, Share)
def outcome_share(request, pk):
    outcome = outcome_or_404(request.user, pk)
    clusters = _led(request)
    outcomes = queries.outcomes_to_share(request.user, [outcome.pk])
    if not outcomes:
        raise Refused(_("A draft cannot be shared. Publish it first."))
    return _share(request, clusters, queries.outcomes_subject(outcomes))


@require_http_methods(METHODS)
@guarded_by(Outcome, Share)
def share_outcomes(request):
    """Several outcomes as one digest; `outcome` stands once for each in the address."""
    clusters = _led(request)
    ids = [int(pk) for pk in request.GET.getlist("outcome") if pk.isascii() and pk.isdigit() and len(pk) < 10]
    outcomes = queries.outcomes_to_share(request.user, ids)
    if not outcomes:
        messages.info(request, _("Tick the outcomes that you want to share."))
        return redirect("calendar:outcome-list")
    return _share(request, clusters, queries.outcomes_subject(outcomes))


@require_http_methods(METHODS)
@guarded_by(Entry, Share)
def share_calendar(request):
    """The calendar as its address filters it."""
    clusters = _led(request)
    chosen = read_filter(request.GET)
    country = Country.objects.filter(pk=chosen.country or clusters[0].country_id).first()
    if country is None:
        raise Http404
    clusters = [each for each in clusters if each.country_id == country.pk]
    return _share(request, clusters, queries.calendar_subject(chosen, country))


def _led(request):
    """The clusters for whose members the reader may share; none: refused with a sentence."""
    clusters = queries.led_clusters(reader_of(request.user))
    if not clusters:
        raise Refused(_("Only coordinators share with the members of their cluster."))
    return clusters


def _share(request, clusters, subject):
    if not clusters:
        raise Refused(_("You coordinate no cluster that this concerns."))
    asked = request.POST.get("cluster") or request.GET.get("cluster", "")
    cluster = next((each for each in clusters if str(each.pk) == asked), clusters[0])
    before = queries.last_share(request.user, cluster, subject)
    is_repeated = queries.is_repeated(before, subject)
    circle = queries.audiences(cluster, subject, request.user)
    had = queries.had_it(request.user, cluster, subject)
    form = ShareForm(
        request.POST if request.method == "POST" else None,
        is_veiled=subject.is_veiled,
        is_repeated=is_repeated or bool(had),
        needs_word=subject.needs_word,
        reached=circle.reached,
    )
    status = DONE
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and "preview" not in request.POST:
            values = form.cleaned_data
            if "choose" not in request.POST:
                values["people"] = None
            sent, status = attempt(
                form, lambda: sharing.share(cluster=cluster, subject=subject, by=request.user, **values)
            )
            if sent is not None:
                number = len(sent.recipient_ids)
                said = ngettext("Shared with %(number)s person.", "Shared with %(number)s people.", number)
                messages.success(request, said % {"number": number})
                return redirect(subject.link)
        elif form.is_valid():
            status = DONE
    # Who has it already is not ticked, unless all have.
    unticked = had if any(person.user_id not in had for person in circle.reached) else set()
    ticked = {person.user_id for person in circle.reached} - unticked
    if form.is_bound and "choose" in request.POST:
        ticked = {int(pk) for pk in request.POST.getlist("people") if pk.isascii() and pk.isdecimal()}
    context = {
        "form": form,
        "had": had,
        "ticked": ticked,
        "subject": subject,
        "cluster": cluster,
        "clusters": clusters,
        "circle": circle,
        "before": _told(before),
        "before_message": before.message if before else "",
        "is_repeated": is_repeated,
        "has_changed": before is not None and not is_repeated,
        "preview": _preview(request, cluster, subject, form),
        "section": "calendar",
    }
    return render(request, "calendar_app/share.html", context, status=status)


def _told(share):
    """ "Shared on 3 May 2027 with 12 people", or empty."""
    if share is None:
        return ""
    number = len(share.recipient_ids)
    said = ngettext("Shared on %(day)s with %(number)s person.", "Shared on %(day)s with %(number)s people.", number)
    return said % {"day": day_text(timezone.localtime(share.shared_at)), "number": number}


def _preview(request, cluster, subject, form):
    """The mail as it would reach the sender herself, as plain text; or why it could not be written."""
    message = form.data.get("message", "") if form.is_bound else ""
    membership = next((each for each in running_memberships(request.user) if each.cluster_id == cluster.pk), None)
    made = shared_mail(cluster, request.user, subject.kind, subject.key, message, request.user, membership)
    if isinstance(made, outbox.Dropped):
        return {"subject": "", "text": _(made.reason)}
    page = mail.single(made)
    text, _html = mail.bodies(page)
    return {"subject": page["subject"], "text": text.strip()}


@require_POST
@guarded_by(Entry, DataOffer)
def entry_offer(request, pk):
    """A member ticks that she can contribute data to a call, or takes it back."""
    entry = entry_or_404(request.user, pk)
    card = offer_card(request.user, entry)
    if card is None or card.cluster is None:
        raise Refused(_("This is for members of a cluster it concerns, while the date is open."))
    if "withdraw" in request.POST:
        cluster = card.own.cluster if card.own else card.cluster
        offers.withdraw_offer(cluster=cluster, entry=entry, by=request.user)
        messages.success(request, _("Your offer is taken back."))
        return redirect("calendar:entry-detail", pk=pk)
    form = OfferForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say it in at most 1,000 characters."))
        return redirect("calendar:entry-detail", pk=pk)
    cluster = card.own.cluster if card.own else card.cluster
    offers.offer_data(cluster=cluster, entry=entry, what=form.cleaned_data["what"], by=request.user)
    if entry.kind == EntryKind.THEMATIC_DAY:
        messages.success(request, _("Thank you. Your coordinators see that you want to join."))
    else:
        messages.success(request, _("Thank you. Your coordinators see that you can contribute data."))
    return redirect("calendar:entry-detail", pk=pk)
