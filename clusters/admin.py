"""People, roles, invitations, tokens and break-glass in the administration. Every change enters the audit trail."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clusters import actions, policy, queries
from clusters.actions.accounts import checked_zone
from clusters.enums import Role
from clusters.models import (
    BreakGlass,
    Cluster,
    Country,
    Invitation,
    Membership,
    Organisation,
    PersonalToken,
    User,
)
from core import audit, clock


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looking only."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class AuditedAdmin(admin.ModelAdmin):
    """Each save and each removal gets an entry in the audit trail, with the old and the new of what changed."""

    # Fields whose values must not be copied into the trail.
    silent = frozenset()

    def cluster_id_of(self, obj):
        """The cluster whose leads read the entry; None for what belongs to no cluster."""

    def save_model(self, request, obj, form, change):
        before = after = None
        fields = [name for name in form.changed_data if name not in self.silent]
        if change:
            stored = type(obj).objects.get(pk=obj.pk)
            before = {name: _plain(stored, name) for name in fields}
        super().save_model(request, obj, form, change)
        after = {name: _plain(obj, name) for name in fields}
        if not change or fields:
            audit.record(
                verb=f"{self.noun}.{'changed' if change else 'added'}",
                target=obj,
                by=request.user,
                cluster_id=self.cluster_id_of(obj),
                before=before,
                after=after,
            )

    def delete_model(self, request, obj):
        audit.record(verb=f"{self.noun}.removed", target=obj, by=request.user, cluster_id=self.cluster_id_of(obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    @property
    def noun(self):
        return self.model._meta.model_name


def _plain(obj, name):
    value = getattr(obj, name)
    if value is None or isinstance(value, bool | int | str | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class MembershipsOfPerson(admin.TabularInline):
    model = Membership
    fk_name = "user"
    fields = ["role", "cluster", "organisation", "starts_on", "ends_on"]
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = _("roles")

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(AuditedAdmin):
    """Accounts come from invitations, passwords from their owners: neither is made here."""

    list_display = ["name", "email", "is_active", "is_demo", "last_login"]
    list_filter = ["is_active", "is_demo", "memberships__role"]
    search_fields = ["name", "email", "memberships__cluster__name"]
    ordering = ["name", "email"]
    fieldsets = [
        (None, {"fields": ["name", "email", "is_active"]}),
        (_("Settings"), {"fields": ["language", "time_zone", "reminder_rhythm", "reminder_leads", "reminder_hour"]}),
        (_("Operator"), {"fields": ["is_superuser"]}),
        (_("Dates"), {"fields": ["date_joined", "last_login", "is_demo"]}),
    ]
    readonly_fields = ["email", "date_joined", "last_login", "is_demo"]
    inlines = [MembershipsOfPerson]
    noun = "person"

    def get_readonly_fields(self, request, obj=None):
        fields = list(super().get_readonly_fields(request, obj))
        # Nobody raises her own rights, and only an operator makes operators.
        if not request.user.is_superuser or (obj is not None and obj.pk == request.user.pk):
            fields.append("is_superuser")
        return fields

    def lookup_allowed(self, lookup, value, request):
        """`?password__startswith=` would tell a hash letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Closed, not removed: what the person wrote keeps its author."""
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            return forms.ChoiceField(label=db_field.verbose_name, choices=settings.LANGUAGES)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "time_zone" and field is not None:
            field.validators.append(_check_zone)
        return field


def _check_zone(name):
    try:
        checked_zone(name)
    except ValidationError as error:
        raise ValidationError(error.messages) from None


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    list_display = ["user", "role", "cluster", "organisation", "starts_on", "ends_on"]
    list_filter = ["role", "cluster__country"]
    search_fields = ["user__name", "user__email", "cluster__name", "organisation__name"]
    list_select_related = ["user", "cluster", "organisation"]
    autocomplete_fields = ["user", "cluster", "organisation"]
    date_hierarchy = "starts_on"

    def cluster_id_of(self, obj):
        return obj.cluster_id

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)

        class MembershipForm(form):
            """Nobody gives or takes a role to or from oneself here, nor one above the own."""

            def clean(self):
                cleaned = super().clean()
                role, cluster, user = (cleaned.get(name) for name in ("role", "cluster", "user"))
                if role and user and not request.user.is_superuser:
                    if user.pk == request.user.pk:
                        self.add_error(None, _("You cannot change your own roles. Ask another administrator."))
                    elif role not in policy.grantable_roles(request.user, cluster):
                        self.add_error("role", _("You may not give or end this role here."))
                if self.leaves_no_administrator(cleaned):
                    self.add_error(
                        "ends_on", _("Nobody else administers the portal. Invite another administrator first.")
                    )
                return cleaned

            def leaves_no_administrator(self, cleaned):
                stored, ends_on = self.instance, cleaned.get("ends_on")
                is_over = ends_on is not None and ends_on < clock.today()
                if not (stored.pk and stored.role == Role.ADMINISTRATOR and is_over):
                    return False
                return not queries.has_other_administrator(besides=stored, on=clock.today())

        return MembershipForm

    def has_delete_permission(self, request, obj=None):
        """Ended by its last day, so that the past stays readable."""
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Made and revoked on the pages of people, where the mail is sent."""

    list_display = ["email", "role", "cluster", "state_now", "invited_by", "created_at", "mailed_at"]
    list_filter = ["role", "cluster__country"]
    search_fields = ["email", "name", "cluster__name"]
    list_select_related = ["cluster", "invited_by"]
    exclude = ["secret_hash"]

    @admin.display(description=_("state"))
    def state_now(self, obj):
        return obj.state(clock.now()).label


class KeptAdmin(AuditedAdmin):
    """Kept, never deleted: plans and dates point here. The page that asks before deleting would tell what hangs on
    them to people who may not see it."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Country)
class CountryAdmin(KeptAdmin):
    list_display = ["name", "iso3", "time_zone", "is_un_member"]
    list_filter = ["is_un_member"]
    search_fields = ["name", "iso3", "name_fr", "name_ar"]


@admin.register(Organisation)
class OrganisationAdmin(KeptAdmin):
    list_display = ["name", "short_name", "kind", "task_team"]
    list_filter = ["kind", "task_team"]
    search_fields = ["name", "short_name"]


@admin.register(Cluster)
class ClusterAdmin(KeptAdmin):
    list_display = ["name", "country", "parent", "lead_agency", "requires_second_factor", "is_pilot"]
    list_filter = ["is_pilot", "requires_second_factor", "country"]
    search_fields = ["name", "country__name", "country__iso3", "lead_agency"]
    list_select_related = ["country", "parent"]
    autocomplete_fields = ["country", "parent"]

    def cluster_id_of(self, obj):
        return obj.pk


@admin.register(PersonalToken)
class PersonalTokenAdmin(ReadOnlyAdmin):
    """Whose key works until when. The key itself is nowhere, its hash is not shown."""

    list_display = ["user", "name", "may_write", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["may_write"]
    search_fields = ["user__name", "user__email", "name"]
    list_select_related = ["user"]
    exclude = ["secret_hash"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke the chosen tokens"), permissions=["revoke"])
    def revoke(self, request, queryset):
        for token in queryset.filter(revoked_at=None):
            actions.revoke_token(token=token, by=request.user)

    def has_revoke_permission(self, request):
        return policy.is_administrator(request.user)


@admin.register(BreakGlass)
class BreakGlassAdmin(ReadOnlyAdmin):
    list_display = ["user", "cluster", "reason", "started_at", "ends_at"]
    search_fields = ["user__name", "cluster__name", "reason"]
    list_select_related = ["user", "cluster"]
    date_hierarchy = "started_at"
