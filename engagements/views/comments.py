"""Comments: the room of all of them, the form beside a paragraph, one thread, and the acts on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.documents import nodes
from core.documents.markup import parse
from core.policy import guarded_by
from engagements import policy
from engagements.actions import comments as actions
from engagements.forms.talk import AnswerForm, CommentForm, EditCommentForm
from engagements.models import Comment, Section, Submission
from engagements.queries import comments as queries
from engagements.queries import submissions as submission_queries
from engagements.views.common import ACTION_ERRORS, saved, sentences_of, show_refusal, status_of
from engagements.views.submissions import is_neutral
from engagements.views.submissions.common import talk_rights

STATES = ("open", "resolved")


def head(request, submission):
    """What each page about a submission shows of it."""
    return {
        "section": "submissions",
        "submission": submission,
        "line": submission.plan_line,
        "is_neutral": is_neutral(submission),
        "direction_of_text": nodes.direction_of(submission.language),
    }


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Section, Comment)
def comment_list(request, pk):
    """All comments of a submission, by section; POST adds one about the text as a whole."""
    submission = submission_queries.submission_detail(request.user, pk)
    state = request.GET.get("state", "open")
    if state not in (*STATES, "all"):
        raise Http404
    form = CommentForm(request.POST or None)
    status = 200
    if request.method == "POST":
        answer, status = _added(request, submission, form, section=None)
        if answer is not None:
            return answer
    outline = submission_queries.outline(request.user, submission)
    places = {row.pk: row for row in outline.sections}
    sections = submission_queries.sections_with_text(request.user, submission)
    for section in sections:
        section.first_paragraph = places[section.pk].first_paragraph if section.pk in places else 1
    context = head(request, submission) | talk_rights(request.user, submission)
    context |= {
        "groups": queries.all_threads(request.user, submission, sections, state="" if state == "all" else state),
        "state": state,
        "form": form,
        "back": "room",
    }
    return render(request, "engagements/comments/room.html", context, status=status)


def _added(request, submission, form, *, section):
    """(redirect to the new comment or None, status of the page that shows the form again)."""
    if not form.is_valid():
        return None, 422
    try:
        comment = actions.add_comment(
            submission=submission,
            text=form.cleaned_data["text"],
            section=section,
            quote=form.cleaned_data["quote"],
            is_private=form.cleaned_data["is_private"],
            by=request.user,
        )
    except ACTION_ERRORS as error:
        for sentence in sentences_of(error):
            form.add_error("text" if isinstance(error, ValidationError) else None, sentence)
        return None, status_of(error)
    saved(request, _("Your private comment is kept.") if comment.is_private else _("Your comment is added."))
    return redirect(_address(comment)), 302


def _address(comment, back="desk"):
    """Where a comment stands: beside its section, or in the room."""
    root = comment.thread_id or comment.pk
    if back == "desk" and comment.section_id is not None:
        page = reverse("engagements:section-detail", args=[comment.submission_id, comment.section_id])
    else:
        page = reverse("engagements:comment-list", args=[comment.submission_id]) + "?state=all"
    return f"{page}#comment-{root}"


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Section, Comment)
def comment_add(request, pk, section_pk):
    """The form about a section, or with `part` about one block of it: beside the block with htmx, else as a page."""
    submission = submission_queries.submission_detail(request.user, pk)
    section = submission_queries.section_detail(request.user, submission, section_pk)
    blocks = parse(section.body)
    quotes = queries.quotes_of(blocks)
    status = 200
    if request.method == "POST":
        form = CommentForm(request.POST)
        answer, status = _added(request, submission, form, section=section)
        if answer is not None:
            return answer
        quote = form.data.get("quote", "")[:300]
    else:
        policy.check_can_comment(request.user, submission)
        part = request.GET.get("part", "")
        index = int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else -1
        quote = quotes[index] if 0 <= index < len(quotes) else ""
        form = CommentForm(initial={"section": section.pk, "quote": quote})
    context = head(request, submission) | {"row": section, "form": form, "quote": quote}
    folder = "engagements/comments"
    template = f"{folder}/_form.html" if request.htmx and request.method == "GET" else f"{folder}/form.html"
    return render(request, template, context, status=status)


_EDIT_ID = "edit-%s"


def _stored(comment):
    return {"text": comment.text, "version": comment.version}


def _thread_page(request, comment, *, answer_form=None, edit_form=None, problem="", status=200):
    submission, user = comment.submission, request.user
    root = comment.thread or comment
    threads = queries.thread_of(user, submission, root.pk)
    if threads is None:
        raise Http404
    context = head(request, submission) | talk_rights(user, submission)
    context |= {
        "thread": threads,
        "comment": comment,
        "is_own": comment.by_id == user.pk and comment.withdrawn_at is None,
        "answer_form": answer_form or AnswerForm(),
        "edit_form": edit_form or EditCommentForm(initial=_stored(comment), auto_id=_EDIT_ID),
        "problem": problem,
        "back": "room",
        "is_page": True,
    }
    return render(request, "engagements/comments/thread_page.html", context, status=status)


@require_GET
@guarded_by(Submission, Comment)
def comment_detail(request, pk, comment_pk):
    """One thread, with the form to change or withdraw one's own words."""
    submission = submission_queries.submission_detail(request.user, pk)
    return _thread_page(request, queries.comment_detail(request.user, submission, comment_pk))


def _answer(request, comment, data):
    actions.add_comment(submission=comment.submission, text=data["text"], thread=comment, by=request.user)


def _edit(request, comment, data):
    actions.edit_comment(comment=comment, text=data["text"], expected_version=data["version"], by=request.user)


_WITH_FORM = {"answer": (AnswerForm, _answer), "edit": (EditCommentForm, _edit)}
_PLAIN = {
    "withdraw": actions.withdraw_comment,
    "resolve": actions.resolve_comment,
    "reopen": actions.reopen_comment,
}


@require_POST
@guarded_by(Submission, Comment)
def comment_act(request, pk, comment_pk, act):
    """Answer, edit, withdraw, resolve, reopen. Refused: the thread's page says why and keeps what was typed."""
    submission = submission_queries.submission_detail(request.user, pk)
    comment = queries.comment_detail(request.user, submission, comment_pk)
    back = "room" if request.POST.get("back") == "room" else "desk"
    if act in _PLAIN:
        try:
            _PLAIN[act](comment=comment, by=request.user)
        except ACTION_ERRORS as error:
            return _thread_page(request, comment, problem=sentences_of(error)[0], status=status_of(error))
        return redirect(_address(comment, back))
    if act not in _WITH_FORM:
        raise Http404
    form_class, run = _WITH_FORM[act]
    # Two forms with a field of the same name stand on the page of a refusal.
    own = {"initial": _stored(comment), "auto_id": _EDIT_ID} if act == "edit" else {}
    form = form_class(request.POST, **own)
    shown = {"answer_form": form} if act == "answer" else {"edit_form": form}
    if not form.is_valid():
        return _thread_page(request, comment, status=422, **shown)
    try:
        run(request, comment, form.cleaned_data)
    except ACTION_ERRORS as error:
        return _thread_page(request, comment, status=show_refusal(form, error), **shown)
    messages.success(request, _("Your answer is added.") if act == "answer" else _("Saved."))
    return redirect(_address(comment, back))
