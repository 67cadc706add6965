"""Set-up of a fresh machine: Debian packages, virtual environment, pinned dependencies, compiled catalogues.

Standard library only, since it runs before anything is installed. The second time it finds everything done
and takes a fraction of a second. Usage: python3.11 scripts/bootstrap.py run|test|check
"""

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FONTS = Path("/usr/share/fonts")

# What each need is: (Debian packages, how to see that it is there, what for).
NEEDS = {
    "pdf": (
        ["libpangoft2-1.0-0", "libharfbuzz-subset0"],
        lambda: all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")),
        "PDF documents",
    ),
    "fonts": (
        ["fonts-dejavu-core", "fonts-noto-core", "fonts-droid-fallback"],
        lambda: FONTS.exists() and any(FONTS.rglob("NotoSans-Regular.ttf")) and any(FONTS.rglob("DroidSansFallback*")),
        "documents in every script",
    ),
    "postgresql": (
        ["postgresql"],
        lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb"),
        "tests on PostgreSQL",
    ),
    "redis": (["redis-server"], lambda: shutil.which("redis-server"), "tests with a real Redis"),
    "gettext": (["gettext"], lambda: shutil.which("xgettext"), "the test that no text is untranslated"),
    "chromium": (["chromium"], lambda: shutil.which("chromium"), "tests in a real browser"),
    "pdf-tools": (
        ["qpdf", "poppler-utils"],
        lambda: shutil.which("qpdf") and shutil.which("pdftotext"),
        "checks of PDFs",
    ),
}
FOR = {
    "run": ["pdf", "fonts"],
    "check": ["pdf", "fonts"],
    "test": ["pdf", "fonts", "postgresql", "redis", "gettext", "chromium", "pdf-tools"],
}


def say(text):
    print(f"  {text}", flush=True)


def root_prefix():
    """How to become root without asking anybody, or None."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install_debian(packages, what_for):
    """Install Debian packages where we may. Returns whether it worked; says clearly what is missing otherwise."""
    prefix = root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        say(f"Missing for {what_for}: {' '.join(packages)}. Install them as root, for instance:")
        say(f"    apt-get install --no-install-recommends {' '.join(packages)}")
        return False
    say(f"Installing {' '.join(packages)} ({what_for}) ...")
    # Debian's own tools must find the system's Python and libraries, not those of the caller.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run([*prefix, *command], env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"`{' '.join(command)}` failed: {done.stderr.strip()[-400:]}")
            return False
    return True


def ensure_system(purpose):
    for need in FOR[purpose]:
        packages, is_there, what_for = NEEDS[need]
        if not is_there():
            # Not fatal here: without Pango the portal runs and says so at the button; scripts/test.py
            # names the tests that could not run, and fails when CI=true.
            install_debian(packages, what_for)


def ensure_venv():
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None and not install_debian(
        ["python3.11-venv"], "the virtual environment"
    ):
        sys.exit("The virtual environment cannot be made without python3.11-venv.")
    say("Making the virtual environment .venv ...")
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def stamp_of(*names):
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def ensure_requirements():
    names = ("requirements.txt", "requirements-dev.txt")
    stamp, wanted = VENV / "installed.sha256", stamp_of(*names)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Installing the pinned dependencies (about a minute the first time) ...")
    subprocess.run([str(PYTHON), "-m", "ensurepip"], check=True, capture_output=True)
    arguments = [argument for name in names for argument in ("-r", str(ROOT / name))]
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments], check=False
    )
    if done.returncode:
        sys.exit("The dependencies could not be installed; pip says why above.")
    stamp.write_text(wanted)


def ensure_catalogues():
    subprocess.run([str(PYTHON), str(ROOT / "scripts" / "catalogues.py")], check=True)


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"The portal needs Python 3.11; this is {sys.version.split()[0]}.")
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    ensure_system(purpose)
    ensure_venv()
    ensure_requirements()
    ensure_catalogues()


if __name__ == "__main__":
    main()
