"""Before anything goes out: every gate of an engagement or of a text on it, and the acts by which they are settled."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.acting import number_in
from core.errors import Refused, Stale
from core.policy import guarded_by
from engagements import policy
from engagements.actions import approval as approval_actions
from engagements.actions import members as member_actions
from engagements.actions import positions as actions
from engagements.enums import CLOSED_MARKS
from engagements.forms.gates import AskForm, HctForm, InformedForm, LeadAgencyForm, PatternForm
from engagements.forms.plans import add_action_errors
from engagements.models import (
    HctPosition,
    LeadAgencyBacking,
    MemberPosition,
    MembersInformed,
    PlanLine,
    PositionRequest,
    Submission,
)
from engagements.queries import approval, positions
from engagements.queries import submissions as texts
from engagements.queries.gates import gates_of
from engagements.queries.gates.doors import is_for_investigation
from engagements.views.common import line_or_404, posted_version, saved, status_of
from engagements.views.plans import SECTION
from mechanisms.enums import Family

_FORMS = {"hct": HctForm, "informed": InformedForm, "lead-agency": LeadAgencyForm, "pattern": PatternForm}


def _chosen_text(request, line):
    """(text, its newest version) that the address names; a text that is not there is a page that is not there."""
    wanted = request.GET.get("text")
    if not wanted:
        return None, None
    submission, version = positions.text_on(request.user, line, number_in(wanted))
    if submission is None:
        raise Http404
    return submission, version


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(
    PlanLine,
    Submission,
    HctPosition,
    MembersInformed,
    LeadAgencyBacking,
    PositionRequest,
    MemberPosition,
)
def gates(request, pk):
    """Everything that must be settled, with the forms to settle it for those who may. The pages of a line and of a text
    fetch the rows alone when they are shown."""
    if request.method != "POST" and request.headers.get("HX-Request") == "true":
        return _rows(request, pk)
    line = line_or_404(request, pk)
    submission, version = _chosen_text(request, line)
    if request.method != "POST":
        return _page(request, line, submission, version)
    act = request.POST.get("act", "")
    form = _form_of(act, request, line)
    try:
        if form is not None and not form.is_valid():
            return _page(request, line, submission, version, failed={act: form}, status=422)
        _ACTS.get(act, _unknown)(request, line, version, form)
    except ValidationError as error:
        if form is None:
            return _page(request, line, submission, version, problem=error.messages, status=422)
        add_action_errors(form, error)
        return _page(request, line, submission, version, failed={act: form}, status=422)
    except Refused as error:
        fresh = line_or_404(request, pk) if isinstance(error, Stale) else line
        return _page(
            request,
            fresh,
            submission,
            version,
            failed={act: form} if form else {},
            problem=[error.sentence],
            status=status_of(error),
        )
    saved(request)
    text = f"?text={submission.pk}" if submission is not None else ""
    return redirect(f"{reverse('engagements:gates', args=[pk])}{text}#{_PLACE_OF.get(act, act)}")


def _rows(request, pk):
    """The gates as rows, for the card of another page."""
    if not request.GET.get("text"):
        line = line_or_404(request, pk)
        return render(request, "engagements/gate_rows.html", {"gates": gates_of(request.user, line)})
    submission = positions.text_with_newest(request.user, pk, number_in(request.GET["text"]))
    if submission is None:
        raise Http404
    found = gates_of(request.user, submission.plan_line, submission, texts.newest_from(submission))
    context = {"gates": texts.gates_before(submission, found)}
    return render(request, "engagements/submission_gate_rows.html", context)


_PLACE_OF = {
    "informed": "members",
    "ask": "members",
    "like-minded": "members",
    "policy": "protocol",
    "pattern": "inquiry",
}


def _form_of(act, request, line):
    data = request.POST if request.method == "POST" and request.POST.get("act") == act else None
    if act == "ask":
        # A text is asked about where the address names one.
        organisations = list(member_actions.organisations_to_ask(line))
        return AskForm(data, prefix="ask", organisations=organisations, on_text=bool(request.GET.get("text")))
    if act not in _FORMS:
        return None
    initial = {"pattern": line.pattern} if act == "pattern" else {"on": clock.day_of(request.user)}
    return _FORMS[act](data, prefix=act, initial=initial)


def _unknown(request, line, version, form):
    raise ValidationError(_("Choose what to do."))


def _hct(request, line, version, form):
    actions.record_hct_position(plan_line=line, by=request.user, **form.cleaned_data)


def _informed(request, line, version, form):
    actions.record_members_informed(plan_line=line, by=request.user, **form.cleaned_data)


def _lead_agency(request, line, version, form):
    _check_shown(request, version)
    actions.record_lead_agency(plan_line=line, version=version, by=request.user, **form.cleaned_data)


def _ask(request, line, version, form):
    _check_shown(request, version)
    data = dict(form.cleaned_data)
    member_actions.ask_members(plan_line=line, version=version, by=request.user, **data)


def _check_shown(request, version):
    """What is said about a version is said about the one that was before the person's eyes."""
    shown = request.POST.get("shown", "")
    if shown != (str(version.pk) if version is not None else ""):
        raise Stale(_("The text was changed since you opened this page. Read the new version first."))


def _like_minded(request, line, version, form):
    asked = number_in(request.POST.get("asking"))
    found = PositionRequest.objects.visible_to(request.user).filter(pk=asked, plan_line=line).first()
    if found is None:
        raise ValidationError(_("Choose which asking counts."))
    member_actions.speak_for_like_minded(
        plan_line=line,
        request=found,
        names_them=request.POST.get("names") == "on",
        expected_version=posted_version(request),
        by=request.user,
    )


def _policy(request, line, version, form):
    approval_actions.take_over_policy(plan_line=line, expected_version=posted_version(request), by=request.user)


def _pattern(request, line, version, form):
    actions.describe_pattern(
        plan_line=line, expected_version=posted_version(request), by=request.user, **form.cleaned_data
    )


_ACTS = {
    "hct": _hct,
    "informed": _informed,
    "lead-agency": _lead_agency,
    "ask": _ask,
    "like-minded": _like_minded,
    "policy": _policy,
    "pattern": _pattern,
}


def _page(request, line, submission, version, *, failed=None, problem=(), status=200):
    user, failed = request.user, failed or {}
    roles = policy.roles_in(user, line.cluster)
    can_plan = policy.can_plan(roles)
    found = gates_of(user, line, submission, version)
    demands = approval.demands_on(line, submission)
    binding, following = policy.binding_and_followed(line)
    acts = ("hct", "informed", "lead-agency", "ask", "pattern") if can_plan else ()
    forms = {act: failed.get(act) or _form_of(act, request, line) for act in acts}
    names = dict(forms["ask"].fields["organisations"].choices) if can_plan else {}
    if not set(demands.organisations) <= set(names):
        names |= approval.organisation_names(demands.organisations)
    is_treaty_body = line.mechanism.family == Family.TREATY_BODY
    askings = positions.askings(user, line)
    context = {
        **SECTION,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "submission": submission,
        "frozen": version,
        "is_current": version is not None and submission is not None and version.text_hash == submission.text_hash,
        "gates": found,
        "shut": [gate for gate in found if not gate.ok],
        "texts": positions.texts_of(user, line),
        "demands": approval.demands_in_words(demands, names),
        "following": following,
        "newer": binding if (binding.pk if binding else None) != (following.pk if following else None) else None,
        "policy_differs": (binding.pk if binding else None) != (following.pk if following else None),
        "records": positions.records(user, line),
        "askings": askings,
        "open_forms": set(failed),
        "shows_pattern": line.pattern or (is_treaty_body and can_plan),
        "shows_lead_agency": demands.lead_agency or is_for_investigation(line, submission),
        "forms": {act.replace("-", "_"): form for act, form in forms.items()},
        "can_plan": can_plan,
        "problem": problem,
    }
    return render(request, "engagements/gates.html", context, status=status)
