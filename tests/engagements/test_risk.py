"""The risk form: saved as one goes, decided when complete, nothing lost on a conflict, nothing told in the trail."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.risk import decide_risk_form, save_risk_form
from engagements.enums import RiskLine
from engagements.models import RiskForm
from engagements.queries.risk import risk_gate
from tests.factories import make_cluster, make_person, make_plan_line

pytestmark = pytest.mark.django_db


def said(level="low", text="", measures=""):
    return {"likelihood": level, "effect": level, "text": text, "measures": measures}


ALL = {line: said("low", f"Why {line}") for line in RiskLine.values}


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster)


def save(line, by, version=0, answers=None, **more):
    return save_risk_form(plan_line=line, answers=answers or {}, expected_version=version, by=by, **more)


def decide(line, by, version, decision="go", answers=ALL, mitigation="", **more):
    more = {"decision_reason": "Because", "sources_local": "no", **more}
    return decide_risk_form(
        plan_line=line,
        answers=answers,
        mitigation=mitigation,
        review_on=None,
        decision=decision,
        expected_version=version,
        by=by,
        **more,
    )


def stored(lead):
    return RiskForm.objects.visible_to(lead).get()


def test_saved_half_done_and_gone_on_with(line, lead):
    save(line, lead, answers={"humanity": said("high", " Yes. ")})
    form = stored(lead)
    assert form.answers == {"humanity": said("high", "Yes.")}
    save(line, lead, version=form.version, answers=ALL)
    assert stored(lead).answers == ALL
    assert not risk_gate(line, lead).ok


def test_an_unanswered_line_blocks_the_decision_and_nothing_is_saved(line, lead):
    answers = {**ALL, "neutrality": {"level": "", "text": ""}}
    with pytest.raises(ValidationError) as refusal:
        decide(line, lead, 0, answers=answers)
    assert list(refusal.value.message_dict) == ["neutrality"]
    assert not RiskForm.objects.visible_to(lead).exists()


def test_decided_opens_the_gate_and_an_edit_shuts_it(line, lead):
    form = decide(line, lead, 0)
    assert (form.decision, form.decided_by) == ("go", lead)
    assert form.decided_at
    assert risk_gate(line, lead).ok
    save(line, lead, version=stored(lead).version, answers={**ALL, "humanity": said("high", "Worse")})
    assert stored(lead).decision == ""
    assert stored(lead).decided_at is None
    assert not risk_gate(line, lead).ok


def test_saving_the_same_again_keeps_the_decision(line, lead):
    decide(line, lead, 0)
    version = stored(lead).version
    save(line, lead, version=version, answers=ALL, decision_reason="Because", sources_local="no")
    assert (stored(lead).decision, stored(lead).version) == ("go", version)


def test_measures_are_needed_where_the_decision_rests_on_them(line, lead):
    with pytest.raises(ValidationError) as refusal:
        decide(line, lead, 0, decision="go_with_mitigation")
    assert list(refusal.value.message_dict) == ["mitigation"]
    decide(line, lead, 0, decision="go_with_mitigation", mitigation="No names")
    assert risk_gate(line, lead).ok


def test_no_go_shuts_the_gate(line, lead):
    decide(line, lead, 0, decision="no_go")
    assert not risk_gate(line, lead).ok


def test_who_answers_and_who_decides(cluster, line, lead):
    sag, member = make_person(Role.SAG, cluster), make_person(Role.MEMBER, cluster)
    save(line, sag, answers=ALL)
    with pytest.raises(Refused):
        decide(line, sag, 1)
    with pytest.raises(Refused):
        save(line, member, answers=ALL)
    for stranger in (make_person(Role.COORDINATOR, make_cluster("SYR")), make_person(Role.TASK_TEAM)):
        with pytest.raises(Refused):
            save(line, stranger, answers=ALL)


def test_stale_versions(line, lead):
    save(line, lead, answers={"humanity": said("low", "a")})
    for version in (0, 7):
        with pytest.raises(Stale):
            save(line, lead, version=version, answers=ALL)
    with pytest.raises(Stale):
        save(make_plan_line(cluster=line.cluster), lead, version=3)


def test_an_unknown_level_is_refused(line, lead):
    with pytest.raises(ValidationError):
        save(line, lead, answers={"humanity": said("enormous", "x")})


def test_the_trail_keeps_levels_and_decision_never_words(line, lead):
    decide(line, lead, 0, mitigation="Canary measure")
    entries = list(AuditEntry.objects.visible_to(lead).order_by("pk"))
    assert [entry.verb for entry in entries] == ["risk_form.saved", "risk_form.decided"]
    assert entries[1].after["decision"] == "go"
    assert entries[1].after["levels"]["humanity"] == "low"
    told = " ".join(str([entry.before, entry.after, entry.reason, entry.target_label]) for entry in entries)
    assert "Canary" not in told
    assert "Why" not in told


def test_the_gate_says_the_same_to_all_but_tells_details_to_few(cluster, line, lead):
    member = make_person(Role.MEMBER, cluster)
    save(line, lead, answers={"humanity": said("low", "x")})
    assert len(risk_gate(line, lead).missing) == 7
    state = risk_gate(line, member)
    assert not state.ok
    assert [str(one) for one in state.missing] == ["The risk form is not finished."]
    decide(line, lead, stored(lead).version)
    assert risk_gate(line, member).ok


# --- Page ---------------------------------------------------------------------------------------------------


def posted(version, answers=ALL, **more):
    data = {"version": version, **more}
    for name, answer in answers.items():
        data |= {f"{name}_{part}": value for part, value in answer.items()}
    return data


def test_page_saves_and_decides(client, line, lead):
    url = reverse("engagements:risk", args=[line.pk])
    page = client.get(url).content.decode()
    assert "Do no harm: not answered." in page
    # What no decision can go without is not called optional, and stands among what is missing.
    assert "Decision <span" not in page
    assert "Benefits <span" in page
    assert '<a href="#line-sources_local">Say whether the sources are local.</a>' in page
    answer = client.post(url, posted(0, {"humanity": said("low", "Kept")}, act="save"))
    assert answer.status_code == 302
    page = client.get(url).content.decode()
    assert "Kept" in page
    assert "Humanity: not answered." not in page
    answer = client.post(
        url, posted(stored(lead).version, act="decide", decision="go", decision_reason="Why", sources_local="no")
    )
    assert answer.url == reverse("engagements:line-detail", args=[line.pk])
    assert stored(lead).decision == "go"


def test_the_refused_decision_names_each_line_and_keeps_the_text(client, line, lead):
    url = reverse("engagements:risk", args=[line.pk])
    answer = client.post(url, posted(0, {"humanity": said("low", "Typed and kept")}, act="decide", decision="go"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed and kept" in page
    assert "Do no harm: not answered." in page
    assert not RiskForm.objects.visible_to(lead).exists()
    # The answers may well be saved: it is the decision that was not taken.
    assert "Not decided yet" in page
    assert "Not saved yet" not in page


def test_conflict_shows_both_and_loses_nothing(client, line, lead):
    url = reverse("engagements:risk", args=[line.pk])
    save(line, lead, answers={"humanity": said("high", "Theirs")})
    answer = client.post(url, posted(0, {"humanity": said("low", "Mine")}, act="save"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert stored(lead).answers["humanity"]["text"] == "Theirs"
    version = stored(lead).version
    assert f'id="id_version" value="{version}"' in page
    client.post(url, posted(version, {"humanity": said("low", "Mine")}, act="save"))
    assert stored(lead).answers["humanity"]["text"] == "Mine"


def test_a_conflict_while_typing_never_arms_an_overwrite(client, line, lead):
    url = reverse("engagements:risk", args=[line.pk])
    save(line, lead, answers={"humanity": said("high", "Theirs")})
    answer = client.post(url, posted(0, {"humanity": said("low", "Mine")}, act="save"), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert 'id="id_version" value="0"' in answer.content.decode()


def test_members_find_no_risk_form_and_sag_may_fill_it_in(client, cluster, line, lead):
    url = reverse("engagements:risk", args=[line.pk])
    save(line, lead, answers={"humanity": said("low", "Canary")})
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(url).status_code == 404
    assert client.post(url, posted(1)).status_code == 404
    assert "Canary" not in client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    client.force_login(make_person(Role.SAG, cluster))
    page = client.get(url).content.decode()
    assert "Canary" in page
    assert "Take the decision" not in page
    assert client.post(url, posted(1, act="decide", decision="go")).status_code == 403


def test_a_named_partner_reads_only(client, cluster):
    partner = make_person(Role.OHCHR, cluster)
    lead = make_person(Role.COORDINATOR, cluster)
    line = make_plan_line(cluster=cluster, exposure="restricted", readers=[partner])
    save(line, lead, answers={"humanity": said("low", "For you")})
    client.force_login(partner)
    url = reverse("engagements:risk", args=[line.pk])
    page = client.get(url).content.decode()
    assert "For you" in page
    assert "disabled" in page
    assert client.post(url, posted(1)).status_code == 403


def test_review_day_in_words(client, line, lead):
    url = reverse("engagements:risk", args=[line.pk])
    answer = client.post(url, posted(0, act="save", review_on="tomorrow"))
    assert answer.status_code == 422
    assert "Enter a valid date" in answer.content.decode()
    client.post(url, posted(0, act="save", review_on="2027-02-01"))
    assert stored(lead).review_on == dt.date(2027, 2, 1)
