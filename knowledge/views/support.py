"""Support requests: the list of a cluster, which is the desk of the Task Team, one request, and asking."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.acting import ACTION_ERRORS, act_on, day_in, number_in, posted_version, sentences_of, show_refusal, status_of
from core.policy import guarded_by
from knowledge.actions import support as actions
from knowledge.enums import Audience, SupportKind, SupportOrigin, SupportProvider, SupportVerb
from knowledge.forms.support import DeliveredForm, ReasonForm, SupportForm
from knowledge.models import SupportRequest
from knowledge.queries import support as queries
from knowledge.queries.session_reports import answer_to, can_report
from knowledge.views.common import SECTION, chosen, saved

PER_PAGE = 40
LISTS = ("open", "mine", "ended", "all")


@require_safe
@guarded_by(SupportRequest)
def support_list(request):
    """Requests of the clusters that the reader coordinates; for the Task Team those of all."""
    shown = request.GET.get("show", "open")
    shown = shown if shown in LISTS else "open"
    rows = queries.requests(request.user, state="open" if shown == "mine" else shown, mine=shown == "mine")
    asking = list(queries.clusters_that_ask(request.user))
    context = {
        **SECTION,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "is_desk": queries.is_desk(request.user),
        "asking": asking,
        "today": clock.day_of(request.user),
    }
    return render(request, "knowledge/support_list.html", context)


def _initial(request, cluster):
    """What the page one comes from fills in beforehand; what it does not know stays as the cluster usually has it."""
    said = request.GET
    known = {code for code, _name in SupportForm.base_fields["language"].choices}
    return {
        "kind": said.get("kind") if said.get("kind") in SupportKind.values else SupportKind.MEMBER_SESSION,
        "wanted_on": day_in(said.get("wanted_on")),
        "language": cluster.working_language if cluster.working_language in known else "en",
        "audience": said.get("audience") if said.get("audience") in Audience.values else Audience.MEMBERS,
        "is_tailored": "yes",
        "provider": said.get("provider") if said.get("provider") in SupportProvider.values else "",
        "origin": said.get("origin") if said.get("origin") in SupportOrigin.values else "",
        "origin_id": number_in(said.get("origin_id")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(SupportRequest)
def support_ask(request):
    """Ask the Task Team, for a cluster that the reader coordinates."""
    clusters = list(queries.clusters_that_ask(request.user))
    cluster = chosen(request, clusters)
    if cluster is None:
        raise Http404
    form = SupportForm(request.POST or None, initial=_initial(request, cluster))

    def write(data):
        made = actions.ask_support(cluster=cluster, by=request.user, **data)
        saved(request, _("The Task Team was told."))
        return redirect("knowledge:support-detail", pk=made.pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "cluster": cluster, "clusters": clusters}
    return answer or render(request, "knowledge/support_form.html", context, status=status)


def _found(request, pk):
    found = queries.request_detail(request.user, pk)
    if found is None:
        raise Http404
    found.answer = answer_to(request.user, found)
    return found


@require_safe
@guarded_by(SupportRequest)
def support_detail(request, pk):
    return _detail(request, _found(request, pk))


def _detail(request, found, *, bound=None, verb="", problem=(), status=200):
    """`bound`: the posted form of `verb` with what was wrong."""
    forms = {
        "delivered": DeliveredForm(initial={"delivered_on": clock.day_of(request.user)}),
        "decline": ReasonForm(prefix="decline"),
        "hand_back": ReasonForm(prefix="hand_back"),
        "withdraw": ReasonForm(prefix="withdraw"),
    }
    if bound is not None:
        forms["delivered" if verb == SupportVerb.DELIVER else verb] = bound
    context = {
        **SECTION,
        "found": found,
        "forms": forms,
        "problem": problem,
        "problem_at": verb,
        "can_report": can_report(request.user, found),
        "today": clock.day_of(request.user),
        "list_url": reverse("knowledge:support-list"),
    }
    return render(request, "knowledge/support_detail.html", context, status=status)


_WITH_REASON = {
    SupportVerb.DECLINE: actions.end_request,
    SupportVerb.WITHDRAW: actions.end_request,
    SupportVerb.HAND_BACK: actions.hand_back,
}


@require_POST
@guarded_by(SupportRequest)
def support_move(request, pk):
    """One step further: the verb says which. A refusal stands at the place."""
    found = _found(request, pk)
    verb = request.POST.get("verb", "")
    if verb not in SupportVerb.values:
        raise Http404
    shared = {"request": found, "expected_version": posted_version(request), "by": request.user}
    form = None
    try:
        if verb == SupportVerb.DELIVER:
            form = DeliveredForm(request.POST)
            if not form.is_valid():
                return _detail(request, found, bound=form, verb=verb, status=422)
            actions.deliver(**shared, **form.cleaned_data)
        elif verb in _WITH_REASON:
            form = ReasonForm(request.POST, prefix=verb)
            if not form.is_valid():
                return _detail(request, found, bound=form, verb=verb, status=422)
            if verb != SupportVerb.HAND_BACK:
                shared["verb"] = SupportVerb(verb)
            _WITH_REASON[SupportVerb(verb)](reason=form.cleaned_data["reason"], **shared)
        elif verb == SupportVerb.CLOSE:
            actions.end_request(verb=SupportVerb.CLOSE, **shared)
        else:
            actions.take_on(**shared)
    except ACTION_ERRORS as error:
        fresh = _found(request, pk)
        if form is None:
            return _detail(request, fresh, problem=sentences_of(error), verb=verb, status=status_of(error))
        status = show_refusal(form, error)
        problem = () if verb in fresh.verbs else sentences_of(error)
        return _detail(request, fresh, bound=form, verb=verb, problem=problem, status=status)
    saved(request)
    return redirect("knowledge:support-detail", pk=pk)
