"""Writing: one section at a time, with preview, saving by itself, and a page for conflicts that loses nothing."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.documents import html, nodes
from core.documents.citing import ids_in
from core.documents.diff import word_diff
from core.documents.markup import clean_text, parse
from core.errors import Refused, Stale
from core.policy import guarded_by
from engagements import documents, policy, rules
from engagements.actions import sections as actions
from engagements.forms.submissions import NewSectionForm, SectionForm
from engagements.models import EvidenceNote, Section, Submission
from engagements.queries import submissions as queries
from engagements.queries.texts import evidence_of
from engagements.templates_library import guidance_of, source_of
from engagements.views.common import posted_version
from engagements.views.submissions import desk, refuse


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Section, EvidenceNote)
def section_edit(request, pk, section_pk):
    submission = queries.submission_detail(request.user, pk)
    section = queries.section_detail(request.user, submission, section_pk)
    is_autosave = request.htmx and request.POST.get("autosave") == "1"
    status = 200
    if request.method == "GET":
        policy.check_can_write(request.user, submission)
        form = SectionForm(initial={"heading": section.heading, "body": section.body, "version": section.version})
    else:
        form = SectionForm(request.POST)
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.save_section(
                    section=section,
                    heading=data["heading"],
                    body=data["body"],
                    expected_version=data["version"],
                    by=request.user,
                )
            except Stale:
                answer = _stale(request, submission, section_pk, data, is_autosave)
                if answer is not None:
                    return answer
                return _saved(request, submission, section_pk, is_autosave)
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                return _saved(request, submission, section_pk, is_autosave)
        if is_autosave:
            return render(
                request, "engagements/submission_autosave.html", {"form": form, "submission": submission}, status=status
            )
    context = desk(request, submission, section_pk=section_pk)
    context |= {"form": form, "row": section, "guidance": section.guidance or guidance_of(section.key)}
    context |= _beside(request, submission, section)
    context["findings"] = rules.check_personal_data(f"{section.heading}\n{section.body}")[:8]
    if form.is_bound:
        body = clean_text(request.POST.get("body", ""))
        context["preview"] = _preview(request, body[: documents.MAX_SECTION_CHARACTERS], submission, context["current"])
    return render(request, "engagements/submission_section_edit.html", context, status=status)


def _beside(request, submission, section):
    """What helps while writing: where the outline comes from, what stands behind the section, and the words that its
    recommendations bring, so that the page counts as the server does."""
    ids = ids_in([section.heading, section.body])
    quotes = tuple(nodes.RecommendationQuote(pk) for pk in ids)
    known = queries.resolved(request.user, quotes, language=submission.language)
    return {
        "source": source_of(submission.kind),
        "evidence": evidence_of(request.user, submission, section=section),
        "recommendations": json.dumps({one.id: [one.reference, one.text] for one in known if one.reference}),
    }


def _saved(request, submission, section_pk, is_autosave):
    if not is_autosave:
        messages.success(request, _("Saved."))
        # The page then lets go of the copy in the browser.
        saved = Section.objects.visible_to(request.user).values_list("version", flat=True).get(pk=section_pk)
        address = reverse("engagements:section-detail", args=[submission.pk, section_pk])
        return redirect(f"{address}?saved={saved}")
    # Read again: the counts, the version of the section and of the whole.
    submission = queries.submission_detail(request.user, submission.pk)
    context = desk(request, submission, section_pk=section_pk)
    return render(request, "engagements/submission_autosave.html", context)


def _stale(request, submission, section_pk, data, is_autosave):
    """The page of both texts; None when what was typed is what stands there already."""
    submission = queries.submission_detail(request.user, submission.pk)
    theirs = queries.section_detail(request.user, submission, section_pk)
    mine = {"heading": data["heading"], "body": clean_text(data["body"]).rstrip()}
    if (theirs.heading, theirs.body) == (mine["heading"], mine["body"]):
        return None
    if is_autosave:
        context = {"is_conflict": True, "submission": submission}
        return render(request, "engagements/submission_autosave.html", context, status=409)
    both = f"{theirs.body}\n\n{mine['body']}".strip()
    context = {
        **desk(request, submission, section_pk=section_pk),
        "theirs": theirs,
        "mine": mine,
        "both": both,
        "diff": word_diff(theirs.body, mine["body"]),
        "headings_differ": theirs.heading != mine["heading"],
        "opened_at": data["version"],
    }
    return render(request, "engagements/submission_conflict.html", context, status=409)


def _preview(request, body, submission, row):
    blocks = queries.resolved(request.user, parse(body), language=submission.language)
    if row.is_sent:
        blocks, _following = nodes.number_paragraphs(blocks, row.first_paragraph)
    return html.render_blocks(blocks, language=submission.language, prefix="preview")


@require_POST
@guarded_by(Submission, Section)
def section_preview(request, pk, section_pk):
    """How the typed text will look; nothing is saved."""
    submission = queries.submission_detail(request.user, pk)
    context = desk(request, submission, section_pk=section_pk)
    body = clean_text(request.POST.get("body", ""))[: documents.MAX_SECTION_CHARACTERS]
    context["preview"] = _preview(request, body, submission, context["current"])
    return render(request, "engagements/submission_section_preview.html", context)


@require_POST
@guarded_by(Submission, Section)
def section_add(request, pk):
    submission = queries.submission_detail(request.user, pk)
    form = NewSectionForm(request.POST)
    if form.is_valid():
        try:
            section = actions.add_section(
                submission=submission,
                heading=form.cleaned_data["heading"],
                is_sent=not form.cleaned_data["is_internal"],
                by=request.user,
            )
        except (Refused, ValidationError) as error:
            refuse(form, error)
        else:
            return redirect("engagements:section-edit", pk, section.pk)
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, error)
    return redirect("engagements:submission-detail", pk)


@require_POST
@guarded_by(Submission, Section)
def section_move(request, pk, section_pk):
    submission = queries.submission_detail(request.user, pk)
    section = queries.section_detail(request.user, submission, section_pk)
    try:
        actions.move_section(section=section, direction=request.POST.get("direction", ""), by=request.user)
    except (Refused, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error.sentence))
    return redirect("engagements:section-detail", pk, section_pk)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Section)
def section_remove(request, pk, section_pk):
    """GET asks and says what will happen; POST removes. A text that is not empty is frozen first."""
    submission = queries.submission_detail(request.user, pk)
    section = queries.section_detail(request.user, submission, section_pk)
    context = desk(request, submission, section_pk=section_pk) | {
        "row": section,
        "has_text": bool(section.body.strip()),
    }
    if request.method == "GET":
        policy.check_can_write(request.user, submission)
        return render(request, "engagements/submission_section_remove.html", context)
    try:
        actions.remove_section(section=section, expected_version=posted_version(request), by=request.user)
    except Refused as error:
        context["sentence"] = error.sentence
        status = 409 if isinstance(error, Stale) else 403
        return render(request, "engagements/submission_section_remove.html", context, status=status)
    messages.success(request, _("The section was removed. A version keeps its text."))
    return redirect("engagements:submission-detail", pk)
