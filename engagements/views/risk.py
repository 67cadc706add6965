"""The risk form of a plan line: saved as one goes, decided when it is complete."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.policy import is_task_team
from core.errors import Refused, Stale
from core.policy import guarded_by, open_to_members
from core.words import listed
from engagements import policy, rules
from engagements.actions import risk as actions
from engagements.enums import CLOSED_MARKS, RiskLevel, RiskLine
from engagements.forms.risk import MORE, GuidanceForm, RiskFormForm
from engagements.models import PlanLine, RiskForm, RiskGuidance
from engagements.queries import risk
from engagements.views.common import line_or_404, personal_findings, posted_version, saved, sentences_of, status_of
from engagements.views.plans import SECTION


def _page(request, line, stored, form, roles, *, status=200, **extra):
    newest = actions.newest_guidance()
    if form.is_bound and form.is_valid():
        answers, sources_local = form.answers(), form.cleaned_data.get("sources_local", "")
    else:
        answers, sources_local = (stored.answers, stored.sources_local) if stored else ({}, "")
    context = {
        **SECTION,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "stored": stored,
        "form": form,
        "version": stored.version if stored else 0,
        "missing": rules.answers_missing(answers, sources_local),
        "findings": _findings(stored) if policy.can_answer_risks(roles) else [],
        "guidance": stored.guidance if stored else newest,
        "newest": newest,
        "gate": risk.risk_gate(line, request.user),
        "can_answer": policy.can_answer_risks(roles),
        "can_decide": policy.can_plan(roles),
        **extra,
    }
    return render(request, "engagements/risk_form.html", context, status=status)


def _findings(stored):
    """What in the stored form looks like personal data."""
    if stored is None:
        return []
    parts = [part for line in RiskLine for part in (stored.answers.get(line) or {}).values()]
    return personal_findings(*parts, stored.mitigation, stored.benefits, stored.decision_reason)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, RiskForm)
def risk_form(request, pk):
    """Read, fill in, decide. Members who see the line but not its risks find no page here."""
    line = line_or_404(request, pk)
    roles = policy.roles_in(request.user, line.cluster)
    stored = risk.risk_form(request.user, line)
    if stored is None and not policy.can_answer_risks(roles):
        raise Http404
    if request.method != "POST":
        return _page(request, line, stored, RiskFormForm(initial=RiskFormForm.initial_of(stored)), roles)
    form = RiskFormForm(request.POST)
    if not form.is_valid():
        return _page(request, line, stored, form, roles, status=422)
    decides = request.POST.get("act") == "decide"
    try:
        _write(request, line, form, decides)
    except ValidationError as error:
        form.add_missing(error)
        return _page(request, line, stored, form, roles, status=422)
    except Stale as error:
        return _conflict(request, line, form, roles, error)
    except Refused as error:
        return _page(request, line, stored, form, roles, status=status_of(error), problem=error.sentence)
    if not request.htmx:
        saved(request, _("Decided.") if decides else None)
    return redirect("engagements:line-detail" if decides else "engagements:risk", pk=pk)


def _write(request, line, form, decides):
    given = {"plan_line": line, **form.given(), "expected_version": posted_version(request), "by": request.user}
    if decides:
        actions.decide_risk_form(**given, decision=form.cleaned_data["decision"])
    else:
        actions.save_risk_form(**given)


def _conflict(request, line, form, roles, error):
    """Somebody saved meanwhile: what was typed stays in the fields, what is stored is shown beside it. While one is
    still typing (htmx) the old version stays in the page, so that only a pressed button can overwrite."""
    stored = risk.risk_form(request.user, line)
    extra = {"conflict": error.sentence, "theirs": _differences(form, stored)}
    if request.htmx:
        extra["version"] = posted_version(request)
    return _page(request, line, stored, form, roles, status=409, **extra)


def _differences(form, stored):
    """[(label, what is stored now)] of what was typed differently."""
    differences, typed = [], form.answers()
    for line in RiskLine:
        answer = rules.answer_of(stored.answers if stored else {}, line)
        if answer != rules.answer_of(typed, line):
            levels = [str(RiskLevel(level).label) for level in (answer.likelihood, answer.effect) if level]
            words = ". ".join(part for part in (" / ".join(levels), answer.text, answer.measures) if part)
            differences.append((line.label, words or "–"))
    for name in MORE if stored else ():
        mine, theirs = form.cleaned_data[name], getattr(stored, name)
        if name == "decision" or (mine.strip() if isinstance(mine, str) else mine) == theirs:
            continue
        words = dict(getattr(form.fields[name], "choices", ()))
        if isinstance(theirs, list):
            theirs = listed(str(words.get(one, one)) for one in theirs)
        differences.append((form.fields[name].label, words.get(theirs, theirs) or "–"))
    return differences


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def risk_guidance(request):
    """The guidance in force and its earlier versions; the Task Team publishes the next one."""
    versions = list(RiskGuidance.objects.all())
    may = is_task_team(request.user)
    number = versions[0].number if versions else 0
    form = GuidanceForm(request.POST if request.method == "POST" else None, initial={"number": number})
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                data = dict(form.cleaned_data)
                actions.publish_guidance(expected_number=data.pop("number"), by=request.user, **data)
                saved(request, _("Published. Forms decided from now on name this version."))
                return redirect("engagements:risk-guidance")
        except (Refused, ValidationError) as error:
            for sentence in sentences_of(error):
                form.add_error(None, sentence)
            status = status_of(error)
    context = {**SECTION, "versions": versions, "form": form, "may_publish": may}
    return render(request, "engagements/risk_guidance.html", context, status=status)
