"""The concrete steps of the coordinator's letter: a cluster's checklist, and all clusters side by side."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clusters.policy import is_task_team
from core.acting import chosen_of, show_refusal
from core.errors import Stale
from core.policy import guarded_by
from engagements import policy, rules
from engagements.actions.letter import review_letter_step
from engagements.enums import LetterArea
from engagements.forms.letter import LetterStepForm
from engagements.models import LetterStep
from engagements.queries import letter
from engagements.queries.letter_evidence import known_of
from engagements.views.common import ACTION_ERRORS, personal_findings, posted_version, saved
from engagements.views.plans import SECTION, clusters_of


def _place(request):
    """(the cluster of the address or the reader's own first, whether she keeps its plan). Not there for somebody who
    may open the plan but not what surrounds it: nineteen steps "not started" would be a false answer."""
    clusters, own = clusters_of(request)
    cluster = chosen_of(request, clusters)
    if cluster is None or not policy.reads_rooms_of_plan(request.user, cluster):
        raise Http404
    return cluster, cluster.pk in own


@require_safe
@guarded_by(LetterStep)
def letter_list(request):
    """The nineteen steps in five areas, each with where the cluster stands."""
    cluster, can_plan = _place(request)
    context = {
        **SECTION,
        "cluster": cluster,
        "can_plan": can_plan,
        "areas": letter.areas(request.user, cluster, known=known_of(request.user, cluster)),
        "compares": is_task_team(request.user),
    }
    return render(request, "engagements/letter/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(LetterStep)
def letter_edit(request, key):
    """One step: status, reason, note, evidence. Saving is a review."""
    cluster, _can_plan = _place(request)
    step = letter.letter_step(key)
    if step is None:
        raise Http404
    policy.check_can_plan(request.user, cluster.pk)
    row = letter.answer(request.user, cluster, step)
    known = known_of(request.user, cluster, keys=[key], with_meetings=True).get(key, [])
    initial = LetterStepForm.initial_of(row)
    if request.method != "POST" and "known" in request.GET:
        initial = LetterStepForm.with_evidence(initial, [one.as_evidence for one in known if one.shows_it])
    form = LetterStepForm(request.POST if request.method == "POST" else None, initial=initial)
    version, theirs, status = row.version if row else 0, None, 200
    if request.method == "POST":
        version, status = posted_version(request), 422
        if form.is_valid():
            try:
                review_letter_step(
                    cluster=cluster,
                    step=step,
                    expected_version=version,
                    by=request.user,
                    **form.values(),
                )
            except ACTION_ERRORS as error:
                status = show_refusal(form, error)
                if isinstance(error, Stale):
                    # What the other wrote stands beside the form; saving once more is then a decision.
                    theirs = letter.answer(request.user, cluster, step)
                    version = theirs.version if theirs else 0
            else:
                saved(request)
                return redirect(f"{reverse('engagements:letter')}?cluster={cluster.pk}#step-{step.pk}")
    context = {
        **SECTION,
        "cluster": cluster,
        "step": step,
        "form": form,
        "pairs": form.pairs(),
        "is_agenda_step": step.key == rules.AGENDA_STEP,
        "row": row,
        "known": known,
        "can_take": any(one.shows_it for one in known),
        "version": version,
        "theirs": theirs,
        "findings": personal_findings(row.note, row.reason) if row else [],
    }
    return render(request, "engagements/letter/edit.html", context, status=status)


@require_safe
@guarded_by(LetterStep)
def letter_clusters(request):
    """Every cluster with how far it is in each area. For the Task Team."""
    if not is_task_team(request.user):
        raise Http404
    context = {**SECTION, "areas": LetterArea.labels, "rows": letter.side_by_side(request.user)}
    return render(request, "engagements/letter/clusters.html", context)
