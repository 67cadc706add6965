"""The process of a line at a glance, and what its components weigh."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from calendar_app.models import Entry
from core import clock, files, svg
from core.documents import pdf
from core.policy import guarded_by
from engagements import policy
from engagements.actions.weights import set_weights
from engagements.documents import process_document, quarter_text
from engagements.forms.process import WeightsForm
from engagements.models import ComponentMove, ComponentVersion, LineComponent, LookBack, PlanLine, QuarterWeights
from engagements.queries import process as queries
from engagements.queries.process_time import process_time
from engagements.rules.process import Quarter
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.process.common import COGS, ORDER, base_context, linked_cogs, quarter_of


@require_safe
@guarded_by(PlanLine, LineComponent, QuarterWeights, LookBack)
def process(request, pk):
    """All components as cogs or in order, with the same in a table. `?quarter=2026-4&view=order`."""
    line, quarter = line_or_404(request, pk), quarter_of(request)
    view = ORDER if request.GET.get("view") == ORDER else COGS
    today = clock.day_of(request.user)
    found = queries.process_then(request.user, line, quarter, today=today)
    cogs = linked_cogs(line, found)
    is_ordered = view == ORDER
    context = base_context(request, line) | {
        "process": found,
        "view": view,
        "is_past": quarter < Quarter.of(today),
        "wide": svg.cog_picture(cogs=cogs, is_ordered=is_ordered) if cogs else "",
        "narrow": svg.cog_picture(cogs=cogs, width=326, has_words=False, name="cogs-narrow", is_ordered=is_ordered)
        if cogs
        else "",
        "offers": queries.offers(request.user, line),
        **_quarters(quarter, found.weighing),
    }
    return render(request, "engagements/process.html", context)


def _quarters(quarter, weighing):
    earlier, later = quarter.on(-1), quarter.on(1)
    return {
        "quarter": quarter,
        "quarter_text": quarter_text(quarter),
        "earlier": earlier,
        "earlier_text": quarter_text(earlier) if earlier else "",
        "later": later,
        "later_text": quarter_text(later) if later else "",
        "since_text": quarter_text(weighing.since) if weighing.since else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, QuarterWeights)
def process_weights(request, pk):
    """What each component weighs in the quarter of the address, in one table."""
    line, quarter = line_or_404(request, pk), quarter_of(request)
    policy.check_can_plan(request.user, line.cluster_id)
    found = queries.process_of(request.user, line, quarter, with_versions=False)
    form = WeightsForm(request.POST if request.method == "POST" else None, parts=found.parts)
    context = base_context(request, line) | {
        "process": found,
        "form": form,
        "version": found.weights_lock,
        **_quarters(quarter, found.weighing),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_weights(
                    plan_line=line,
                    quarter=quarter,
                    weights=form.weights(),
                    expected_version=posted_version(request),
                    by=request.user,
                )
            except ACTION_ERRORS as error:
                status = status_of(error)
                context["conflict"] = sentences_of(error)[0]
                typed = form.weights()
                context["theirs"] = [
                    (str(part.component), part.weight)
                    for part in found.parts
                    if typed[part.component.pk] != part.weight
                ]
            else:
                saved(request, _("Weights of %(quarter)s saved.") % {"quarter": quarter_text(quarter)})
                return redirect(f"{reverse('engagements:process', args=[pk])}?quarter={quarter.code}")
    return render(request, "engagements/process_weights.html", context, status=status)


@require_safe
@guarded_by(PlanLine, LineComponent, ComponentMove, ComponentVersion, Entry)
def process_pdf(request, pk):
    """Cogs, line of time and their tables to print, in the reader's language. Not kept; the name says nothing."""
    line, quarter = line_or_404(request, pk), quarter_of(request)
    today = clock.day_of(request.user)
    found = queries.process_then(request.user, line, quarter, today=today)
    time = process_time(request.user, line, today=today)
    try:
        content = pdf.render_pdf(process_document(line, found, time))
    except pdf.PdfError as error:
        messages.error(request, error.sentence)
        return redirect("engagements:process", pk)
    return files.download(content, file_name=f"hre-process-{line.pk}.pdf", media_type="application/pdf")
