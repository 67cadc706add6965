"""Who sees the process of an engagement: whoever sees its plan line. Who moves it: the coordinators."""

from core import policy
from engagements.models import ComponentMove, ComponentVersion, LineComponent, LookBack, QuarterWeights
from engagements.policy.plans import through_visible_line


@policy.register(LineComponent)
def visible_line_components(user):
    return through_visible_line(user)


@policy.register(ComponentMove)
def visible_component_moves(user):
    return through_visible_line(user)


@policy.register(ComponentVersion)
def visible_component_versions(user):
    return through_visible_line(user)


@policy.register(QuarterWeights)
def visible_quarter_weights(user):
    return through_visible_line(user)


@policy.register(LookBack)
def visible_look_backs(user):
    return through_visible_line(user)
