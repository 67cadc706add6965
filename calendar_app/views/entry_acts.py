"""Acts on one date: publish, verify, done in one press; pin, official date, cancel, reopen with a form."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from calendar_app import actions
from calendar_app.actions.visits import next_stages
from calendar_app.enums import EntryKind, EntryState
from calendar_app.forms import OfficialForm, PinForm, ReasonForm, VisitStageForm
from calendar_app.forms.entries import entry_values
from calendar_app.models import Entry
from calendar_app.policy import check_can_edit_entry
from calendar_app.queries.entries import big_date, here_date
from calendar_app.views.acts import CONFLICT, UNPROCESSABLE, attempt, sentence_of
from calendar_app.views.entries import entry_or_404
from clusters.queries import zone_name
from core import clock
from core.policy import guarded_by


def _pressed(action, said):
    """A view that acts at one press. A stranger gets 404; whoever sees but may not act, the refusal as a page (403). A
    state that forbids it is said on the date's page."""

    @require_POST
    @guarded_by(Entry)
    def view(request, pk):
        entry = entry_or_404(request.user, pk)
        try:
            action(entry=entry, by=request.user)
        except ValidationError as invalid:
            messages.error(request, sentence_of(invalid))
        else:
            messages.success(request, said)
        return redirect("calendar:entry-detail", pk=pk)

    return view


entry_publish = _pressed(actions.publish_entry, _("The date is published."))
entry_verify = _pressed(actions.verify_entry, _("Thank you: the date carries today's verification."))
entry_done = _pressed(actions.mark_met, _("The date is marked as done; nobody is reminded of it any more."))


def _with_form(request, pk, *, form_class, action, words, initial=None):
    """A form that says what will happen, then the act. Wrong input: 422; refused: 403; someone quicker: 409."""
    entry = entry_or_404(request.user, pk)
    check_can_edit_entry(request.user, entry)
    status = 200
    if request.method == "POST":
        form, status = form_class(request.POST), UNPROCESSABLE
        if form.is_valid():
            done, status = attempt(form, lambda: action(entry, form))
            if done is not None:
                messages.success(request, words["done"])
                return redirect("calendar:entry-detail", pk=pk)
            if status == CONFLICT:
                # The page shows the date as it stands now; whoever presses again knows it.
                entry = entry_or_404(request.user, pk)
                form.data = form.data.copy()
                form.data["version"] = entry.version
    else:
        form = form_class(initial={"version": entry.version, **(initial(entry) if initial else {})})
    context = {
        "form": form,
        "entry": entry,
        "words": words,
        "big": big_date(entry),
        "here": here_date(entry, zone_name(request.user), clock.day_of(request.user)),
        "section": "calendar",
    }
    return render(request, "calendar_app/entry_act.html", context, status=status)


def _asked(form_class, action, words, initial=None):
    """A view with a form of its own; `action` takes what the form's `values()` gives."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @guarded_by(Entry)
    def view(request, pk):
        def act(entry, form):
            return action(entry=entry, by=request.user, **form.values())

        return _with_form(request, pk, form_class=form_class, action=act, words=words, initial=initial)

    return view


def _reasoned(action, words):
    """A view that asks for a reason alone."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @guarded_by(Entry)
    def view(request, pk):
        def act(entry, form):
            data = form.cleaned_data
            return action(entry=entry, reason=data["reason"], expected_version=data["version"], by=request.user)

        return _with_form(request, pk, form_class=ReasonForm, action=act, words=words)

    return view


def _given(entry):
    values = entry_values(entry)
    return {name: values[name] for name in ("due_on", "at", "time_zone")}


entry_cancel = _reasoned(
    actions.cancel_entry,
    {
        "title": _("Cancel this date"),
        "text": _(
            "It stays in the calendar, struck through, with your reason; calendars and reminders are told. "
            "It can be opened again."
        ),
        "button": _("Cancel the date"),
        "tone": "danger",
        "done": _("The date is cancelled."),
    },
)
entry_reopen = _reasoned(
    actions.reopen_entry,
    {
        "title": _("Open this date again"),
        "text": _("It counts again, and reminders go out as for any open date."),
        "button": _("Open again"),
        "tone": "primary",
        "done": _("The date is open again."),
    },
)
entry_unpin = _reasoned(
    actions.unpin_entry,
    {
        "title": _("Let the date follow its rule again"),
        "text": _("The date that was set by hand is given up; it is computed at once from its session."),
        "button": _("Follow the rule"),
        "tone": "primary",
        "done": _("The date follows its rule again."),
    },
)
entry_pin = _asked(
    PinForm,
    actions.pin_entry,
    {
        "title": _("Set this date by hand"),
        "text": _(
            "It then stays where you put it, also when its session moves; the Task Team is asked to look at it then. "
            "An official date takes its place."
        ),
        "button": _("Set by hand"),
        "tone": "primary",
        "done": _("The date is set by hand."),
    },
    initial=_given,
)
entry_official = _asked(
    OfficialForm,
    actions.set_official_date,
    {
        "title": _("Write down the official date"),
        "text": _("As published by the secretariat. It takes the place of a computed date and of one set by hand."),
        "button": _("Save the official date"),
        "tone": "primary",
        "done": _("The official date is saved."),
    },
    initial=_given,
)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Entry)
def entry_stage(request, pk):
    """Bring a visit to its next stage. A date that is no visit: 404."""
    entry = entry_or_404(request.user, pk)
    if entry.kind != EntryKind.COUNTRY_VISIT:
        raise Http404
    words = {
        "title": _("Stage of the visit"),
        "text": _(
            "How sure the visit is follows its stage. The old dates stay in the history; "
            "everyone who sees the visit and follows it is told."
        ),
        "button": _("Save the stage"),
        "tone": "primary",
        "done": _("The stage of the visit is saved."),
    }
    stages = [*([entry.stage] if entry.stage else []), *next_stages(entry)]
    return _with_form(
        request,
        pk,
        form_class=partial(VisitStageForm, stages=stages),
        action=lambda entry, form: actions.set_visit_stage(entry=entry, by=request.user, **form.values()),
        words=words,
        initial=lambda entry: {
            "stage": stages[1] if len(stages) > 1 and entry.state == EntryState.OPEN else entry.stage
        },
    )
