"""`make messages`: refresh the catalogues from the source (needs GNU gettext) and say how complete each is."""

import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages import pofile

ROOT = Path(__file__).resolve().parent.parent


def main():
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing: apt-get install gettext")
    command = [ROOT / ".venv/bin/python", "manage.py", "makemessages", "--no-location"]
    for folder in sorted((ROOT / "locale").iterdir()):
        command += ["-l", folder.name]
    command += ["--no-obsolete", "-i", ".venv", "-i", "var", "-i", "staticfiles", "-i", "tests"]
    subprocess.run(command, cwd=ROOT, check=True)
    for path in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as handle:
            catalog = pofile.read_po(handle)
        messages = [message for message in catalog if message.id]
        done = [m for m in messages if not m.fuzzy and (all(m.string) if isinstance(m.string, tuple) else m.string)]
        print(f"{path.parent.parent.name}: {len(done)} of {len(messages)}")


if __name__ == "__main__":
    main()
