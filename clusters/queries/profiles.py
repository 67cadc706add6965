"""Reads of what clusters' profiles tell."""

from dataclasses import dataclass, field

from clusters import policy
from clusters.enums import LEAD_ROLES, ProfileAnswer, ProfileTopic
from clusters.models import Cluster, ProfileNote

# An answer that somebody should look at.
_TONES = {
    ProfileAnswer.ADOPTED: "ok",
    ProfileAnswer.RIGHTS_BASED: "ok",
    ProfileAnswer.MEMBER: "ok",
    ProfileAnswer.NO_STRATEGY: "warn",
    ProfileAnswer.NEEDS_BASED: "warn",
}


@dataclass(slots=True)
class TopicLine:
    """A topic with its notes, newest first."""

    topic: ProfileTopic
    notes: list = field(default_factory=list)

    @property
    def described(self):
        """The id of its heading on the page."""
        return f"topic-{self.topic.value}"

    @property
    def current(self):
        return self.notes[0] if self.notes else None

    @property
    def earlier(self):
        return self.notes[1:]


@dataclass(slots=True)
class Profile:
    """What is recorded of a cluster. `kept`: topics whose newest note the cluster has written itself. `found`: the
    notes of the consultation of 2021, in the order of the topics, each with `is_superseded`."""

    cluster: Cluster
    topics: list
    may_record: bool

    @property
    def kept(self):
        return [line for line in self.topics if line.current and not line.current.reference_key]

    @property
    def found(self):
        return [note for line in self.topics for note in line.notes if note.reference_key]

    @property
    def superseded(self):
        return [note for note in self.found if note.is_superseded]

    @property
    def found_as_of(self):
        """The month or day of the newest note of the consultation, as stored; empty without one."""
        return max((note.as_of for note in self.found), default="")

    @property
    def found_source(self):
        """The report that the notes of the consultation come from, without its lines."""
        return next((note.source.partition(" (")[0] for note in self.found), "")

    @property
    def says_something(self):
        return any(line.notes for line in self.topics)


def profiles_in(user, clusters):
    """The `Profile` of each of `clusters` that `user` may read something of or write; others are left out. One query
    (outside a request one more a cluster)."""
    clusters = list(clusters)
    if not clusters:
        return []
    notes = {}
    for note in _notes(user).filter(cluster__in=[cluster.pk for cluster in clusters]):
        notes.setdefault(note.cluster_id, []).append(note)
    profiles = [_profile(user, cluster, notes.get(cluster.pk, [])) for cluster in clusters]
    return [profile for profile in profiles if profile.says_something or profile.may_record]


def profile_page(user, pk):
    """The `Profile` of the cluster with the key `pk`, for who may read profiles of it, also an empty one; raises
    `Cluster.DoesNotExist` for strangers. Two queries."""
    cluster = Cluster.objects.select_related("country", "parent").get(policy.profile_clusters_q(user), pk=pk)
    return profile_of(user, cluster)


def reads_profile(user, cluster):
    """Whether `user` may read the profile of `cluster`. One query."""
    return Cluster.objects.filter(policy.profile_clusters_q(user), pk=cluster.pk).exists()


def profile_of(user, cluster):
    """The `Profile` of one cluster, with the notes that `user` may read. One query."""
    return _profile(user, cluster, list(_notes(user).filter(cluster=cluster)))


def latest_answers(user, cluster, topics):
    """The newest entry of each of `topics` that has a short answer and that `user` may read, for one cluster. One
    query."""
    notes = {}
    for note in _notes(user).filter(cluster=cluster, topic__in=topics).exclude(answer=""):
        notes.setdefault(note.topic, note)
    return list(notes.values())


def _notes(user):
    return (
        ProfileNote.objects.visible_to(user)
        .select_related("recorded_by")
        .order_by("cluster_id", "-as_of", "-recorded_at", "-pk")
    )


def _profile(user, cluster, notes):
    lines = {topic.value: TopicLine(topic) for topic in ProfileTopic}
    for note in notes:
        line = lines[note.topic]
        note.tone = _TONES.get(note.answer, "neutral")
        # The report is named once above them.
        note.lines = note.source.partition(" (")[2].removesuffix(")") or note.source
        note.is_superseded = bool(line.notes)
        line.notes.append(note)
    return Profile(cluster, list(lines.values()), policy.has_role_in(user, cluster.pk, LEAD_ROLES))
