"""LibreOffice opens what we write as Word: the same words, as many pages, the text on the same side. `make word`."""

import io
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from pypdf import PdfReader

from core.documents import markup, nodes, pdf
from core.documents.docx import render_docx
from core.documents.nodes import Document, Heading, Text

pytestmark = [
    pytest.mark.word,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed; see make word"),
]
PICTURES = Path(settings.BASE_DIR) / "var" / "word"

TABLE = "\n\n| {0} | {1} |\n|---|---|\n| {2} | 120 |\n\n"
SAMPLES = {
    "fr": (
        "Liberté de circulation",
        "Depuis l’examen de mai 2026, les déplacements sont devenus **plus sûrs**^[Entretiens de mars 2026.], "
        "« même après le crépuscule ».\n\n- Diffa\n- Tillabéri\n\n3. troisième\n4. quatrième\n\n"
        "> L’État devrait publier les conditions de [retour](https://example.org/retour).^[Recommandation 6.118.]"
        + TABLE.format("District", "Familles", "Diffa"),
    ),
    "ar": (
        "حرية التنقل",
        "منذ الاستعراض في أيار/مايو 2026، أصبح التنقل **أكثر أمانا** (الوثيقة A/HRC/54/12)."
        "^[مقابلات أُجريت في آذار/مارس.]\n\n- السكن\n- الأرض\n\n> تطلب المجموعة نشر الشروط."
        + TABLE.format("المنطقة", "الأسر", "الشمال"),
    ),
    "pt": (
        "Introdução",
        "As famílias que regressaram relatam **maior segurança**.^[Entrevistas de março de 2026.]",
    ),
    "zh": (
        "返回与安全",
        "保护群组提交关于境内流离失所者**返回与安全**的资料。^[见2027年的记录。]"
        + TABLE.format("地区", "家庭", "北部"),
    ),
}


def sample(language):
    heading, source = SAMPLES[language]
    blocks, _following = nodes.number_paragraphs(markup.parse(source * 3))
    return Document(title=heading, language=language, symbol="HRE-7", children=(Heading(2, (Text(heading),)), *blocks))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """{language: (PDF made by LibreOffice, PDF of ours)} for all samples, opened in one go."""
    folder = tmp_path_factory.mktemp("word")
    for language in SAMPLES:
        (folder / f"{language}.docx").write_bytes(render_docx(sample(language)))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *folder.glob("*.docx")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {
        language: ((folder / f"{language}.pdf").read_bytes(), pdf.render_pdf(sample(language))) for language in SAMPLES
    }


def letters(body):
    """Every letter and figure of the pages, counted: the two engines cut words and lines differently."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return Counter(re.findall(r"\w", text))


def ink(body, name):
    """For each page the share of dark points in its left and right half."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.pdf"
    file.write_bytes(body)
    subprocess.run(["pdftoppm", "-r", "50", "-png", file, PICTURES / name], check=True, capture_output=True)
    halves = []
    for picture in sorted(PICTURES.glob(f"{name}-*.png")):
        page = Image.open(picture).convert("L").point(lambda level: level < 128 and 255)
        middle = page.width // 2
        halves.append(
            tuple(
                sum(page.crop(box).histogram()[128:])
                for box in ((0, 0, middle, page.height), (middle, 0, page.width, page.height))
            )
        )
    return halves


@pytest.mark.parametrize("language", SAMPLES)
def test_libreoffice_reads_the_words_that_were_written(opened, language):
    theirs, ours = opened[language]
    missing = letters(ours) - letters(theirs)
    # Marks of Arabic vowels and ligatures are read back differently; single letters may differ, words may not.
    assert sum(missing.values()) <= 0.03 * sum(letters(ours).values()), missing


@pytest.mark.parametrize("language", SAMPLES)
def test_as_many_pages_and_the_text_on_the_same_side(opened, language):
    theirs, ours = opened[language]
    left, right = ink(theirs, f"{language}-libreoffice"), ink(ours, f"{language}-portal")
    assert abs(len(left) - len(right)) <= 1
    for (their_left, their_right), (our_left, our_right) in zip(left[:1], right[:1], strict=True):
        assert (their_left > their_right) == (our_left > our_right)
