"""Reference data of the calendar in the administration. Dates are read through `visible_to` like everywhere else;
whatever is saved here brings the dates that hang on it in line at once."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from calendar_app import actions
from calendar_app.actions.kinds import set_kind_rules
from calendar_app.enums import DEADLINE_KINDS
from calendar_app.forms.leads import LeadsField
from calendar_app.models import Entry, KindRule, OfficialDate, Outcome, Review, Session, Subscription
from calendar_app.rules import explain
from clusters.policy import is_administrator, is_task_team
from core import audit
from core.dates import day_text, month_text, period_text
from core.errors import Refused

CAUSE = gettext_noop("Changed in the administration.")


class KeepersOnly:
    """For the Task Team and administrators; a superuser's flag alone opens nothing. Nothing is deleted."""

    def _may(self, request):
        user = request.user
        return user.is_active and user.is_staff and (is_task_team(user) or is_administrator(user))

    def has_module_permission(self, request):
        return self._may(request)

    def has_view_permission(self, request, obj=None):
        return self._may(request)

    def has_change_permission(self, request, obj=None):
        return self._may(request)

    def has_add_permission(self, request):
        return self._may(request)

    def has_delete_permission(self, request, obj=None):
        return False


class RecomputingAdmin(KeepersOnly, admin.ModelAdmin):
    """Records who changed what, and recomputes every date that hangs on the row."""

    def save_model(self, request, obj, form, change):
        before = {name: str(form.initial.get(name)) for name in form.changed_data} if change else None
        if change and hasattr(obj, "version"):
            obj.version += 1
        super().save_model(request, obj, form, change)
        audit.record(
            verb=f"{obj._meta.model_name}.{'changed' if change else 'created'}",
            target=obj,
            by=request.user,
            before=before,
            after={name: str(form.cleaned_data.get(name)) for name in form.changed_data},
            reason=CAUSE,
        )
        actions.recompute_after(cause=CAUSE, by=request.user, **self.scope_of(obj))

    def scope_of(self, obj):
        """Which sessions and reviews to recompute, as keywords."""
        raise NotImplementedError


@admin.register(Session)
class SessionAdmin(RecomputingAdmin):
    """The dates of an existing session are moved on its page in the portal, where one sees first what follows."""

    list_display = ["__str__", "opens_on", "closes_on", "about_on", "certainty", "state"]
    list_filter = ["mechanism__family", "state", "certainty", "confidence"]
    search_fields = ["number", "key", "place", "mechanism__name", "mechanism__short_name"]
    list_select_related = ["mechanism"]
    raw_id_fields = ["mechanism"]
    dated = ("opens_on", "closes_on", "about_on", "precision", "state")

    fieldsets = [
        (None, {"fields": ["mechanism", "number", "kind", "cycle", "place"]}),
        (_("Date"), {"fields": ["opens_on", "closes_on", "precision", "about_on", "about_text", "certainty", "state"]}),
        (_("Proof"), {"fields": ["source", "confidence", "verified_at", "note", "publication", "key"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["key", "verified_at"]
        return [*fixed, "mechanism", *self.dated] if obj else fixed

    def scope_of(self, obj):
        return {"sessions": [obj]}


@admin.register(Review)
class ReviewAdmin(RecomputingAdmin):
    """A review is moved to another session on its page in the portal."""

    list_display = ["country", "session", "review_on", "basis", "adoption_session"]
    list_filter = ["basis", "session__mechanism__family"]
    search_fields = ["country__name", "country__iso3", "session__number", "symbol"]
    list_select_related = ["country", "session__mechanism", "adoption_session__mechanism"]
    raw_id_fields = ["country", "session", "adoption_session"]
    exclude = ["verified_by"]

    def get_readonly_fields(self, request, obj=None):
        return ["verified_at", "country", "session"] if obj else ["verified_at"]

    def scope_of(self, obj):
        return {"reviews": [obj], "sessions": [obj.session]}


@admin.register(OfficialDate)
class OfficialDateAdmin(RecomputingAdmin):
    """Published deadlines of whole sessions."""

    list_display = ["session", "rule", "due_on", "at", "time_zone", "certainty", "verified_at"]
    search_fields = ["session__number", "rule__title"]
    list_select_related = ["session__mechanism", "rule"]
    raw_id_fields = ["session", "rule"]
    exclude = ["verified_by"]
    readonly_fields = ["verified_at"]

    def scope_of(self, obj):
        return {"sessions": [obj.session]}


@admin.register(Entry)
class EntryAdmin(KeepersOnly, admin.ModelAdmin):
    """Single dates, as far as the person may see them. Read here; written by the acts below and on their pages."""

    list_display = ["title", "code", "when", "certainty", "state", "last_verified"]
    fieldsets = [
        (
            None,
            {"fields": [*Entry.TITLES, "kind", "mechanism", "country", "author_type", "obligation"]},
        ),
        (
            _("Date"),
            {"fields": ["when", "due_at", "time_zone", "precision", "about_text", "certainty", "origin", "why"]},
        ),
        (_("Proof"), {"fields": ["source", "confidence", "last_verified", "verified_by", "anchor_moved", "note"]}),
        (_("Who sees it"), {"fields": ["state", "audience", "publication", "created_by", "sequence", "version"]}),
    ]
    list_filter = ["kind", "state", "origin", "certainty", "anchor_moved", "publication"]
    search_fields = [*Entry.TITLES, "country__name", "country__iso3", "uid"]
    list_select_related = ["country", "mechanism"]
    date_hierarchy = "due_on"
    ordering = [F("due_on").desc(nulls_last=True), "pk"]
    actions = ["verify", "publish", "mark_as_done"]

    @admin.display(description=_("country"), ordering="country")
    def code(self, entry):
        return entry.country_id or "–"

    @admin.display(description=_("why this date?"))
    def why(self, entry):
        return format_html_join("", "{}<br>", ((line.text,) for line in explain(entry.explanation))) or "–"

    @admin.display(description=_("date"), ordering="due_on")
    def when(self, entry):
        if entry.due_on is None or entry.is_exact:
            return period_text(entry.begins_on, entry.due_on)
        return month_text(entry.due_on)

    @admin.display(description=_("last verified"), ordering="verified_at")
    def last_verified(self, entry):
        return day_text(entry.verified_at) if entry.verified_at else "–"

    def get_queryset(self, request):
        return Entry.objects.visible_to(request.user).order_by(*self.ordering)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        # The list's acts ask for this without an object; a single date is read only.
        return obj is None and self._may(request)

    @admin.action(description=_("Verify the chosen dates"))
    def verify(self, request, rows):
        self._each(request, rows, actions.verify_entry)

    @admin.action(description=_("Publish the chosen dates"))
    def publish(self, request, rows):
        self._each(request, rows, actions.publish_entry)

    @admin.action(description=_("Mark the chosen deadlines as done"))
    def mark_as_done(self, request, rows):
        self._each(request, rows.filter(kind__in=sorted(DEADLINE_KINDS)), actions.mark_met)

    def _each(self, request, rows, act):
        done = 0
        for entry in rows:
            try:
                act(entry=entry, by=request.user)
            except (Refused, ValidationError) as error:
                said = str(error.sentence) if isinstance(error, Refused) else " ".join(error.messages)
                self.message_user(request, f"{entry}: {said}", messages.ERROR)
            else:
                done += 1
        sentence = ngettext("%(count)s date was changed.", "%(count)s dates were changed.", done)
        self.message_user(request, sentence % {"count": done})


@admin.register(KindRule)
class KindRuleAdmin(KeepersOnly, admin.ModelAdmin):
    """What the Task Team set for kinds of dates. New rows are made on the page of kinds, which shows them all."""

    list_display = ["kind", "stale_days", "stale_days_unconfirmed", "leads"]
    fields = ["kind", "stale_days", "stale_days_unconfirmed", "leads"]
    readonly_fields = ["kind"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_task_team(request.user)

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "leads":
            return LeadsField(label=_("Reminders: days before"))
        return super().formfield_for_dbfield(db_field, request, **options)

    def save_model(self, request, obj, form, change):
        """Through the action, so that it is audited like on the page."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        set_kind_rules(changes={obj.kind: values}, by=request.user)


@admin.register(Subscription)
class SubscriptionAdmin(KeepersOnly, admin.ModelAdmin):
    """Whose calendar feeds run, and since when. What they show and their secrets are nobody's business here."""

    list_display = ["user", "created_at", "last_used_at", "revoked_at"]
    fields = ["user", "created_at", "last_used_at", "revoked_at"]
    readonly_fields = fields
    search_fields = ["user__email", "user__name"]
    list_select_related = ["user"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Outcome)
class OutcomeAdmin(KeepersOnly, admin.ModelAdmin):
    """What the mechanisms brought forth. Added, published and taken back on its page, where people are told of it."""

    list_display = ["title", "symbol", "mechanism", "kind", "published_on", "publication"]
    list_filter = ["kind", "publication", "mechanism__family"]
    search_fields = ["title", "symbol"]
    list_select_related = ["mechanism"]
    raw_id_fields = ["mechanism", "session"]
    exclude = ["verified_by", "version"]
    readonly_fields = ["publication", "verified_at", "countries"]

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        before = {name: str(form.initial.get(name)) for name in form.changed_data}
        obj.version += 1
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data.get(name)) for name in form.changed_data}
        audit.record(verb="outcome.changed", target=obj, by=request.user, before=before, after=after, reason=CAUSE)
