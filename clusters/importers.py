"""Countries, protection clusters and their profiles from the reference files."""

from django.utils.translation import gettext as _

from clusters.enums import ANSWERS_OF, OrganisationKind, ProfileAnswer, ProfileTopic, TaskTeamStatus
from clusters.models import Cluster, Country, Organisation, ProfileNote
from core.importing import edits_by_people, read_csv, sync

COUNTRY_COLUMNS = ("iso3", "name", "name_fr", "name_ar", "time_zone", "is_un_member")
CLUSTER_COLUMNS = (
    "country",
    "name",
    "lead_agency",
    "co_lead",
    "working_language",
    "is_pilot",
    "activated",
    "evidence_year",
    "source",
    "note",
)
ORGANISATION_COLUMNS = ("name", "short_name", "kind", "task_team", "task_team_source")
PROFILE_COLUMNS = ("country", "topic", "answer", "text", "as_of", "source")


def load_countries(folder, report):
    """Load `countries.csv`. Returns {ISO code: ISO code} for files that name countries."""
    wanted, names = [], {}
    for row in read_csv(folder, "countries.csv", COUNTRY_COLUMNS):
        iso3 = row.text("iso3", required=True)
        name = row.text("name", required=True)
        if name in names:
            raise row.broken("name", _("the same name stands on line %(line)s.") % {"line": names[name]})
        names[name] = row.line
        values = {
            "iso3": iso3,
            "name": name,
            "name_fr": row.text("name_fr"),
            "name_ar": row.text("name_ar"),
            "time_zone": row.zone("time_zone"),
            "is_un_member": row.yes("is_un_member"),
        }
        wanted.append((row, iso3, values))
    existing = Country.objects.in_bulk()
    sync(Country, wanted, existing=existing, report=report, edits=edits_by_people(Country))
    return {iso3: iso3 for iso3 in existing}


def load_clusters(folder, report, countries):
    """Load `clusters.csv`: one national cluster a country. An empty language stays empty: it was not found.

    A cluster that a person has renamed is recognised by its country, so it is not made a second time."""
    edits = edits_by_people(Cluster)
    by_name, renamed = {}, {}
    for cluster in Cluster.objects.filter(parent=None).order_by("-pk"):
        by_name[cluster.country_id, cluster.name] = cluster
        if "name" in edits.get((Cluster._meta.label_lower, str(cluster.pk)), ()):
            renamed[cluster.country_id] = cluster
    wanted, existing = [], {}
    for row in read_csv(folder, "clusters.csv", CLUSTER_COLUMNS):
        country = row.one_of("country", countries, required=True)
        name = row.text("name", required=True)
        known = by_name.get((country, name)) or renamed.get(country)
        if known:
            existing[country] = known
        values = {
            "country_id": country,
            "name": name,
            "lead_agency": row.text("lead_agency"),
            "co_lead": row.text("co_lead"),
            "working_language": row.text("working_language"),
            "is_pilot": row.yes("is_pilot"),
            "activated": row.text("activated"),
            "evidence_year": row.number("evidence_year"),
            "source": row.text("source"),
            "note": row.text("note"),
        }
        wanted.append((row, country, values))
    sync(Cluster, wanted, existing=existing, report=report, edits=edits)


def load_organisations(folder, report):
    """Load `organisations.csv`: those that matter to the Task Team as a whole. What people changed stays."""
    wanted = []
    for row in read_csv(folder, "organisations.csv", ORGANISATION_COLUMNS):
        name = row.text("name", required=True)
        values = {
            "name": name,
            "short_name": row.text("short_name"),
            "kind": row.choice("kind", OrganisationKind, blank=True),
            "task_team": row.choice("task_team", TaskTeamStatus, blank=True),
            "task_team_source": row.text("task_team_source", required=True),
        }
        wanted.append((row, name, values))
    existing = {one.name: one for one in Organisation.objects.filter(name__in=[name for _row, name, _values in wanted])}
    sync(Organisation, wanted, existing=existing, report=report, edits=edits_by_people(Organisation))


def load_profiles(folder, report):
    """Load `profiles.csv`: how a national cluster stood when it was asked, topic by topic. What the cluster records
    later stands beside it, newer, and is never touched."""
    clusters = {}
    for cluster in Cluster.objects.filter(parent=None).order_by("-pk"):
        clusters[cluster.country_id] = cluster.pk
    notes = ProfileNote.objects.unscoped("the loader compares what it has written").exclude(reference_key="")
    existing = {(note.cluster_id, note.reference_key): note for note in notes}
    wanted = []
    for row in read_csv(folder, "profiles.csv", PROFILE_COLUMNS):
        cluster = row.one_of("country", clusters, required=True)
        topic = row.choice("topic", ProfileTopic)
        answer = row.choice("answer", ProfileAnswer, blank=True)
        if answer and answer not in ANSWERS_OF.get(ProfileTopic(topic), ()):
            raise row.broken("answer", _("“%(value)s” does not fit the topic.") % {"value": answer})
        values = {
            "cluster_id": cluster,
            "topic": topic,
            "answer": answer,
            "text": row.text("text", required=True),
            "as_of": row.text("as_of", required=True),
            "source": row.text("source", required=True),
            "reference_key": f"{topic} {row.text('as_of')}",
        }
        wanted.append((row, (cluster, values["reference_key"]), values))
    opened = ProfileNote.objects.unscoped("the loader writes what the file says")
    sync(ProfileNote, wanted, existing=existing, report=report, edits=edits_by_people(ProfileNote), rows=opened)
