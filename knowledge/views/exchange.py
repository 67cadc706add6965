"""Peer exchanges: who was invited sees them; everybody else does not learn that they exist."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import ACTION_ERRORS, act_on, number_in, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import guarded_by
from knowledge import policy
from knowledge.actions import exchange as actions
from knowledge.enums import ExchangeState
from knowledge.forms.exchange import AnswerForm, CallOffForm, ConcernForm, ExchangeForm, GuestForm, NotesForm
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange
from knowledge.queries import exchange as queries
from knowledge.views.common import SECTION, saved

FORM = ["GET", "HEAD", "POST"]


@require_safe
@guarded_by(PeerExchange)
def exchange_list(request):
    past = request.GET.get("show") == "past"
    context = {
        **SECTION,
        "rows": queries.exchanges(request.user, past=past),
        "past": past,
        "organises": policy.organises(request.user),
        "leads": policy.leads_anywhere(request.user),
        "waiting": queries.concerns_waiting(request.user),
    }
    return render(request, "knowledge/exchange_list.html", context)


def _found(request, pk):
    return found_or_404(queries.exchange(request.user, pk))


@require_http_methods(FORM)
@guarded_by(PeerExchange)
def exchange_plan(request):
    """The Task Team plans; coordinators are invited at once."""
    if not policy.organises(request.user):
        raise Http404
    initial = {"time_zone": request.user.time_zone, "minutes": 60, "language": request.user.language or "en"}
    form = ExchangeForm(request.POST or None, initial=initial)

    def write(_data):
        made = actions.plan_exchange(by=request.user, **form.values())
        saved(request, _("The coordinators were invited."))
        return redirect("knowledge:exchange-detail", pk=made.pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "series": queries.known_series(request.user)}
    return answer or render(request, "knowledge/exchange_form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(PeerExchange)
def exchange_edit(request, pk):
    found = _found(request, pk)
    if not policy.organises(request.user):
        raise Http404
    form = ExchangeForm(request.POST or None, initial=ExchangeForm.initial_of(found))
    version = found.version

    def write(_data):
        actions.change_exchange(
            exchange=found, expected_version=posted_version(request), by=request.user, **form.values()
        )
        saved(request)
        return redirect("knowledge:exchange-detail", pk=pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "found": found, "version": version}
    context["series"] = queries.known_series(request.user)
    return answer or render(request, "knowledge/exchange_form.html", context, status=status)


@require_safe
@guarded_by(PeerExchange, ExchangeReply, ExchangeInvitation, ExchangeConcern)
def exchange_detail(request, pk):
    return _detail(request, _found(request, pk))


def _detail(request, found, *, problem=(), at="", forms=None, status=200):
    organises = policy.organises(request.user)
    leads = policy.leads_anywhere(request.user)
    is_open = found.state == ExchangeState.PLANNED
    passed = queries.has_passed(found)
    own = {"concern": ConcernForm(), "answer": AnswerForm()}
    if organises:
        own |= {
            "off": CallOffForm(),
            "notes": NotesForm(initial=_notes_of(found)),
        }
    if leads and is_open:
        own["guest"] = GuestForm(people=queries.people_to_invite(request.user))
    context = {
        **SECTION,
        "found": found,
        "organises": organises,
        "leads": leads,
        "is_open": is_open,
        "passed": passed,
        "my_reply": queries.my_reply(request.user, found),
        "coming": queries.people_coming(request.user, found),
        "guests": queries.my_guests(request.user, found) if leads else [],
        "concerns": queries.concerns(request.user, found),
        "forms": {**own, **(forms or {})},
        "problem": problem,
        "problem_at": at,
    }
    return render(request, "knowledge/exchange_detail.html", context, status=status)


def _notes_of(found):
    return {"attendance": found.attendance, "notes": found.notes}


def _posted(request, pk, at, form, act):
    """Act on a form of the page; a refusal stands there with what was typed."""
    answer, status = act_on(form, act)
    return answer or _detail(request, _found(request, pk), at=at, forms={at: form}, status=status)


def _back(request, pk, sentence=None):
    saved(request, sentence)
    return redirect("knowledge:exchange-detail", pk=pk)


@require_POST
@guarded_by(PeerExchange)
def exchange_off(request, pk):
    found = _found(request, pk)

    def write(data):
        actions.call_off(exchange=found, expected_version=posted_version(request), by=request.user, **data)
        return _back(request, pk, _("Called off. Everybody invited was told."))

    return _posted(request, pk, "off", CallOffForm(request.POST), write)


@require_POST
@guarded_by(PeerExchange)
def exchange_notes(request, pk):
    found = _found(request, pk)

    def write(data):
        actions.write_notes(exchange=found, expected_version=posted_version(request), by=request.user, **data)
        return _back(request, pk)

    return _posted(request, pk, "notes", NotesForm(request.POST, initial=_notes_of(found)), write)


@require_POST
@guarded_by(ExchangeReply)
def exchange_reply(request, pk):
    found = _found(request, pk)
    try:
        actions.reply(exchange=found, answer=request.POST.get("reply", ""), by=request.user)
    except ACTION_ERRORS as error:
        return _detail(request, found, problem=sentences_of(error), at="reply", status=status_of(error))
    return _back(request, pk)


@require_POST
@guarded_by(ExchangeInvitation)
def exchange_guest(request, pk):
    """Pass the invitation on, or take one back."""
    found = _found(request, pk)
    if "remove" in request.POST:
        guests = {row.pk: row for row in queries.my_guests(request.user, found)}
        row = guests.get(number_in(request.POST["remove"]))
        if row is None:
            raise Http404
        try:
            actions.take_back_invitation(invitation=row, by=request.user)
        except ACTION_ERRORS as error:
            return _detail(request, found, problem=sentences_of(error), at="guest", status=status_of(error))
        return _back(request, pk)
    if not policy.leads_anywhere(request.user):
        raise Http404
    form = GuestForm(request.POST, people=queries.people_to_invite(request.user))

    def write(data):
        person = data["person"]
        cluster = queries.cluster_shared_with(request.user, person)
        actions.invite_guest(exchange=found, cluster=cluster, person=person, by=request.user)
        return _back(request, pk, _("Invited. They are told by mail."))

    return _posted(request, pk, "guest", form, write)


@require_POST
@guarded_by(ExchangeConcern)
def exchange_concern(request, pk):
    found = _found(request, pk)

    def write(data):
        actions.raise_concern(exchange=found, by=request.user, **data)
        return _back(request, pk, _("Kept without your name."))

    return _posted(request, pk, "concern", ConcernForm(request.POST), write)


@require_POST
@guarded_by(ExchangeConcern)
def exchange_answer(request, pk, concern_pk):
    concern = queries.concern(request.user, pk, concern_pk)
    if concern is None:
        raise Http404

    def write(data):
        actions.answer_concern(concern=concern, expected_version=posted_version(request), by=request.user, **data)
        return _back(request, pk)

    return _posted(
        request, pk, f"answer-{concern_pk}", AnswerForm(request.POST, initial={"answer": concern.answer}), write
    )
