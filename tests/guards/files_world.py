"""The part of the walk's world that is about files which the worker makes."""

from engagements.actions.rendering import ask_for_file, make_file
from engagements.enums import RenderState
from engagements.models import Rendering


def add_files(world):
    """An archive of the confidential text, asked for by its owner and made."""
    rendering = ask_for_file(submission=world.things["submission"], kind="zip", by=world.owner)
    assert make_file(rendering_id=rendering.pk) in {RenderState.DONE, None}
    world.things["rendering"] = Rendering.objects.visible_to(world.owner).get(pk=rendering.pk)
    assert world.things["rendering"].state == RenderState.DONE
