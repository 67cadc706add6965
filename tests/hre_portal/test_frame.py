"""The frame of every page: error pages, language, theme, direction, navigation, gallery."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template import loader
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from core.errors import Refused, Stale
from hre_portal import errors
from hre_portal.context import page
from tests.factories import make_person, make_user


def request_of(user=None, **headers):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/", headers=headers)
    request.user = user or AnonymousUser()
    return request


def test_refusal_says_its_sentence_and_conflict_is_409():
    refused = errors.permission_denied(request_of(), Refused("Only the coordinators <b>may</b> do this."))
    assert refused.status_code == 403
    assert "Only the coordinators &lt;b&gt;may&lt;/b&gt; do this." in refused.content.decode()
    stale = errors.permission_denied(request_of(), Stale())
    assert stale.status_code == 409
    assert "Someone changed this while you were working on it." in stale.content.decode()
    plain = errors.permission_denied(request_of(), PermissionDenied("internal detail"))
    assert "internal detail" not in plain.content.decode()
    assert "You may not do this." in plain.content.decode()


def test_refusal_for_htmx_is_a_notice_at_the_top():
    response = errors.permission_denied(request_of(hx_request="true"), Stale())
    assert response.status_code == 409
    assert response["HX-Retarget"] == "#notices"
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("handler", [errors.bad_request, errors.permission_denied, errors.not_found])
def test_error_pages_of_strangers_ask_nothing_of_the_database(handler):
    # No database mark: a query would fail the test.
    assert "<h1>" in handler(request_of()).content.decode()


def test_500_needs_neither_database_nor_context():
    response = errors.server_error(None)
    assert response.status_code == 500
    assert "not your fault" in response.content.decode()


def test_unknown_address_is_a_branded_404(client, db):
    client.force_login(make_user())
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_frame_costs_one_query_and_a_fragment_none(db):
    user = make_person(Role.COORDINATOR)
    request = request_of(user)
    with CaptureQueriesContext(connection) as queries:
        context = page(request)
    assert len(queries) == 0
    with CaptureQueriesContext(connection) as queries:
        assert next(name for name, _label, _url in context["nav"]) == "home"
        assert context["my_clusters"][0].role == Role.COORDINATOR
        assert not context["is_task_team"]
        str(context["my_clusters"][0].cluster.country)
    assert len(queries) == 1


def test_anonymous_sees_no_navigation(client, db):
    html = client.get("/accounts/login/").content.decode()
    assert 'class="nav-link"' not in html
    assert 'name="language"' in html


def test_language_of_a_visitor_turns_the_page(client, db):
    response = client.post("/language/", {"language": "ar", "next": "/accounts/login/"})
    assert response.status_code == 302
    html = client.get("/accounts/login/").content.decode()
    assert '<html lang="ar" dir="rtl"' in html


def test_theme_is_kept_and_nothing_else_is_accepted(client, db):
    response = client.post("/theme/", {"theme": "dark", "next": "/accounts/login/"})
    assert response["Location"] == "/accounts/login/"
    assert 'data-theme="dark"' in client.get("/accounts/login/").content.decode()
    assert client.post("/theme/", {"theme": '"><script>'}).status_code == 400
    assert client.get("/theme/").status_code == 405
    assert client.post("/theme/", {"theme": "auto", "next": "https://evil.example/"})["Location"] == "/"


def test_demonstration_says_so_on_each_page(client, db, settings):
    settings.HRE_DEMO = True
    assert "This is a demonstration." in client.get("/accounts/login/").content.decode()
    settings.HRE_DEMO = False
    assert "This is a demonstration." not in client.get("/accounts/login/").content.decode()


def test_page_has_no_inline_style_or_script_and_no_foreign_host(client, db):
    for address in ("/accounts/login/", "/dev/gallery/"):
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert "<script>" not in html
        assert "http" not in html.replace("http://www.w3.org/2000/svg", "").replace("https://portal.example", "")


def test_gallery_shows_every_component(client, db):
    html = client.get("/dev/gallery/").content.decode()
    for name in ("pill-ok", "button-danger", "notice-warn", "steps-why", "facts", "family-hrc", "empty", "form-errors"):
        assert name in html


def test_every_template_parses():
    from django.conf import settings as portal

    root = portal.BASE_DIR / "templates"
    for path in root.rglob("*.html"):
        loader.get_template(str(path.relative_to(root)))
