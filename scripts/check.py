"""`make check`: style, layers, types, migrations, catalogues, production settings. Changes nothing."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"

# The pure modules and those that decide on access: here a wrong type is a wrong date or a leak.
TYPED = [
    "core/scoping.py",
    "core/policy.py",
    "core/events.py",
    "core/clock.py",
    "core/documents/nodes",
    "clusters/policy",
    "calendar_app/rules",
    "calendar_app/policy.py",
    "engagements/rules",
    "engagements/workflow.py",
    "engagements/policy",
]


def production_environment(folder):
    return {
        **os.environ,
        "HRE_ENV": "production",
        "HRE_SECRET_KEY": "x" * 25 + "abcdefghijklmnopqrstuvwxyz0123456789",
        "HRE_ALLOWED_HOSTS": "portal.example",
        "HRE_BASE_URL": "https://portal.example",
        "HRE_DATA_DIR": folder,
        "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
    }


def names_missing_from_example():
    """Every setting read from the environment stands in deploy/env.example."""
    portal = ROOT / "hre_portal"
    source = "".join(path.read_text() for path in (portal / "env.py", *sorted((portal / "settings").glob("*.py"))))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    example = (ROOT / "deploy" / "env.example").read_text()
    return sorted(name for name in read if not re.search(rf"^#?\s*{name}=", example, re.MULTILINE))


def main():
    failed = []

    def step(title, command, **options):
        print(f"--- {title}", flush=True)
        if subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **options).returncode:
            failed.append(title)

    step("ruff", [BIN / "ruff", "check", "."])
    step("ruff format", [BIN / "ruff", "format", "--check", "--quiet", "."])
    step("djlint", [BIN / "djlint", "templates", "--lint", "--quiet"])
    step("import-linter", [BIN / "lint-imports"])
    step("mypy", [BIN / "mypy", *[path for path in TYPED if (ROOT / path).exists()]])
    with tempfile.TemporaryDirectory() as folder:
        plain = {**os.environ, "HRE_DATA_DIR": folder}
        step("migrations", [BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run"], env=plain)
        deploy = [BIN / "python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        production = production_environment(folder)
        step("production settings", deploy, env=production)
        # Names every picture and font that a style sheet asks for: a missing one fails here, not in production.
        collect = [BIN / "python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        step("static files", collect, env={**production, "HRE_STATIC_ROOT": f"{folder}/static"})
    if missing := names_missing_from_example():
        print(f"Not in deploy/env.example: {', '.join(missing)}", file=sys.stderr)
        failed.append("env.example")
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")
    print("All checks passed.")


if __name__ == "__main__":
    main()
