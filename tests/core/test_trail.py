"""The audit trail as people read it."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import trans_real

from clusters.models import Organisation
from core import audit, trail
from core import things as trail_things
from core.models import AuditEntry
from engagements.models import HandOver, PlanLine
from hre_portal import codes
from hre_portal.verbs import VERBS
from tests.factories import make_plan_line
from tests.factories.clusters import make_cluster, make_person

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "core",
    "clusters",
    "mechanisms",
    "calendar_app",
    "recommendations",
    "stakeholders",
    "knowledge",
    "engagements",
    "hre_portal",
)
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# They take the verb first.
RECORDERS = {"record", "_record", "_trail", "trail"}


def constant_verbs():
    """The verbs that the code writes down whole, as a keyword of some call or as the first word of one that records;
    of a choice between two, both."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
                given = [keyword.value for keyword in call.keywords if keyword.arg in {"verb", "audit_verb"}]
                if call.args and getattr(call.func, "id", getattr(call.func, "attr", "")) in RECORDERS:
                    given.append(call.args[0])
                for node in (part for value in given for part in ast.walk(value)):
                    verb = getattr(node, "value", None)
                    if isinstance(verb, str) and VERB.fullmatch(verb):
                        yield verb


def test_every_verb_has_its_words():
    verbs = set(constant_verbs())
    assert len(verbs) > 150
    assert verbs - set(VERBS) == set()


def test_a_verb_without_words_is_still_readable():
    assert trail.verb_label("membership.ended") == "Role ended"
    assert trail.verb_label("some_thing.happened") == "Some thing happened"


@pytest.mark.django_db
def test_old_and_new_as_people_write_them():
    person = make_person("member")
    entry = audit.record(
        verb="person.changed",
        target=person,
        by=person,
        before={"reminder_rhythm": "each", "name": "Same", "is_active": True, "unknown_key": [1, 2]},
        after={
            "reminder_rhythm": "daily",
            "name": "Same",
            "is_active": False,
            "unknown_key": None,
            "date_joined": "2027-03-01T09:00:00+00:00",
            "ends": "2027-05-04",
        },
    )
    lines = {change.field: (change.old, change.new) for change in trail.changes(entry, "Africa/Maputo")}
    assert lines == {
        "Reminders": ("One mail per reminder", "One mail a day"),
        "Active": ("yes", "no"),
        "Unknown key": ("1, 2", ""),
        "Joined": ("", "1 March 2027, 11:00 (Maputo)"),
        "Ends": ("", "4 May 2027"),
    }


@pytest.mark.django_db
def test_kinds_keys_and_codes_read_in_the_readers_language():
    line = make_plan_line()
    entry = audit.record(
        verb="risk_form.saved",
        target=line,
        by=None,
        label=audit.neutral_label(line),
        before={},
        after={
            "levels": {"do_no_harm": "low", "humanity": "", "retaliation_sources": "high"},
            "required_sign_offs": ["coordinator", "sag"],
            "rules": [{"family": "upr", "exposure": "", "organisations": [], "hct": "approving", "needs_sag": False}],
            "texts": ["concern"],
        },
    )
    assert trail.object_label(entry) == f"plan line {line.pk}"
    assert {change.field: change.new for change in trail.changes(entry)} == {
        "Levels of risk": "Do no harm: Low, Retaliation against sources and persons of concern: High",
        "Required sign offs": "Coordinator or co-coordinator, Strategic Advisory Group",
        "Rules": "Mechanism: Universal Periodic Review, Humanitarian Country Team: Approves, "
        "Sign-off of the Strategic Advisory Group on each text: no",
        "What changed": "Concern",
    }
    with translation.override("fr"):
        assert trail.object_label(entry) == f"{PlanLine._meta.verbose_name} {line.pk}" != f"plan line {line.pk}"
        entry.target_label = f"old table {line.pk}"
        assert trail.object_label(entry) == f"{PlanLine._meta.verbose_name} {line.pk}"
        entry.target_label = "plan line of-a-key"
        assert trail.object_label(entry) == f"{PlanLine._meta.verbose_name} of-a-key"
    entry.target_label = "A name that somebody typed 7"
    assert trail.object_label(entry) == "A name that somebody typed 7"


@pytest.mark.django_db
def test_filters(time_machine):
    cluster = make_cluster()
    lead = make_person("coordinator", cluster, name="Carla")
    other = make_person("co_coordinator", cluster, name="Omar")
    for verb, by in (("step.done", lead), ("step.reopened", other)):
        audit.record(verb=verb, target=cluster, by=by, cluster_id=cluster.pk)
    audit.record(verb="step.done", target=cluster, by=lead, cluster_id=make_cluster("SYR").pk)

    def found(**filters):
        return [entry.verb for entry in trail.entries(lead, **filters)]

    assert found() == ["step.reopened", "step.done"]
    assert found(verb="step.done") == ["step.done"]
    assert found(person=other.pk) == ["step.reopened"]
    assert found(words="oMar") == ["step.reopened"]
    assert found(cluster_id=cluster.pk + 1000) == []
    at = AuditEntry.objects.visible_to(lead).order_by("at").first().at
    assert found(until=at) == []
    assert len(found(since=at)) == 2


def test_a_nought_is_a_value():
    """A step "on the day" that gets "no day" has changed; that a new thing is not something says nothing."""
    entry = AuditEntry(
        target_type="x.y", before={"lead_days": 0, "is_on": None}, after={"lead_days": None, "is_on": False}
    )
    assert [(change.old, change.new) for change in trail.changes(entry)] == [("0", "")]


def constant_keys():
    """The keys of `before` and `after` that the code writes down whole, with the place of one of them."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
            given = (keyword.value for call in calls for keyword in call.keywords if keyword.arg in {"before", "after"})
            for kept in (part for value in given for part in ast.walk(value) if isinstance(part, ast.Dict)):
                for key in kept.keys:
                    if isinstance(key, ast.Constant):
                        yield key.value, path.name


def has_words(words):
    """Whether the French catalogue knows them, as a name of their own or as they begin a line."""
    known = trans_real.translation("fr")._catalog
    return any(known.get(each) for each in (str(words), capfirst(str(words))))


def named_fields():
    """The names of the fields whose words the catalogue knows."""
    with translation.override(None):
        for model in apps.get_models():
            for field in model._meta.get_fields():
                if has_words(getattr(field, "verbose_name", "")):
                    yield field.name


def test_every_key_has_its_words():
    keys, known = dict(constant_keys()), set(named_fields()) | set(codes.KEYS)
    assert len(keys) > 80
    people = {key for key, kind in codes.THINGS.items() if kind == "clusters.user"}
    without = {key for key in keys if key not in known | people and not has_words(key.replace("_", " "))}
    assert without == set()
    with translation.override(None):
        assert [key for key, words in codes.KEYS.items() if not has_words(words)] == []


@pytest.mark.django_db
def test_things_are_named_where_everybody_may_and_never_stand_as_a_bare_number():
    line = make_plan_line()
    lead = make_person("coordinator", line.cluster)
    ours = Organisation.objects.create(name="Our Example")
    rules = [{"family": "upr", "members": "each", "organisations": [ours.pk], "hct": "none"}]
    told = {"rules": rules, "organisation": ours.pk, "plan_line": line.pk, "mandate": line.mechanism.key, "to": lead.pk}
    adopted = AuditEntry(target_type=line._meta.label_lower, after=told)
    written = AuditEntry(target_type=HandOver._meta.label_lower, after={"to": lead.pk, "role": "coordinator"})
    assert [change.field for change in trail.changes(written)] == ["Role"]
    lines = {change.field: change.new for change in trail.changes(adopted)}
    assert lines["Organisation"] == "Our Example"
    assert "needed: Our Example" in lines["Rules"]
    assert lines["Plan line"] == f"plan line {line.pk}"
    assert lines["Mandate"] == str(line.mechanism)
    # A page of many entries asks once for each kind of thing.
    with CaptureQueriesContext(connection) as asked:
        trail_things.names_of([adopted] * 30)
    assert len(asked) == 2
