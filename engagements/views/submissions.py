"""Pages of submissions as a whole: list, new, desk, settings, people, the moves of the workflow, sign-off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clusters.models import User
from core import clock, files
from core.dates import zone_label
from core.documents import html, nodes, pdf
from core.documents.markup import parse, parse_inline
from core.errors import Refused, Stale
from core.policy import guarded_by
from engagements import documents, policy, workflow
from engagements.actions import sign_off as sign_off_actions
from engagements.actions import submissions as actions
from engagements.enums import Exposure, SignRole, Status, SubmissionKind, Verb
from engagements.forms.submissions import (
    MarkForm,
    MoveForm,
    NewSectionForm,
    NoteForm,
    PersonForm,
    SendForm,
    SignOffForm,
    SubmissionEditForm,
    SubmissionForm,
)
from engagements.models import Dispatch, PlanLine, Section, SignOff, Submission, SubmissionReader, Version
from engagements.queries import submissions as queries
from engagements.templates_library import guidance_of, template_of
from mechanisms.enums import Family

PAGE_SIZE = 30
STATUS_TONES = {
    Status.DRAFT: "neutral",
    Status.CONSULTATION: "warn",
    Status.SIGN_OFF: "warn",
    Status.CLEARED: "ok",
    Status.SUBMITTED: "ok",
    Status.WITHDRAWN: "neutral",
}


def is_neutral(submission):
    """Whether its title must not stand in the head of a page, a file name or a mail."""
    return policy.is_veiled(submission)


def refuse(form, error):
    """Put a refusal or a failed check of an action onto the form; returns the status of the answer."""
    if isinstance(error, ValidationError):
        known = {
            name if name in form.fields else None: errors
            for name, errors in (error.message_dict if hasattr(error, "error_dict") else {None: error.messages}).items()
        }
        for name, errors in known.items():
            for message in errors:
                form.add_error(name, message)
        return 422
    form.add_error(None, str(error.sentence))
    return 409 if isinstance(error, Stale) else 403


# --- List and new ---------------------------------------------------------------------------------------------


@require_GET
@guarded_by(Submission, Section)
def submission_list(request):
    wanted = request.GET.get("status", "open")
    if wanted not in {"open", "all", *Status.values}:
        raise Http404
    rows = queries.submission_list(request.user, status="" if wanted == "all" else wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = queries.with_words(request.user, page.object_list)
    for submission in page.object_list:
        submission.tone = STATUS_TONES[submission.status]
    chips = [("open", _("Open")), *Status.choices, ("all", _("All"))]
    context = {
        "section": "submissions",
        "page": page,
        "chips": chips,
        "wanted": wanted,
        "can_add": queries.lines_for_submissions(request.user).exists(),
    }
    return render(request, "engagements/submission_list.html", context)


_LIKELY_KIND = {
    Family.UPR: SubmissionKind.UPR_MID_TERM,
    Family.TREATY_BODY: SubmissionKind.TREATY_BODY,
    Family.SPECIAL_PROCEDURE: SubmissionKind.SPECIAL_PROCEDURE,
    Family.HRC: SubmissionKind.STATEMENT,
}


@require_GET
@guarded_by(PlanLine)
def submission_choose(request):
    """A submission begins on a plan line: these are the ones."""
    lines = queries.lines_for_submissions(request.user)[:100]
    return render(request, "engagements/submission_choose.html", {"section": "submissions", "lines": lines})


@require_http_methods(["GET", "POST"])
@guarded_by(PlanLine, Submission)
def submission_create(request, line_pk):
    line = get_object_or_404(queries.lines_for_submissions(request.user), pk=line_pk)
    kind = _LIKELY_KIND.get(line.mechanism.family, SubmissionKind.BRIEFING)
    requirements = queries.requirements_for(line.mechanism, kind)
    options = {"plan_line": line, "requirements": requirements, "user": request.user}
    status = 200
    if request.method == "POST":
        form = SubmissionForm(request.POST, **options)
        if form.is_valid():
            try:
                submission = actions.create_submission(plan_line=line, by=request.user, **form.cleaned_data)
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                return redirect("engagements:submission-detail", submission.pk)
        else:
            status = 422
    else:
        closed = line.exposure if line.exposure in policy.NAMED_MARKS else Exposure.RESTRICTED
        form = SubmissionForm(
            **options,
            initial={
                "kind": kind,
                "title": "" if line.exposure in policy.NAMED_MARKS else line.title,
                "language": line.cluster.working_language or "en",
                "exposure": closed,
                "requirement": requirements[0].pk if requirements else None,
                "required_sign_offs": [SignRole.COORDINATOR],
            },
        )
    context = {"section": "submissions", "form": form, "line": line, "is_neutral": line.exposure in policy.NAMED_MARKS}
    return render(request, "engagements/submission_add.html", context, status=status)


# --- The desk -------------------------------------------------------------------------------------------------


def desk(request, submission, *, section_pk=None):
    """What every page around the text shows: outline, gates, people, versions."""
    user = request.user
    outline = queries.outline(user, submission)
    sections = outline.sections
    current = next((row for row in sections if row.pk == section_pk), None) if section_pk else None
    if section_pk and current is None:
        raise Http404
    if current is None and sections:
        current = sections[0]
    return {
        "section": "submissions",
        "submission": submission,
        "line": submission.plan_line,
        "outline": outline,
        "current": current,
        "is_neutral": is_neutral(submission),
        "symbol": documents.symbol_of(submission),
        "direction_of_text": nodes.direction_of(submission.language),
        "tone": STATUS_TONES[submission.status],
    }


def beside(request, submission, context):
    """The right column: what is missing, who signed, who sees, versions, the moves."""
    user = request.user
    states = queries.sign_states(user, submission)
    named = queries.readers(user, submission)
    versions = queries.version_list(user, submission)
    newest = versions[0] if versions else None
    roles = policy.roles_in(user, submission.plan_line.cluster)
    writers = {reader.user_id for reader in named if reader.may_write}
    standings = policy.standings_from(user, submission, roles, lambda: user.pk in writers)
    outline = context["outline"]
    found = queries.facts_from(user, submission, outline.text_words + outline.note_words, newest, states)
    moves = queries.moves(submission, standings, found)
    main = queries.MAIN_MOVE.get(submission.status)
    can_sign = []
    if submission.status == Status.SIGN_OFF and newest is not None and newest.is_current:
        can_sign = [
            state
            for state in states
            if roles & policy.HOLDERS_OF[SignRole(state.role)]
            and (state.sign_off is None or state.sign_off.version_id != newest.pk)
        ]
    return context | {
        "gates": queries.gates(submission, found, states, context["outline"]),
        "states": states,
        "named": named,
        "seen_by": queries.seen_by_text(submission, named),
        "versions": versions,
        "newest": newest,
        "moves": [move for move in moves if move.verb != main],
        "main": next((move for move in moves if move.verb == main), None),
        "can_sign": can_sign,
        "can_write": submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings,
        "can_lead": workflow.Standing.LEAD in standings,
        "dispatch": queries.dispatch_of(user, submission) if submission.status == Status.SUBMITTED else None,
        "changed_in_sign_off": submission.status == Status.SIGN_OFF and not found.is_newest_current,
        "turn": _TURN[workflow.OWNER_OF[submission.status]],
    }


class _Turn(dict):
    """Words for whose turn it is, in the reader's language."""

    def __missing__(self, owner):
        return {
            workflow.Owner.AUTHOR: _("With the author"),
            workflow.Owner.CONSULTED: _("With those consulted"),
            workflow.Owner.SIGNATORIES: _("With the signatories"),
            workflow.Owner.LEADS: _("With the coordinators"),
            workflow.Owner.NOBODY: _("Closed"),
        }[owner]


_TURN = _Turn()


@require_GET
@guarded_by(Submission, Section, Version, SignOff, Dispatch)
def submission_detail(request, pk, section_pk=None):
    submission = queries.submission_detail(request.user, pk)
    context = beside(request, submission, desk(request, submission, section_pk=section_pk))
    current = context["current"]
    if current is not None:
        full = queries.section_detail(request.user, submission, current.pk)
        blocks, _following = nodes.number_paragraphs(parse(full.body), current.first_paragraph)
        if not current.is_sent:
            blocks = parse(full.body)
        context |= {
            "heading": html.render_inline(parse_inline(full.heading)),
            "text": html.render_blocks(
                blocks, language=submission.language, heading_shift=0, prefix=f"note-{current.pk}"
            ),
            "has_text": bool(full.body.strip()),
            "guidance": full.guidance or guidance_of(full.key),
        }
    saved = request.GET.get("saved", "")
    context["just_saved"] = int(saved) if saved.isdecimal() and len(saved) < 9 else None
    context["advice"] = template_of(submission.kind).advice
    context["new_section"] = NewSectionForm()
    context["note"] = NoteForm(initial={"version": submission.version})
    return render(request, "engagements/submission_detail.html", context)


@require_GET
@guarded_by(Submission, Section)
def submission_preview(request, pk):
    """The whole text as it would go out now."""
    submission = queries.submission_detail(request.user, pk)
    context = desk(request, submission)
    tree = documents.build_tree(
        submission, queries.sections_with_text(request.user, submission), status=_mark(submission)
    )
    context |= {"document": html.render_html(tree), "is_empty": not tree.children, "of_version": None}
    return render(request, "engagements/submission_preview.html", context)


def _mark(submission):
    return nodes.FINAL if submission.status == Status.SUBMITTED else nodes.DRAFT


@require_GET
@guarded_by(Submission, Section)
def submission_pdf(request, pk):
    """The current text as PDF, marked as a draft. Not kept."""
    submission = queries.submission_detail(request.user, pk)
    tree = documents.build_tree(
        submission, queries.sections_with_text(request.user, submission), status=_mark(submission)
    )
    try:
        content = pdf.render_pdf(tree)
    except pdf.PdfError as error:
        return no_pdf(request, submission, error)
    return files.download(content, file_name=actions.file_name_of(submission), media_type="application/pdf")


def no_pdf(request, submission, error):
    """Why there is no file, and the way to the text."""
    if isinstance(error, files.FileLost):
        sentence = _("The file that was kept is lost or damaged, so it is not handed out. Tell the administrator.")
    else:
        sentence = error.sentence
    context = {"section": "submissions", "submission": submission, "sentence": sentence}
    status = 422 if isinstance(error, pdf.DocumentTooLong) else 503
    return render(request, "engagements/submission_no_pdf.html", context, status=status)


@require_GET
@guarded_by(Submission, Dispatch)
def dispatch_file(request, pk):
    """The very file that went out."""
    submission = queries.submission_detail(request.user, pk)
    dispatch = queries.dispatch_of(request.user, submission)
    if dispatch is None or dispatch.file is None:
        raise Http404
    try:
        content = files.read(dispatch.file)
    except files.FileLost as error:
        return no_pdf(request, submission, error)
    return files.download(
        content,
        file_name=actions.file_name_of(submission, dispatch.file.file_name),
        media_type=dispatch.file.media_type,
    )


# --- Settings and people --------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmissionReader)
def submission_edit(request, pk):
    submission = queries.submission_detail(request.user, pk)
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    initial = {
        "title": submission.title,
        "language": submission.language,
        "requirement": submission.requirement_id,
        "required_sign_offs": submission.required_sign_offs,
        "version": submission.version,
    }
    status = 200
    form = SubmissionEditForm(request.POST if asked == "about" else None, submission=submission, initial=initial)
    mark = MarkForm(
        request.POST if asked == "mark" else None,
        initial={"exposure": submission.exposure, "version": submission.version},
        prefix="mark",
    )
    person = PersonForm(
        request.POST if asked == "name" else None, cluster=submission.plan_line.cluster, prefix="person"
    )
    try:
        if asked == "about" and form.is_valid():
            data = dict(form.cleaned_data)
            version = data.pop("version")
            actions.edit_submission(submission=submission, expected_version=version, by=request.user, **data)
            return _back_to_settings(request, submission)
        if asked == "mark" and mark.is_valid():
            data = mark.cleaned_data
            actions.change_submission_mark(
                submission=submission, exposure=data["exposure"], expected_version=data["version"], by=request.user
            )
            return _back_to_settings(request, submission)
        if asked == "name" and person.is_valid():
            actions.name_submission_person(submission=submission, by=request.user, **person.cleaned_data)
            return _back_to_settings(request, submission)
        if asked == "unname":
            taken_off = get_object_or_404(User, pk=_number(request.POST.get("user")))
            actions.unname_submission_person(submission=submission, person=taken_off, by=request.user)
            return _back_to_settings(request, submission)
        if asked:
            status = 422
    except (Refused, ValidationError) as error:
        failed = {"about": form, "mark": mark, "name": person}.get(asked)
        if failed is None:
            messages.error(request, str(error.sentence))
            return redirect("engagements:submission-edit", submission.pk)
        status = refuse(failed, error)
        submission = queries.submission_detail(request.user, pk)
    standings = policy.standings(request.user, submission)
    named = queries.readers(request.user, submission)
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "form": form,
        "mark": mark,
        "person": person,
        "named": named,
        "seen_by": queries.seen_by_text(submission, named),
        "can_lead": workflow.Standing.LEAD in standings,
        "can_write": submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings,
    }
    return render(request, "engagements/submission_edit.html", context, status=status)


def _back_to_settings(request, submission):
    messages.success(request, _("Saved."))
    return redirect("engagements:submission-edit", submission.pk)


def _number(text):
    if not (text and text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


# --- Moves and sign-off ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@guarded_by(Submission)
def submission_advance(request, pk, verb):
    """A page that says what will happen and asks what is needed; POST makes the move."""
    if verb not in Verb.values:
        raise Http404
    submission = queries.submission_detail(request.user, pk)
    transition = workflow.find(submission.status, verb)
    found = queries.facts(request.user, submission)
    may = transition is not None and bool(policy.standings(request.user, submission) & transition.who)
    form = _move_form(request, submission, verb)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.advance(
                    submission=submission,
                    verb=verb,
                    by=request.user,
                    expected_version=form.cleaned_data["version"],
                    **_details(form, verb),
                )
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            except pdf.PdfError as error:
                form.add_error("file", str(error.sentence))
            else:
                messages.success(
                    request, _("Done. The submission is now: %(status)s.") % {"status": submission.get_status_display()}
                )
                if Submission.objects.visible_to(request.user).filter(pk=pk).exists():
                    return redirect("engagements:submission-detail", pk)
                return redirect("engagements:submission-list")
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "form": form,
        "verb": verb,
        "label": Verb(verb).label,
        "transition": transition,
        "may": may,
        "missing": [str(one) for one in transition.guard(found)] if transition else [],
        "what": _what_happens(verb),
        "is_danger": verb == Verb.WITHDRAW,
    }
    return render(request, "engagements/submission_move.html", context, status=status)


def _move_form(request, submission, verb):
    data = request.POST if request.method == "POST" else None
    if verb != Verb.SUBMIT:
        form = MoveForm(data, initial={"version": submission.version})
        form.fields["reason"].required = verb in workflow.NEEDS_REASON
        return form
    line = submission.plan_line
    zones = dict.fromkeys(
        zone
        for zone in (
            line.entry.time_zone if line.entry else "",
            line.mechanism.time_zone,
            line.cluster.country.time_zone,
            request.user.time_zone,
            "UTC",
        )
        if zone
    )
    return SendForm(
        data,
        request.FILES if data is not None else None,
        zones=[(zone, zone_label(zone)) for zone in zones],
        initial={"version": submission.version, "sent_on": clock.today(next(iter(zones)))},
    )


def _details(form, verb):
    data = form.cleaned_data
    if verb != Verb.SUBMIT:
        return {"reason": data["reason"]}
    uploaded = data["file"]
    return {
        "channel": data["channel"],
        "sent_at": form.sent_at(),
        "time_zone": data["time_zone"],
        "receipt": data["receipt"],
        "file": uploaded.read() if uploaded else None,
        "file_name": uploaded.name if uploaded else "",
    }


def _what_happens(verb):
    return {
        Verb.CONSULT: _(
            "Those who may see it are told that the text is open for consultation. It can still be changed."
        ),
        Verb.REQUEST_SIGN_OFF: _(
            "The text is frozen as a version, and those who sign are told. A later change voids their sign-off."
        ),
        Verb.CLEAR: _("The text is closed and may be sent."),
        Verb.SUBMIT: _("The portal sends nothing itself. It keeps the record of what you sent, how and when."),
        Verb.RETURN: _("The text goes back to its author, who is told. Sign-offs stay with their version."),
        Verb.WITHDRAW: _("The submission ends here. Nothing is deleted, but it cannot be taken up again."),
    }[Verb(verb)]


@require_POST
@guarded_by(Submission, SignOff)
def submission_sign_off(request, pk):
    submission = queries.submission_detail(request.user, pk)
    form = SignOffForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose: agreed or declined."))
        return redirect("engagements:submission-detail", pk)
    data = form.cleaned_data
    try:
        sign_off_actions.sign_off(
            submission=submission,
            version_id=data["signed_version"],
            role=data["role"],
            decision=data["decision"],
            comment=data["comment"],
            by=request.user,
        )
    except (Refused, ValidationError) as error:
        context = {
            "section": "submissions",
            "submission": submission,
            "is_neutral": is_neutral(submission),
            "sentences": error.messages if isinstance(error, ValidationError) else [str(error.sentence)],
            "comment": data["comment"],
        }
        status = 422 if isinstance(error, ValidationError) else 409 if isinstance(error, Stale) else 403
        return render(request, "engagements/submission_sign_refused.html", context, status=status)
    messages.success(request, _("Your sign-off is recorded."))
    return redirect("engagements:submission-detail", pk)
