"""What the pages of the process share."""

from django.urls import reverse

from core import clock, svg
from core.found import found_or_404
from engagements import documents, policy
from engagements.enums import CLOSED_MARKS
from engagements.queries import process as queries
from engagements.rules.process import Quarter
from engagements.views.common import personal_findings

SECTION = {"section": "plan"}
COGS, ORDER = "cogs", "order"


def quarter_of(request):
    """The quarter of the address, or the reader's present one; anything else is not there."""
    code = request.GET.get("quarter") or request.POST.get("quarter")
    if not code:
        return Quarter.of(clock.day_of(request.user))
    return found_or_404(Quarter.parse(code))


def base_context(request, line):
    roles = policy.roles_in(request.user, line.cluster)
    return {
        **SECTION,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "can_plan": policy.can_plan(roles),
    }


def part_or_404(process, key):
    return found_or_404(process.part(key))


def linked_cogs(line, process):
    """The parts as cogs that lead to their pages."""
    return documents.cogs_of(
        process, lambda part: reverse("engagements:process-component", args=[line.pk, part.component.key])
    )


def process_card(user, line):
    """What the page of a line shows of its process: a small picture, what is open, and outcomes that arrived."""
    process, has_offer = queries.glance_of(user, line, Quarter.of(clock.day_of(user)))
    cogs = linked_cogs(line, process)
    return {
        "process": process,
        "process_picture": svg.cog_picture(cogs=cogs, width=286, has_words=False, name="cogs-small") if cogs else "",
        "offers": queries.offers(user, line) if has_offer else [],
    }


def findings_in_version(version):
    """What in the words of a version looks like personal data: its text, its note and what people typed in its rows."""
    typed = (value for row in version.rows for name, value in row.items() if name != "id" and isinstance(value, str))
    return personal_findings(version.text, version.note, *typed)
