"""The examples in `deploy/` fit the portal: no key in a log, no file refused by the proxy, no secret in an image."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).resolve().parents[2]
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
EXAMPLE = (ROOT / "deploy" / "env.example").read_text()
CANARY = "canary"


def addresses_that_are_keys(resolver=None, before=""):
    """One address of each pattern whose last part lets somebody in without a log-in."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if not isinstance(pattern, URLPattern):
            yield from addresses_that_are_keys(pattern, route)
            continue
        is_account = route.startswith("accounts/") and "key" in pattern.pattern.regex.groupindex
        if is_account or {"secret", "token"} & set(pattern.pattern.regex.groupindex):
            yield "/" + re.sub(r"<[^>]*>|\(\?P[^)]*\)", CANARY, route)


def test_there_are_such_addresses():
    found = set(addresses_that_are_keys())
    assert f"/mail/stop/{CANARY}/" in found
    assert f"/people/join/{CANARY}/" in found
    assert any(address.startswith("/accounts/password/reset/key/") for address in found)
    assert len(found) >= 7


def test_the_proxy_writes_no_key_into_its_log():
    # An error of nginx quotes the address too, unless it is one of the worst.
    pattern = re.search(r"location ~ (\S+) \{ access_log off; error_log \S+ crit;", NGINX)[1]
    assert [address for address in addresses_that_are_keys() if not re.match(pattern, address)] == []


def test_the_portal_writes_no_key_into_its_log():
    from core.logs import hide_keys

    shown = [hide_keys(None, None, {"event": address})["event"] for address in addresses_that_are_keys()]
    assert [address for address in shown if CANARY in address] == []


def test_the_proxy_lets_the_largest_file_through():
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1])
    assert megabytes > max(settings.HRE_IMPORT_MAX_MB, settings.HRE_RECOMMENDATIONS_MAX_MB)
    assert f"nginx.conf lets {megabytes} through" in EXAMPLE


@pytest.mark.parametrize("kept_out", [".git", ".venv", "var", "**/.env"])
def test_an_image_holds_neither_secrets_nor_history(kept_out):
    assert kept_out in (ROOT / ".dockerignore").read_text().splitlines()


def test_filled_in_settings_are_not_committed():
    assert ".env" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_containers_are_what_the_page_says():
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]
    assert set(services) == {"postgres", "redis", "prepare", "web", "worker", "beat"}
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
        assert services[name]["restart"] == "unless-stopped"
    assert services["prepare"]["restart"] == "no"
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]


@pytest.mark.parametrize("unit", ["web", "worker", "beat"])
def test_a_unit_runs_as_nobody_special_and_writes_in_one_place(unit):
    lines = (ROOT / "deploy" / "systemd" / f"hre-portal-{unit}.service").read_text().splitlines()
    assert "User=hre-portal" in lines
    assert "ProtectSystem=strict" in lines
    assert "ReadWritePaths=/var/lib/hre-portal" in lines


def test_every_setting_in_the_example_is_read_by_something():
    sources = [*(ROOT / "scripts").glob("*.py"), *(ROOT / "hre_portal").rglob("*.py")]
    code = "".join(source.read_text() for source in sources) + (ROOT / "deploy" / "compose.yaml").read_text()
    named = re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert len(named) > 30
    assert [name for name in named if f'"{name}"' not in code] == []


def test_every_setting_that_is_read_stands_in_the_example():
    settings = "".join(path.read_text() for path in (ROOT / "hre_portal" / "settings").glob("*.py"))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert sorted(name for name in read if not re.search(rf"^#?{name}=", EXAMPLE, re.MULTILINE)) == []
