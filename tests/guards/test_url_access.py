"""The walk: every address, every role, GET, HEAD and POST, with and without htmx.

Arguments point at another cluster's confidential things. A stranger gets the ordinary 404 (403 would tell more),
and no canary word shows in body, headers, feeds, PDFs or the administration. A positive control proves that canaries
can be seen at all: the owner sees each of them.
"""

import io
import zipfile

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from core.scoping import ScopedModel
from tests.guards.world import build

pytestmark = pytest.mark.django_db

NOBODY = frozenset()
PEOPLE_DESK = frozenset({"task_team", "administrator"})
INSIDERS = frozenset({"their_member", "their_sag", "their_ohchr", "their_coordinator"})
# The circle of the cluster: an OHCHR partner does not belong to it.
CIRCLE = INSIDERS - {"their_ohchr"}
COORDINATORS = frozenset({"coordinator", "co_coordinator", "their_coordinator"})
# Beginning of the full name of an address: (thing its `pk` stands for, who besides the owner may get it). The longest
# beginning counts. A new address with an argument and no row here fails the walk.
PLACES = {
    "engagements:line-": ("line", NOBODY),
    "engagements:aim-": ("aim", CIRCLE | {"task_team"}),
    "engagements:update-": ("update", CIRCLE | {"task_team"}),
    "api-analysis-update-": ("update", CIRCLE | {"task_team"}),
    "api-framework-rollout-": ("rollout", CIRCLE | {"task_team"}),
    "api-letter-step-": ("letter_step", CIRCLE | {"task_team"}),
    "engagements:concern-": ("concern", CIRCLE | {"task_team"}),
    # On the confidential line: shared with the Task Team or not, who does not see the line sees nothing of it.
    "engagements:obstacle-": ("plan_obstacle", NOBODY),
    # Once given, everybody who leads the cluster.
    "engagements:experience-": ("line", NOBODY),
    "engagements:hand-over-": ("hand_over", frozenset({"their_coordinator"})),
    "engagements:risk": ("line", NOBODY),
    # The rules of sharing belong to the circle of the cluster; cases and reprisals to the people named.
    "engagements:signature-": ("signature", CIRCLE),
    "engagements:exception-": ("exception", CIRCLE),
    "engagements:legal-help-": ("capacity", NOBODY),
    "engagements:case-": ("case", NOBODY),
    "engagements:reprisal-": ("incident", NOBODY),
    "engagements:blind-": ("line", NOBODY),
    "engagements:process": ("line", NOBODY),
    "engagements:step-": ("line", NOBODY),
    "engagements:interaction-": ("interaction", NOBODY),
    "engagements:series-": ("series", NOBODY),
    "engagements:press-": ("press", NOBODY),
    "engagements:gates": ("line", NOBODY),
    "engagements:position-": ("position", NOBODY),
    "api-position-": ("position", NOBODY),
    "engagements:submission-": ("submission", NOBODY),
    # Not a finding of the analysis: the do-no-harm check of a text.
    "engagements:finding-list": ("submission", NOBODY),
    "engagements:clearing": ("submission", NOBODY),
    "engagements:section-": ("submission", NOBODY),
    "engagements:version-": ("submission", NOBODY),
    "engagements:dispatch-": ("submission", NOBODY),
    "engagements:request-": ("asked", NOBODY),
    "api-request-": ("asked", NOBODY),
    "engagements:comment-": ("submission", NOBODY),
    "engagements:evidence-": ("submission", NOBODY),
    "engagements:proposal-": ("submission", NOBODY),
    "engagements:submitting-": ("submission", NOBODY),
    "engagements:contribution-": ("submission", NOBODY),
    "engagements:contribution-write": ("contribution_request", NOBODY),
    "api-contribution-": ("contribution_request", NOBODY),
    "engagements:issue-": ("issue", NOBODY),
    "engagements:message-": ("message", NOBODY),
    "engagements:watch-": ("watch", NOBODY),
    "engagements:finding-": ("finding", NOBODY),
    "engagements:tool-": ("tool", NOBODY),
    "engagements:sharing-": ("sharing", NOBODY),
    "engagements:strategy-": ("strategy", NOBODY),
    "engagements:briefing-": ("briefing", NOBODY),
    "engagements:register-": ("register", NOBODY),
    "engagements:tolerance-": ("tolerance", frozenset({"their_coordinator"})),
    "api-interaction-": ("interaction", NOBODY),
    "api-series-": ("series", NOBODY),
    "api-sharing-protocol-": ("isp", CIRCLE),
    "api-sharing-strategy-": ("safe_sharing", CIRCLE),
    "api-protocol-signature-": ("signature", CIRCLE),
    "api-sharing-exception-": ("exception", CIRCLE),
    "api-reprisal-protocol-": ("reprisal_protocol", CIRCLE),
    "api-press-": ("press", NOBODY),
    "api-plan-aim-": ("aim", CIRCLE | {"task_team"}),
    "api-plan-concern-": ("concern", CIRCLE | {"task_team"}),
    "api-plan-context-": ("plan_context", CIRCLE | {"task_team"}),
    "api-plan-obstacle-": ("plan_obstacle", NOBODY),
    "api-plan-line-": ("line", NOBODY),
    "api-advocacy-issue-": ("issue", NOBODY),
    "api-advocacy-message-": ("message", NOBODY),
    "api-finding-": ("finding", NOBODY),
    "api-hct-briefing-": ("briefing", NOBODY),
    "api-monitoring-tool-": ("tool", NOBODY),
    "api-register-entry-": ("register", NOBODY),
    "api-sharing-row-": ("sharing", NOBODY),
    "api-strategy-": ("strategy", NOBODY),
    "api-step-": ("step", NOBODY),
    "api-submission-": ("submission", NOBODY),
    "calendar:entry-": ("entry", frozenset({"their_coordinator"})),
    "api-event-": ("entry", frozenset({"their_coordinator"})),
    "api-deadline-": ("draft", frozenset({"task_team"})),
    "clusters:cluster-people": ("theirs", PEOPLE_DESK | INSIDERS),
    "clusters:advisory-": ("theirs", PEOPLE_DESK | CIRCLE),
    "api-advisory-seat-": ("seat", PEOPLE_DESK | CIRCLE),
    "clusters:invite": ("theirs", PEOPLE_DESK | {"their_coordinator"}),
    "clusters:organisations": ("theirs", PEOPLE_DESK | INSIDERS),
    "clusters:profile": ("theirs", CIRCLE | {"task_team", "gpc"}),
    "clusters:membership": ("membership", PEOPLE_DESK | INSIDERS),
    "clusters:end-membership": ("membership", PEOPLE_DESK | INSIDERS),
    "clusters:renew-invitation": ("invitation", PEOPLE_DESK | {"their_coordinator"}),
    "clusters:revoke-invitation": ("invitation", PEOPLE_DESK | {"their_coordinator"}),
    "clusters:revoke-token": ("token", NOBODY),
    "clusters:end-glass": ("glass", NOBODY),
    "calendar:mail-resume": ("stop", NOBODY),
    "calendar:feed-": ("feed", NOBODY),
    "calendar:import-": ("import", frozenset({"their_coordinator"})),
    "api-import-": ("import", frozenset({"their_coordinator"})),
    "calendar:following-": ("theirs", CIRCLE),
    "calendar:mandate-": ("ranked", CIRCLE),
    # Between the coordinators of a cluster and the Task Team.
    "knowledge:support-": ("support", frozenset({"their_coordinator", "task_team"})),
    "api-support-": ("support", frozenset({"their_coordinator", "task_team"})),
    "knowledge:report-": ("session_report", frozenset({"their_coordinator", "task_team"})),
    "api-session-report-": ("session_report", frozenset({"their_coordinator", "task_team"})),
    # Coordinators of whichever cluster, the people they invited, and the Task Team.
    "knowledge:exchange-": ("exchange", COORDINATORS | {"task_team"}),
    "api-exchange-": ("exchange", COORDINATORS | {"task_team"}),
    # Under an alias: the coordinators and the people they name.
    "stakeholders:": ("stakeholder", frozenset({"their_coordinator"})),
    "api-stakeholder-": ("stakeholder", frozenset({"their_coordinator"})),
    "recommendations:import-": ("recommendation_import", frozenset({"task_team"})),
    # For the coordinators of the cluster alone, by its mark.
    "recommendations:follow-": ("follow_up", frozenset({"their_coordinator"})),
    "api-follow-up-": ("follow_up", frozenset({"their_coordinator"})),
    "api-follow-up-activity-": ("follow_activity", frozenset({"their_coordinator"})),
    "api-follow-up-condition-": ("follow_condition", frozenset({"their_coordinator"})),
    "recommendations:framework-": ("framework", CIRCLE | {"task_team", "gpc"}),
    "api-framework-": ("framework", CIRCLE | {"task_team", "gpc"}),
    "library:step-": ("library_step", CIRCLE | {"task_team"}),
    # Staff of the portal look after deliveries: states, never texts.
    "calendar:delivery-": ("delivery", PEOPLE_DESK),
}
# Public facts: anybody with an account.
PUBLIC = {
    "calendar:session-": "session",
    "calendar:review-": "review",
    # Of plans and contacts they hold what the reader sees.
    "engagements:session-work": "session",
    "engagements:review-work": "review",
    "calendar:mechanism-dates": "mechanism",
    "mechanisms:": "mechanism",
    "mechanisms:focal-": "focal_point",
    "mechanisms:law-": "norm",
    "api-domestic-law-": "norm",
    "library:template-": "plan_template",
    "knowledge:resource-": "resource",
    "knowledge:practice-": "practice",
    "api-resource-": "resource",
    "calendar:outcome-": "outcome",
    "api-outcome-": "outcome",
    "api-session-": "session",
    "api-review-": "review",
    "api-mechanism-": "mechanism",
    "recommendations:": "recommendation",
    "api-recommendation-": "recommendation",
}
# Other arguments: key in world.things, or a plain value that fits nothing.
OTHER_ARGUMENTS = {
    "action_pk": "action",
    "rec_pk": "recommendation",
    "activity_pk": "follow_activity",
    "condition_pk": "follow_condition",
    "tie_pk": "tie",
    "line_pk": "line",
    "seat_pk": "seat",
    "step_pk": "step",
    "input_pk": "input",
    "stop_pk": "stop_row",
    "concern_pk": "session_concern",
    "consultation_pk": "blind",
    "answer_pk": "blind_answer",
    "experience_pk": "experience",
    "section_pk": "section",
    "version_pk": "version",
    "rendering_pk": "rendering",
    "comment_pk": "comment",
    "note_pk": "evidence",
    "item_pk": "agenda_item",
    "minute_pk": "meeting_note",
    "invitation_pk": "meeting_invitation",
    "proposal_pk": "proposal",
    "row_pk": "submitting",
    "share_pk": "draft_share",
    "proof_pk": "proof",
    "point_pk": "point",
    "stage": "summary",
    "act": "resolve",
    "request_pk": "contribution_link",
    "paragraph_pk": "contribution_paragraph",
    "user_pk": "owner_pk",
    "reader_pk": "owner_pk",
    "verb": "clear",
    "kind": "national_report",
    "secret": "not-a-secret",
    "token": "not-a-token",
    "name": "not-a-mail",
    # The mechanism, and the component of the process.
    "key": "upr",
    "number": 1,
    "offer_pk": "look_back",
    "form": "csv",
    "iso3": "MOZ",
    "topic": "ohchr",
    # A country; its calendar's desk is the Task Team's, and others are told so.
    "code": "MOZ",
}
# Addresses of packages, walked by their own tests; the administration has its own walk below.
OTHERS = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_")
# Describe the API and hold no data; one look at them is enough (each rendering takes a second).
NO_DATA = ("api-schema", "api-docs")
# (method, as htmx asks). HEAD is answered as GET is, whoever fetches.
METHODS = [("get", False), ("get", True), ("head", False), ("post", False), ("post", True)]


@pytest.fixture
def world():
    return build()


def named_patterns(resolver=None, namespaces=()):
    """(full name, pattern) of every address that has a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from named_patterns(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join((*namespaces, entry.name)), entry


def place_of(name):
    """(thing, who may) of the longest beginning that fits; `who may` is None for public facts."""
    rows = {**PLACES, **{start: (thing, None) for start, thing in PUBLIC.items()}}
    fitting = [start for start in rows if name.startswith(start)]
    return rows[max(fitting, key=len)] if fitting else None


def addresses(world):
    """(name, address, who may) of every address of ours; fails for an argument that nobody has explained."""
    found = []
    for name, pattern in named_patterns():
        if name.startswith((*OTHERS, *NO_DATA)):
            continue
        kwargs, may = {}, None
        for argument in pattern.pattern.regex.groupindex:
            if argument == "pk":
                place = place_of(name)
                assert place is not None, f"say in PLACES or PUBLIC what the argument of {name} stands for"
                kwargs["pk"], may = world.things[place[0]].pk, place[1]
            else:
                assert argument in OTHER_ARGUMENTS, f"say in OTHER_ARGUMENTS what {argument} of {name} stands for"
                value = OTHER_ARGUMENTS[argument]
                thing = world.things.get(value, value)
                kwargs[argument] = getattr(thing, "pk", thing)
                if argument == "line_pk":
                    may = NOBODY
        found.append((name, reverse(name, kwargs=kwargs), may))
    return found


def ask(client, name, method, address, *, htmx):
    """One request; the API takes JSON only."""
    extra = {"content_type": "application/json", "data": "{}"} if method == "post" and name.startswith("api-") else {}
    return getattr(client, method)(address, headers={"HX-Request": "true"} if htmx else {}, **extra)


def gives_nothing_away(client, name, method, htmx, answer):
    """404, or a refusal of the method, or a redirect that is the same for a thing that does not exist."""
    if answer.status_code in {404, 405}:
        return True
    match = answer.wsgi_request.resolver_match
    nowhere = reverse(name, kwargs={**match.kwargs, **{key: 10**9 - 1 for key in match.kwargs if key.endswith("pk")}})
    other = ask(client, name, method, nowhere, htmx=htmx)
    return answer.status_code == other.status_code == 302 and answer.headers["Location"] == other.headers["Location"]


def text_of(answer):
    """Everything the answer carries, as text: headers, body, text of a PDF."""
    headers = " ".join(f"{key}: {value}" for key, value in answer.headers.items())
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # The answer to a HEAD has no content.
    if content and answer.headers.get("Content-Type", "").startswith("application/pdf"):
        reader = PdfReader(io.BytesIO(content))
        body = " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    elif content.startswith(b"PK\x03\x04"):
        body = _text_in_package(content)
    else:
        body = content.decode("utf-8", "replace")
    return f"{headers} {body}"


def _text_in_package(content):
    """Names and texts in a zip file, in a Word file, and in files inside a zip file."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            inside = package.read(name)
            is_package = inside.startswith(b"PK\x03\x04")
            parts += [name, _text_in_package(inside) if is_package else inside.decode("utf-8", "replace")]
    return " ".join(parts)


def may_read(world, viewer):
    """Canary words that `viewer` may see by policy."""
    circle = (
        "ranked.",
        "taken.",
        "reading.",
        "profile.",
        "library_step.",
        "aim.",
        "context.",
        "concern.",
        "letter_step.",
        "framework.",
        "national_plan.",
        "discussion_list.",
        "seat.",
    )
    starts = {
        "coordinator": ("exchange.",),
        "co_coordinator": ("exchange.",),
        "their_coordinator": (
            "exchange.",
            "visit.",
            "offer.",
            "import.",
            "share.",
            "tolerance.",
            "support.",
            "session_report.",
            "stakeholder.",
            "hand_over.",
            "follow_up.",
            *circle,
        ),
        "their_sag": circle,
        "their_member": circle,
        "task_team": (
            "draft.",
            "support.",
            "session_report.",
            "exchange.",
            "reading.",
            "profile.",
            "library_step.",
            "aim.",
            "context.",
            "concern.",
            "letter_step.",
            "framework.",
            "national_plan.",
            "discussion_list.",
            "seat.",
        ),
        "administrator": ("seat.",),
        "gpc": ("profile.", "national_plan."),
    }.get(viewer, ())
    starts = (*starts, *(("policy.",) if viewer in {*CIRCLE, "their_ohchr", "task_team"} else ()))
    # The rules of sharing and the log of exceptions belong to everybody inside.
    starts = (*starts, *(("isp.", "strategy.", "exception.", "reprisal_protocol.") if viewer in CIRCLE else ()))
    return {word for word, where in world.canaries.items() if where.startswith(starts or "-")}


VIEWERS = [
    "coordinator",
    "co_coordinator",
    "sag",
    "member",
    "ohchr",
    "task_team",
    "gpc",
    "administrator",
    "left_yesterday",
    "their_member",
    "their_sag",
    "their_ohchr",
    "their_coordinator",
]
# All of them walk on SQLite. The rules are the same code on PostgreSQL, where one of each kind shows that its database
# answers alike; the owner's positive control walks on both.
if connection.vendor == "postgresql":
    VIEWERS = ["coordinator", "task_team", "their_member", "their_coordinator"]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_strangers_learn_nothing(world, viewer):
    client = Client(raise_request_exception=False)
    client.force_login(world.viewers[viewer])
    hidden = set(world.canaries) - may_read(world, viewer)
    wrong = []
    for name, address, may in addresses(world):
        # The walk asks the API more often in a minute than a person may; its counter lies in the cache.
        cache.clear()
        for method, htmx in METHODS:
            answer = ask(client, name, method, address, htmx=htmx)
            call = f"{method.upper()}{' htmx' if htmx else ''} {name}: {answer.status_code}"
            if answer.status_code >= 500 and name != "readyz":
                wrong.append(f"{call} (server error)")
            elif may is not None and viewer not in may and not gives_nothing_away(client, name, method, htmx, answer):
                wrong.append(f"{call} (a stranger gets 404)")
            text = text_of(answer)
            wrong += [f"{call} shows {world.canaries[word]}" for word in hidden if word in text]
    assert wrong == []


def test_nobody_without_an_account_gets_in(world):
    client = Client(raise_request_exception=False)
    open_to_all = {"healthz", "readyz", "set-language", "set-theme"}
    wrong = []
    for name, address, _ in addresses(world):
        for method, htmx in METHODS:
            answer = ask(client, name, method, address, htmx=htmx)
            text = text_of(answer)
            wrong += [f"{name} shows {where}" for word, where in world.canaries.items() if word in text]
            is_challenge = answer.status_code in {401, 403} or (
                answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
            )
            # A secret address answers 404 (or its own neutral page) for a wrong secret; dev pages are for this machine.
            is_secret = answer.status_code in {404, 405, 410} or name.startswith("dev:")
            if not (is_challenge or is_secret or name in open_to_all):
                wrong.append(f"{method.upper()} {name}: {answer.status_code}")
    assert wrong == []


def test_the_owner_sees_every_canary(world):
    """The positive control: without it the walk would prove nothing."""
    client = Client()
    client.force_login(world.owner)
    seen = set()
    for name, address, may in addresses(world):
        answer = client.get(address)
        if name.startswith(("engagements:", "calendar:entry-detail", "calendar:calendar", "api-")) or may is not None:
            text = text_of(answer)
            seen |= {word for word in world.canaries if word in text}
    for name, thing in (
        ("engagements:submission-detail", "signing"),
        ("engagements:finding-list", "clearing"),
        ("engagements:clearing", "clearing"),
        ("calendar:entry-detail", "call"),
        ("calendar:entry-share", "open_entry"),
    ):
        page = text_of(client.get(reverse(name, args=[world.things[thing].pk])))
        seen |= {word for word in world.canaries if word in page}
    missing = {where for word, where in world.canaries.items() if word not in seen}
    assert missing == {"draft.title"}, "drafts of the reference calendar belong to the Task Team"


def test_the_administration_shows_no_confidential_text(world):
    """A superuser walks through every list and every row of Django admin, without having broken the glass."""
    client = Client(raise_request_exception=False)
    client.force_login(world.viewers["administrator"])
    wrong = []
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{base}_changelist"), reverse(f"{base}_changelist") + "?q=CANARY"]
        if issubclass(model, ScopedModel):
            keys = model.objects.unscoped("the walk of the administration").values_list("pk", flat=True)[:5]
        else:
            keys = model._default_manager.values_list("pk", flat=True)[:2]
        for key in keys:
            pages += [reverse(f"{base}_change", args=[key]), reverse(f"{base}_history", args=[key])]
        for page in pages:
            answer = client.get(page)
            text = text_of(answer).replace("q=CANARY", "")
            if answer.status_code >= 500:
                wrong.append(f"{page}: {answer.status_code}")
            wrong += [f"{page} shows {where}" for word, where in world.canaries.items() if word in text]
    assert wrong == []


def test_every_confidential_table_has_a_row_in_the_walk(world):
    """A confidential model that the world does not fill would not be walked."""
    empty = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, ScopedModel) and not model.objects.unscoped("the walk counts rows").exists()
    ]
    assert empty == []
