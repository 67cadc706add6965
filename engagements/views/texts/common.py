"""What these rooms share."""

from django.shortcuts import render

from core.documents import nodes
from engagements import policy, workflow
from engagements.views.common import sentences_of, status_of
from engagements.views.submissions.common import is_neutral


def room(request, submission, tab):
    """What each of these pages shows of the text, and what the reader may do."""
    standings = policy.standings(request.user, submission)
    is_open = submission.status in workflow.WRITABLE
    return {
        "section": "submissions",
        "submission": submission,
        "line": submission.plan_line,
        "is_neutral": is_neutral(submission),
        "direction_of_text": nodes.direction_of(submission.language),
        "tab": tab,
        "is_writer": workflow.Standing.WRITER in standings,
        "can_write": is_open and workflow.Standing.WRITER in standings,
        "can_lead": is_open and workflow.Standing.LEAD in standings,
    }


def posted(request):
    """What was sent, for a form that then is bound; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def refused(request, submission, error, back_url):
    """A page that says why a press of a button did nothing."""
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "sentences": sentences_of(error),
        "back_url": back_url,
    }
    return render(request, "engagements/texts/refused.html", context, status=status_of(error))
