"""Pages of analysis: findings, one finding, the decision aid in four questions."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions import analysis as actions
from engagements.enums import SourceKind
from engagements.enums.sectors import Sector
from engagements.forms.analysis import FindingForm
from engagements.models import AdvocacyIssue, AnalysisFinding, PlanLine
from engagements.queries import analysis
from engagements.rules.decision_aid import CHOICES, HELP, QUESTIONS, WORDS, Answers
from engagements.rules.sectors import sector_words
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.plans import SECTION
from engagements.views.records import cluster_context, cluster_or_404, form_page
from mechanisms.models import Mechanism

_FOLDER = "engagements/analysis"
_SHOWS = ("", "unmatched", "systematic")


def finding_or_404(request, pk):
    return found_or_404(analysis.finding(request.user, pk))


@require_safe
@guarded_by(AnalysisFinding)
def analysis_page(request):
    """The findings of one cluster and how many of them name an instrument."""
    context = cluster_context(request)
    cluster = context["cluster"]
    if cluster is not None:
        show = request.GET.get("show", "")
        show = show if show in _SHOWS else ""
        found = list(analysis.findings_of(request.user, cluster, show=show))
        touched = [choice for choice in Sector if any(choice in finding.sectors for finding in found)]
        sector = next((choice for choice in touched if choice == request.GET.get("sector")), None)
        if sector is not None:
            found = [finding for finding in found if sector in finding.sectors]
        provisions = analysis.provisions_of(request.user, found)
        for one in found:
            one.provisions = provisions.get(one.pk, [])
        context |= {
            "show": show,
            "touched": touched,
            "sector": sector,
            "shows": [("", _("All")), ("unmatched", _("Without an instrument")), ("systematic", _("Systematic"))],
            "findings": found,
            "share": analysis.share_of(request.user, cluster),
            "reads_rooms": policy.reads_rooms_of_plan(request.user, cluster),
            "can_draft": policy.can_draft(policy.roles_in(request.user, cluster)),
        }
    return render(request, f"{_FOLDER}/analysis.html", context)


def finding_page(request, finding, *, problem=None, status=200):
    provisions = analysis.provisions_of(request.user, [finding]).get(finding.pk, [])
    roles = policy.roles_in(request.user, finding.cluster)
    may_lead = policy.can_advocate(roles)
    is_author = finding.created_by_id == request.user.pk
    may_edit = may_lead or (policy.can_draft(roles) and is_author)
    names = {group.key: str(group) for group in analysis.groups()}
    kinds = dict(SourceKind.choices)
    advice = analysis.advice_for(analysis.kept_answers(finding), finding, provisions)
    texts = (finding.title, finding.threat, finding.context, finding.effects, finding.capacities, finding.root_causes)
    context = {
        **SECTION,
        "cluster": finding.cluster,
        "finding": finding,
        "veiled": policy.is_closed(finding),
        "provisions": provisions,
        "groups": [names[key] for key in finding.groups if key in names],
        "sources": [kinds[key] for key in finding.source_kinds if key in kinds],
        "sectors": sector_words(finding.sectors),
        "advice": advice,
        "issues": analysis.issues_from(request.user, finding),
        "line": finding.plan_line,
        "may_edit": may_edit,
        "may_lead": may_lead,
        "findings": rules.check_personal_data("\n".join(texts))[:8] if may_edit else [],
        "problem": problem,
    }
    return render(request, f"{_FOLDER}/finding.html", context, status=status)


@require_safe
@guarded_by(AnalysisFinding, AdvocacyIssue, PlanLine)
def finding_detail(request, pk):
    return finding_page(request, finding_or_404(request, pk))


def _finding_address(finding):
    return reverse("engagements:finding-detail", args=[finding.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AnalysisFinding, PlanLine)
def finding_create(request):
    cluster = cluster_or_404(request)
    policy.check_can_draft(request.user, cluster.pk)
    initial = {"plan_line": request.GET.get("line", "")}
    form = FindingForm(
        request.POST or None, user=request.user, cluster=cluster, groups=analysis.groups(), initial=initial
    )

    def act(form):
        return actions.create_finding(
            cluster=cluster, by=request.user, provisions=form.provisions(), **form.record_fields()
        )

    return form_page(
        request,
        template=f"{_FOLDER}/finding_form.html",
        form=form,
        act=act,
        done=_finding_address,
        context={"cluster": cluster},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AnalysisFinding, PlanLine)
def finding_edit(request, pk):
    finding = finding_or_404(request, pk)
    policy.check_can_edit(request.user, finding)
    known = analysis.provisions_of(request.user, [finding]).get(finding.pk, [])
    form = FindingForm(
        request.POST or None,
        instance=finding,
        user=request.user,
        cluster=finding.cluster,
        groups=analysis.groups(),
        provisions=[(row.instrument, row.article) for row in known],
    )

    def act(form):
        return actions.edit_finding(
            finding=finding,
            expected_version=posted_version(request),
            by=request.user,
            provisions=form.provisions(),
            **form.record_fields(),
        )

    return form_page(
        request,
        template=f"{_FOLDER}/finding_form.html",
        form=form,
        act=act,
        done=_finding_address,
        context={"cluster": finding.cluster, "finding": finding},
        record=finding,
        fresh=lambda: analysis.finding(request.user, pk),
    )


# --- The decision aid -----------------------------------------------------------------------------------------


def _answers(request, finding):
    """What the address says so far; a walk begun anew starts from what was kept."""
    kept = analysis.kept_answers(finding)
    given = {}
    for name in QUESTIONS:
        value = request.GET.get(name, "")
        given[name] = value if value in CHOICES[name].values else ""
    if not any(given.values()) and "step" not in request.GET:
        given = {name: getattr(kept, name) for name in QUESTIONS}
    return given


@require_safe
@guarded_by(AnalysisFinding)
def finding_aid(request, pk):
    """Four questions, one a page, then the advice. The answers travel in the address; nothing is kept until the last
    button."""
    finding = finding_or_404(request, pk)
    given = _answers(request, finding)
    step = request.GET.get("step", "")
    open_ones = [name for name in QUESTIONS if not given[name]]
    step = step if step in QUESTIONS else (open_ones[0] if open_ones else "")
    provisions = analysis.provisions_of(request.user, [finding]).get(finding.pk, [])
    roles = policy.roles_in(request.user, finding.cluster)
    context = {
        **SECTION,
        "finding": finding,
        "cluster": finding.cluster,
        "given": given,
        "walk": [
            {
                "name": name,
                "number": number,
                "words": WORDS[name],
                "answer": dict(CHOICES[name].choices).get(given[name], ""),
            }
            for number, name in enumerate(QUESTIONS, start=1)
        ],
        "may_edit": policy.can_advocate(roles)
        or (policy.can_draft(roles) and finding.created_by_id == request.user.pk),
        "may_plan": policy.can_plan(roles) and finding.plan_line_id is None,
    }
    if step:
        number = QUESTIONS.index(step)
        after = QUESTIONS[number + 1] if number + 1 < len(QUESTIONS) else ""
        context |= {
            "step": step,
            "step_number": number + 1,
            "question": WORDS[step],
            "help": HELP[step],
            "choices": CHOICES[step].choices,
            "chosen": given[step],
            "others": [(name, value) for name, value in given.items() if name != step and value],
            "next_step": after if after and not given[after] else "",
        }
    else:
        advice = analysis.advice_for(Answers(**given), finding, provisions)
        doors, closed = analysis.doors_for(request.user, finding.cluster.country, advice.doors, provisions)
        context |= {
            "advice": advice,
            "doors": doors,
            "closed": closed,
            "is_kept": Answers(**given) == analysis.kept_answers(finding),
        }
    return render(request, f"{_FOLDER}/aid.html", context)


@require_POST
@guarded_by(AnalysisFinding)
def finding_keep(request, pk):
    """Keep the answers on the finding."""
    finding = finding_or_404(request, pk)
    answers = {name: request.POST.get(name, "") for name in QUESTIONS}
    try:
        actions.keep_aid(finding=finding, answers=answers, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        return finding_page(request, finding_or_404(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect(_finding_address(finding))


@require_POST
@guarded_by(AnalysisFinding, PlanLine)
def finding_plan(request, pk):
    """Turn the finding into a plan line with the mechanism chosen."""
    finding = finding_or_404(request, pk)
    mechanism = Mechanism.objects.filter(key=request.POST.get("mechanism", "")).first()
    try:
        if mechanism is None:
            raise ValidationError(_("Choose a mechanism."))
        line = actions.plan_finding(
            finding=finding,
            mechanism=mechanism,
            year=clock.day_of(request.user).year,
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        return finding_page(request, finding_or_404(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request, _("The finding is in the plan now. Choose its date and steps there."))
    return redirect("engagements:line-detail", pk=line.pk)
