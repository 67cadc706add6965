"""Who may log in, and what the administration lets a role do."""

from allauth.account.auth_backends import AuthenticationBackend

from clusters import policy
from clusters.enums import Role

# Reference data that the Task Team keeps; people, deliveries and audit belong to administrators.
TASK_TEAM_ROOMS = frozenset({"mechanisms", "calendar_app"})
TASK_TEAM_VERBS = ("view_", "add_", "change_")


class PortalBackend(AuthenticationBackend):
    """Log in by e-mail. Permissions in the administration follow from world-level roles in force today,
    asked once a request: a role that ended yesterday opens nothing. They open no confidential row: those
    come through `visible_to` alone."""

    def user_can_authenticate(self, user):
        return policy.may_log_in(user)

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        room, _, action = perm.partition(".")
        roles = policy.world_roles(user_obj)
        if Role.ADMINISTRATOR in roles:
            return True
        if Role.TASK_TEAM in roles:
            return room in TASK_TEAM_ROOMS and action.startswith(TASK_TEAM_VERBS)
        return False

    def has_module_perms(self, user_obj, app_label):
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        roles = policy.world_roles(user_obj)
        if Role.ADMINISTRATOR in roles:
            return True
        return Role.TASK_TEAM in roles and app_label in TASK_TEAM_ROOMS
