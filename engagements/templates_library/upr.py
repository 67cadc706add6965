"""Universal Periodic Review: submissions before a review, and contributions at mid-term."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, RECOMMENDATIONS, SOURCES

_ISSUES = (
    SectionTemplate(
        "upr.follow_up",
        {
            "en": "What became of the last review",
            "fr": "Suites données au dernier examen",
            "ar": "متابعة الاستعراض السابق",
        },
        _(
            "Take the recommendations of the last review that touch protection and say for each: done, begun, not "
            "begun, "
            "gone backwards. Quote its number. One observation you can support is worth more than five impressions."
        ),
    ),
    SectionTemplate(
        "upr.displacement",
        {
            "en": "Displacement, return and solutions",
            "fr": "Déplacement, retour et solutions",
            "ar": "النزوح والعودة والحلول",
        },
        _(
            "One concern, one group, one request per paragraph. Say what changed since the last review and for whom: "
            "women, men, children, older persons, persons with disabilities, minorities. Give figures with their date. "
            "No names, no exact places with few people."
        ),
    ),
    SectionTemplate(
        "upr.life_and_safety",
        {
            "en": "Life, liberty and physical safety",
            "fr": "Vie, liberté et intégrité physique",
            "ar": "الحياة والحرية والسلامة الجسدية",
        },
        _(
            "Describe patterns, not cases. Name the conduct and the right; leave blame to what is established. Single "
            "cases belong to procedures that ask for consent. Read each sentence once more as the person who could "
            "suffer for it."
        ),
    ),
    SectionTemplate(
        "upr.documents_and_services",
        {
            "en": "Documentation, housing and services",
            "fr": "Documents d’identité, logement et services",
            "ar": "الوثائق والسكن والخدمات",
        },
        _(
            "Show where rules or practice keep people from papers, land, shelter, school or health care. Name the law "
            "or "
            "circular if there is one. Say which change would make the difference."
        ),
    ),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.UPR_MID_TERM,
        {
            "en": "UPR mid-term contribution",
            "fr": "Contribution à mi-parcours de l’EPU",
            "ar": "مساهمة منتصف المدة في الاستعراض الدوري الشامل",
        },
        _(
            "At mid-term nobody asks you to repeat the review. Say what was done with the recommendations you follow, "
            "what "
            "stands in the way, and what can still be done before the next review."
        ),
        (
            SectionTemplate(
                "mid_term.summary",
                {"en": "Summary", "fr": "Résumé", "ar": "موجز"},
                _(
                    "Write this last. Three or four sentences: which recommendations you looked at, the main "
                    "change, the "
                    ""
                    "main gap, the one thing to do next. A reader with one minute reads only this."
                ),
            ),
            METHOD,
            SectionTemplate(
                "mid_term.progress",
                {"en": "Progress since the review", "fr": "Progrès depuis l’examen", "ar": "التقدم منذ الاستعراض"},
                _(
                    "Begin with what improved; it makes the rest believed. For each recommendation: its number, the "
                    "step "
                    ""
                    "taken, by whom, when, and what it changed for people. Give credit where it is due."
                ),
            ),
            SectionTemplate(
                "mid_term.return_and_safety",
                {"en": "Return and safety", "fr": "Retour et sécurité", "ar": "العودة والأمان"},
                _(
                    "One concern, one group, one request per paragraph. Name the recommendation you report on. No "
                    "names, "
                    ""
                    "no exact places with few people."
                ),
            ),
            SectionTemplate(
                "mid_term.documentation",
                {"en": "Documentation", "fr": "Documents d’état civil", "ar": "الوثائق المدنية"},
                _(
                    "Say who still has no papers and what follows from it: school, movement, land, work. Use totals "
                    "large "
                    ""
                    "enough that nobody can be recognised."
                ),
            ),
            SectionTemplate(
                "mid_term.obstacles",
                {"en": "What stands in the way", "fr": "Obstacles", "ar": "العقبات"},
                _(
                    "Money, law, access, co-ordination, fear: say which, and who could remove it. Describe "
                    "obstacles so that "
                    ""
                    "the State can act on them rather than only deny them."
                ),
            ),
            RECOMMENDATIONS,
            SOURCES,
        ),
    ),
    SubmissionTemplate(
        SubmissionKind.UPR_SINGLE,
        {"en": "UPR submission", "fr": "Communication pour l’EPU", "ar": "مساهمة في الاستعراض الدوري الشامل"},
        _(
            "Your text is summarised by others together with many more. Short numbered paragraphs, one point each, "
            "survive "
            "a summary. Other parts of your organisation may write as well: agree on who says what."
        ),
        (
            SectionTemplate(
                "upr.introduction",
                {"en": "Introduction", "fr": "Introduction", "ar": "مقدمة"},
                _(
                    "Who you are in two sentences and what this text speaks of. Say whether the submission may be "
                    "published "
                    ""
                    "under your name: a published one is read in the country too."
                ),
            ),
            METHOD,
            *_ISSUES,
            RECOMMENDATIONS,
            SOURCES,
        ),
    ),
    SubmissionTemplate(
        SubmissionKind.UPR_JOINT,
        {
            "en": "Joint UPR submission",
            "fr": "Communication conjointe pour l’EPU",
            "ar": "مساهمة مشتركة في الاستعراض الدوري الشامل",
        },
        _(
            "A joint submission carries the weight and the risk of all who sign. Every organisation must be able to "
            "say no "
            "without giving a reason, and to leave its name out until the last day."
        ),
        (
            SectionTemplate(
                "upr.joint_introduction",
                {"en": "Who submits", "fr": "Organisations participantes", "ar": "الجهات المقدِّمة"},
                _(
                    "List only those who agreed to this very text. Agree beforehand who answers questions from the "
                    "State. "
                    ""
                    "If naming a local organisation could expose it, speak of “members of the cluster”."
                ),
            ),
            METHOD,
            *_ISSUES,
            RECOMMENDATIONS,
            SOURCES,
        ),
    ),
)
