"""Pages of messages: the editor with the official words first, one message, the gallery, the hints."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import number_in
from core.found import found_or_404
from core.policy import guarded_by, open_to_members
from engagements import policy, rules
from engagements.actions import messages as actions
from engagements.enums import Audience, HintKind, MessageState
from engagements.forms.messages import GALLERY_AUDIENCES, HintForm, MessageForm, UseForm
from engagements.models import AdvocacyIssue, AdvocacyMessage, AdvocacyStrategy, AnalysisFinding
from engagements.queries import advocacy, hints, messages
from engagements.queries.citations import CITED_FAMILIES
from engagements.views.advocacy import issue_or_404
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.plans import SECTION
from engagements.views.records import form_page
from recommendations.queries import search

_FOLDER = "engagements/advocacy"
_PAGE = 20


def message_or_404(request, pk):
    return found_or_404(messages.message(request.user, pk))


def message_address(message):
    return reverse("engagements:message-detail", args=[message.pk])


def message_page(request, message, *, problem=None, use_form=None, status=200):
    """The page of a message; after a refused act with its sentence."""
    issue = advocacy.issue(request.user, message.issue_id)
    roles = policy.roles_in(request.user, message.cluster) if issue else frozenset()
    may_agree = policy.can_advocate(roles)
    is_author = message.created_by_id == request.user.pk and message.state == MessageState.DRAFT
    may_edit = may_agree or (policy.can_draft(roles) and is_author)
    finding = None
    if message.finding_id and issue:
        finding = AnalysisFinding.objects.visible_to(request.user).filter(pk=message.finding_id).first()
    context = {
        **SECTION,
        "message": message,
        "issue": issue,
        "finding": finding,
        "may_agree": may_agree,
        "may_edit": may_edit,
        "findings": rules.check_personal_data(f"{message.quote}\n{message.text}")[:8] if may_edit else [],
        "use_form": use_form or UseForm(),
        "problem": problem,
    }
    return render(request, f"{_FOLDER}/message.html", context, status=status)


@require_safe
@guarded_by(AdvocacyMessage, AdvocacyIssue, AnalysisFinding)
def message_detail(request, pk):
    return message_page(request, message_or_404(request, pk))


# --- The editor -----------------------------------------------------------------------------------------------


def _editor(request, *, issue, act, context, message=None, initial=None):
    """The editor. "Find" searches documents and gives everything typed back; nothing is judged or saved then."""
    names = {"user": request.user, "cluster": issue.cluster, "instance": message}
    searching = request.method == "POST" and request.POST.get("act") == "find"
    if searching:
        typed = {**request.POST.dict(), "recommendations": request.POST.getlist("recommendations")}
        form = MessageForm(initial=typed, **names)
    else:
        form = MessageForm(request.POST or None, initial=initial or {}, **names)
    words = request.POST.get("find", "")
    family = request.POST.get("find_family", "")
    family = family if family in CITED_FAMILIES else ""
    dos, donts = hints.shown_hints()
    context = {
        "issue": issue,
        "cluster": issue.cluster,
        "dos": dos,
        "donts": donts,
        "words": words,
        "documents": _documents(request.user, form, words, family),
        "chosen": str(form["document"].value() or ""),
        "recommendations": _recommendations(request.user, form, issue.cluster, words, family),
        "ticked": {str(value) for value in form["recommendations"].value() or ()},
        "families": [(value.value, value.label, value == family) for value in CITED_FAMILIES],
        **context,
    }
    template = f"{_FOLDER}/message_form.html"
    if searching:
        context |= {"form": form, "record": message, "searched": True, "version": posted_version(request)}
        return render(request, template, {**SECTION, **context})
    return form_page(
        request,
        template=template,
        form=form,
        act=act,
        done=message_address,
        context=context,
        record=message,
        fresh=(lambda: messages.message(request.user, message.pk)) if message else None,
    )


def _recommendations(user, form, cluster, words, family):
    """What can be ticked: the recommendations ticked so far, then those to the cluster's country that were found."""
    ticked = [number_in(str(value)) for value in form["recommendations"].value() or ()]
    found = search(user, text=words, countries=[cluster.country_id], family=family, limit=12) if words.strip() else []
    known = {row.pk for row in found}
    missing = [value for value in ticked if value is not None and value not in known][:30]
    stored = form.fields["recommendations"].queryset.filter(pk__in=missing) if missing else []
    return [*stored, *sorted(found, key=lambda row: row.pk not in ticked)]


def _documents(user, form, words, family):
    """What can be picked: the document chosen so far, then what was found."""
    chosen = number_in(str(form["document"].value() or ""))
    found = messages.documents_to_cite(user, words, family)
    if chosen is not None and chosen not in {one.pk for one in found}:
        found = [*form.fields["document"].queryset.filter(pk=chosen), *found]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, AdvocacyMessage, AnalysisFinding)
def message_create(request, pk):
    issue = issue_or_404(request, pk)
    policy.check_can_draft(request.user, issue.cluster_id)

    def act(form):
        return actions.draft_message(issue=issue, by=request.user, **form.cleaned_data)

    initial = {"exposure": issue.exposure, "document": request.GET.get("document", ""), "finding": issue.finding_id}
    initial["recommendations"] = request.GET.getlist("recommendation")[:30]
    return _editor(request, issue=issue, act=act, context={}, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, AdvocacyMessage, AnalysisFinding)
def message_edit(request, pk):
    message = message_or_404(request, pk)
    issue = found_or_404(advocacy.issue(request.user, message.issue_id))
    policy.check_can_edit(request.user, message)
    message.issue = issue
    initial = {"recommendations": [row.pk for row in message.recommendations]}

    def act(form):
        return actions.edit_message(
            message=message, expected_version=posted_version(request), by=request.user, **form.cleaned_data
        )

    return _editor(request, issue=issue, act=act, context={"message": message}, message=message, initial=initial)


# --- States and gallery ---------------------------------------------------------------------------------------


@require_POST
@guarded_by(AdvocacyMessage)
def message_state(request, pk):
    """Agreed, a draft again, or used on a day through a channel."""
    message = message_or_404(request, pk)
    state, details, form = request.POST.get("state", ""), {}, None
    if state == MessageState.USED:
        form = UseForm(request.POST)
        if not form.is_valid():
            return message_page(request, message, use_form=form, status=422)
        details = form.cleaned_data
    try:
        actions.set_message_state(
            message=message, state=state, expected_version=posted_version(request), by=request.user, **details
        )
    except ACTION_ERRORS as error:
        fresh = message_or_404(request, pk)
        return message_page(request, fresh, problem=sentences_of(error), use_form=form, status=status_of(error))
    saved(request)
    return redirect(message_address(message))


@require_POST
@guarded_by(AdvocacyMessage)
def message_gallery(request, pk):
    message = message_or_404(request, pk)
    try:
        actions.show_in_gallery(
            message=message,
            shown=request.POST.get("shown") == "yes",
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        fresh = message_or_404(request, pk)
        return message_page(request, fresh, problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect(message_address(message))


@require_safe
@guarded_by(AdvocacyMessage, AdvocacyStrategy)
def gallery(request):
    """Open messages of all clusters, as examples for coordinators."""
    audience = request.GET.get("audience", "")
    audience = audience if audience in Audience.values else ""
    found = messages.gallery(request.user, audience=audience)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    messages.with_citations(request.user, list(page))
    context = {
        **SECTION,
        "page_obj": page,
        "audience": audience,
        "audiences": GALLERY_AUDIENCES,
    }
    return render(request, f"{_FOLDER}/gallery.html", context)


# --- Hints ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def hint_list(request):
    """The do's and don'ts, all of them; the Task Team adds."""
    may_keep = policy.keeps_hints(request.user)
    if request.method == "POST":
        policy.check_can_keep_hints(request.user)
    form = HintForm(request.POST or None)

    def act(form):
        key = _free_key(form.cleaned_data["text"])
        return actions.keep_hint(key=key, expected_version=0, by=request.user, **form.cleaned_data)

    every = hints.all_hints()
    return form_page(
        request,
        template=f"{_FOLDER}/hints.html",
        form=form,
        act=act,
        done=lambda row: reverse("engagements:hints"),
        context={
            "may_keep": may_keep,
            "groups": [
                (kind.label, [one for one in every if one.kind == kind and (one.is_shown or may_keep)])
                for kind in HintKind
            ],
        },
    )


def _free_key(text):
    """A key from the first words that no hint has yet."""
    start = slugify(text)[:50] or "hint"
    taken = {one.key for one in hints.all_hints()}
    number, key = 2, start
    while key in taken:
        key, number = f"{start}-{number}", number + 1
    return key


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def hint_edit(request, key):
    hint = hints.hint(key)
    if hint is None:
        raise Http404
    policy.check_can_keep_hints(request.user)
    initial = {"kind": hint.kind, "text": hint.text, "source": hint.source, "is_shown": hint.is_shown}
    form = HintForm(request.POST or None, initial=initial)

    def act(form):
        if request.POST.get("act") == "restore":
            return actions.restore_hint(key=key, by=request.user)
        if not form.cleaned_data["text"].strip():
            raise ValidationError({"text": _("Write the hint.")})
        return actions.keep_hint(
            key=key, expected_version=posted_version(request), by=request.user, **form.cleaned_data
        )

    return form_page(
        request,
        template=f"{_FOLDER}/hint_form.html",
        form=form,
        act=act,
        done=lambda row: reverse("engagements:hints"),
        context={"hint": hint, "is_own": key in actions.own_keys()},
        record=hint,
        fresh=lambda: hints.hint(key),
    )
