"""Individual cases. Titles of these pages are neutral: they stand in the history of browsers."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.models import User
from core import clock
from core.acting import number_in
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions import cases as actions
from engagements.enums import CaseState, CaseVerb
from engagements.forms.safety import ConsentForm, EditCaseForm, NewCaseForm, PersonForm
from engagements.models import CaseDeputy, CaseMove, CaseReferral
from engagements.queries import cases as queries
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.offers import offer_of
from engagements.views.plans import SECTION
from engagements.views.safety import form_page, inside_cluster, show_refusal


@require_safe
@guarded_by(CaseReferral)
def case_list(request):
    """The reader's own cases; for whoever has none there is no such page."""
    found = queries.cases(request.user)
    if not found:
        raise Http404
    context = {**SECTION, "cases": found, "today": clock.day_of(request.user)}
    return render(request, "engagements/case_list.html", context)


def _case_or_404(request, pk):
    return found_or_404(queries.case(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(CaseReferral)
def case_new(request):
    """Anybody inside the cluster; what comes of it is seen by her alone."""
    cluster = inside_cluster(request)
    form = NewCaseForm(request.POST or None, lines=queries.lines_to_choose(request.user, cluster))

    def write(data):
        case = actions.open_case(cluster=cluster, by=request.user, **data)
        saved(request, _("The portal made the code %(code)s. Use it instead of any name.") % {"code": case.code})
        return redirect("engagements:case-detail", pk=case.pk)

    context = {
        "cluster": cluster,
        "heading": _("Refer an individual case"),
        "lede": _("A code, a mechanism, a state. You and the deputies you name see it; nobody else."),
        "hints": [
            _("The portal makes the code. Never write a name, a number, an address or an exact place."),
            _("Nothing moves before the person’s consent is recorded, and consent taken back blanks the notes."),
        ],
    }
    return form_page(request, form, context, write)


def _detail(request, case, *, consent_form=None, person_form=None, problem=None, offer=None, status=200):
    user = request.user
    deputies = queries.deputies(user, case)
    acts = policy.is_of_case(user, case)
    handles = acts and case.handler_id == user.pk
    has_left = policy.handler_has_left(case)
    moves = rules.case_moves_from(case.state) if acts else []
    context = {
        **SECTION,
        "case": case,
        "line": queries.line_of(user, case),
        "deputies": deputies,
        "moves": queries.moves(user, case),
        "acts": acts,
        "handles": handles,
        "has_left": has_left,
        "may_take_over": has_left and acts and not handles,
        "next_moves": [move for move in moves if move.verb not in (*rules.WITH_FORM, CaseVerb.CLOSE)],
        "may_close": any(move.verb == CaseVerb.CLOSE for move in moves),
        "may_consent": handles and any(move.verb == CaseVerb.CONSENT for move in moves),
        "may_withdraw": any(move.verb == CaseVerb.WITHDRAW_CONSENT for move in moves),
        "is_closed": case.state == CaseState.CLOSED,
        "consent_form": consent_form or ConsentForm(),
        "person_form": person_form or PersonForm(people=queries.people_to_name(case, deputies)),
        "problem": problem,
        "offer": offer,
        "today": clock.day_of(user),
    }
    return render(request, "engagements/case_detail.html", context, status=status)


@require_safe
@guarded_by(CaseReferral, CaseDeputy, CaseMove)
def case_detail(request, pk):
    return _detail(request, _case_or_404(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(CaseReferral)
def case_edit(request, pk):
    case = _case_or_404(request, pk)
    policy.check_can_act_on_case(request.user, case)
    names = ("urgency", "interim_measures", "interim_by", "notes", "outcome")
    initial = {name: getattr(case, name) for name in names} | {"plan_line": case.plan_line_id}
    lines = queries.lines_to_choose(request.user, case.cluster)
    form = EditCaseForm(request.POST or None, lines=lines, initial=initial)

    def write(data):
        if case.plan_line_id and not lines.filter(pk=case.plan_line_id).exists():
            # A line that she does not see stays; the form could not offer it.
            data.pop("plan_line")
        actions.edit_case(case=case, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect("engagements:case-detail", pk=case.pk)

    context = {
        "cluster": case.cluster,
        "heading": _("Change"),
        "back_url": reverse("engagements:case-detail", args=[case.pk]),
        "back_label": _("Back"),
        "version": case.version,
    }
    return form_page(request, form, context, write, version_now=lambda: _case_or_404(request, pk).version)


@require_POST
@guarded_by(CaseReferral, CaseMove)
def case_move(request, pk, verb):
    """One move along the way, consent and its withdrawal included."""
    case = _case_or_404(request, pk)
    if verb not in CaseVerb.values:
        raise Http404
    details, form = {}, None
    if verb == CaseVerb.CONSENT:
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return _detail(request, case, consent_form=form, status=422)
        details = {name: value for name, value in form.cleaned_data.items() if name != "consented"}
    try:
        actions.move_case(case=case, verb=verb, expected_version=posted_version(request), by=request.user, **details)
    except ACTION_ERRORS as error:
        fresh = _case_or_404(request, pk)
        if form is not None and isinstance(error, ValidationError):
            return _detail(request, fresh, consent_form=form, status=show_refusal(form, error))
        return _detail(request, fresh, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect("engagements:case-detail", pk=pk)


@require_POST
@guarded_by(CaseReferral, CaseDeputy)
def case_people(request, pk):
    """Name a deputy, take one off, hand over, take over."""
    case = _case_or_404(request, pk)
    person = User.objects.filter(pk=number_in(request.POST.get("person")), is_active=True).first()
    act = request.POST.get("act")
    try:
        if person is None:
            raise ValidationError(_("Choose a person."))
        if act == "unname":
            actions.unname_deputy(case=case, person=person, by=request.user)
        elif act == "hand_over":
            actions.hand_over_case(case=case, person=person, expected_version=posted_version(request), by=request.user)
        else:
            actions.name_deputy(case=case, person=person, by=request.user)
    except ACTION_ERRORS as error:
        offer = offer_of(error, case.cluster)
        return _detail(
            request, _case_or_404(request, pk), problem=sentences_of(error), offer=offer, status=status_of(error)
        )
    saved(request)
    if queries.case(request.user, pk) is None:
        return redirect("engagements:safeguards")
    return redirect("engagements:case-detail", pk=pk)
