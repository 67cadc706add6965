"""Find a recommendation to the country and quote it in a section."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.documents import nodes
from core.policy import guarded_by
from engagements import policy
from engagements.actions import quotations as actions
from engagements.models import Section, Submission
from engagements.queries import submissions as submission_queries
from engagements.views.common import ACTION_ERRORS, posted_version, saved
from engagements.views.texts.common import refused, room
from recommendations import queries as recommendations


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Section)
def section_quote(request, pk, section_pk):
    """Recommendations to the country of the cluster in which all words of `q` stand; POST appends one to the section.
    With htmx the list alone."""
    submission = submission_queries.submission_detail(request.user, pk)
    section = submission_queries.section_detail(request.user, submission, section_pk)
    address = reverse("engagements:section-quote", args=[pk, section_pk])
    if request.method == "POST":
        wanted = request.POST.get("recommendation", "")
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10 else 0
        try:
            actions.quote_recommendation(
                section=section, recommendation_id=number, expected_version=posted_version(request), by=request.user
            )
        except ACTION_ERRORS as error:
            return refused(request, submission, error, address)
        saved(request, _("The recommendation stands at the end of the section."))
        return redirect("engagements:section-edit", pk, section_pk)
    policy.check_can_write(request.user, submission)
    words = " ".join(request.GET.get("q", "").split())[:100]
    found = recommendations.search(request.user, text=words, countries=[submission.plan_line.cluster.country_id])
    for row in found:
        row.token = nodes.token_of(row.pk)
    context = {"found": found, "words": words, "submission": submission, "row": section}
    if request.htmx:
        return render(request, "engagements/texts/quotations_found.html", context)
    context |= room(request, submission, "text")
    return render(request, "engagements/texts/quotations.html", context)
