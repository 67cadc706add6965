"""`make word`: LibreOffice opens the Word files of the portal and they are compared with the PDFs, words and pictures.

LibreOffice is installed from Debian where that is allowed (about 300 MB); elsewhere this says so and fails. Pictures
of the pages stay in `var/word/` to be looked at.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import install_debian

ROOT = Path(__file__).resolve().parent.parent
WANTED = {"soffice": "libreoffice-writer", "pdftoppm": "poppler-utils"}


def main():
    missing = [package for program, package in WANTED.items() if not shutil.which(program)]
    if missing:
        install_debian(missing, "opening Word files with LibreOffice")
    if still := [package for program, package in WANTED.items() if not shutil.which(program)]:
        sys.exit(f"Needed and not here: {', '.join(still)}. Install it and run `make word` again.")
    env = {name: value for name, value in os.environ.items() if not name.startswith("HRE_")}
    command = [ROOT / ".venv" / "bin" / "pytest", "-q", "-m", "word", "tests/reliability", *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


if __name__ == "__main__":
    main()
