"""Who may know about a plan line: its mark and the people named."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.models import User
from core.acting import number_in
from core.policy import guarded_by
from engagements import policy
from engagements.actions import readers
from engagements.forms.plans import MarkForm, NamePersonForm
from engagements.models import PlanLine, PlanLineReader
from engagements.queries import plans
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.offers import offer_of
from engagements.views.plans.common import SECTION


def _access_page(request, line, *, mark_form=None, name_form=None, problem=None, offer=None, status=200):
    named = plans.named_people(request.user, line)
    people = policy.nameable_people(line.cluster).exclude(pk__in=[person.pk for person in named])
    context = {
        **SECTION,
        "line": line,
        "named": named,
        "seen_by_text": plans.seen_by(line, named),
        "mark_form": mark_form or MarkForm(initial={"exposure": line.exposure}),
        "name_form": name_form or NamePersonForm(people=people),
        "problem": problem,
        "offer": offer,
    }
    return render(request, "engagements/plan_line_access.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, PlanLineReader)
def line_access(request, pk):
    """Who may know: the mark and the people named. Coordinators only."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    if request.method != "POST":
        return _access_page(request, line)
    try:
        _change_access(request, line)
    except ACTION_ERRORS as error:
        line = line_or_404(request, pk)
        offer = offer_of(error, line.cluster, line)
        return _access_page(request, line, problem=sentences_of(error), offer=offer, status=status_of(error))
    saved(request)
    return redirect("engagements:line-access", pk=pk)


def _change_access(request, line):
    act = request.POST.get("act")
    if act == "mark":
        readers.change_mark(
            plan_line=line,
            exposure=request.POST.get("exposure", ""),
            expected_version=posted_version(request),
            by=request.user,
        )
        return
    person = User.objects.filter(pk=number_in(request.POST.get("person")), is_active=True).first()
    if person is None:
        raise ValidationError(_("Choose a person."))
    if act == "unname":
        readers.unname_person(plan_line=line, person=person, by=request.user)
    else:
        readers.name_person(plan_line=line, person=person, by=request.user)
