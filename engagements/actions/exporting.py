"""What is kept when somebody takes closed things along as a table: one entry about each of them, which is read by
whoever sees the thing. How many there were would tell the others that there are any."""

from core import audit


def record_taken_along(*, verb, things, cluster, after=None, by):
    """That `by` took the closed `things` (plan lines, interactions, submissions) of `cluster` along. None: nothing to
    say. Each time anew; in few queries."""
    acts = [(thing, None, after) for thing in things]
    audit.record_each(verb=verb, acts=acts, by=by, cluster_id=cluster.pk, label=audit.neutral_label)
