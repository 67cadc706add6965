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
            "es": "Seguimiento del último examen",
            "pt": "Seguimento da última revisão",
            "ar": "متابعة الاستعراض السابق",
            "ru": "Что сделано после предыдущего обзора",
            "zh": "上次审议的后续情况",
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
            "es": "Desplazamiento, retorno y soluciones",
            "pt": "Deslocação, regresso e soluções",
            "ar": "النزوح والعودة والحلول",
            "ru": "Перемещение, возвращение и долговременные решения",
            "zh": "流离失所、返回与解决办法",
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
            "es": "Vida, libertad e integridad física",
            "pt": "Vida, liberdade e integridade física",
            "ar": "الحياة والحرية والسلامة الجسدية",
            "ru": "Жизнь, свобода и физическая безопасность",
            "zh": "生命、自由与人身安全",
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
            "es": "Documentación, vivienda y servicios",
            "pt": "Documentação, habitação e serviços",
            "ar": "الوثائق والسكن والخدمات",
            "ru": "Документы, жильё и услуги",
            "zh": "证件、住房与服务",
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
            "es": "Contribución de mitad de período al EPU",
            "pt": "Contribuição intercalar para a RPU",
            "ar": "مساهمة منتصف المدة في الاستعراض الدوري الشامل",
            "ru": "Среднесрочные материалы для УПО",
            "zh": "普遍定期审议中期材料",
        },
        _(
            "At mid-term nobody asks you to repeat the review. Say what was done with the recommendations you follow, "
            "what "
            "stands in the way, and what can still be done before the next review."
        ),
        (
            SectionTemplate(
                "mid_term.summary",
                {
                    "en": "Summary",
                    "fr": "Résumé",
                    "es": "Resumen",
                    "pt": "Resumo",
                    "ar": "موجز",
                    "ru": "Резюме",
                    "zh": "摘要",
                },
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
                {
                    "en": "Progress since the review",
                    "fr": "Progrès depuis l’examen",
                    "es": "Avances desde el examen",
                    "pt": "Progressos desde a revisão",
                    "ar": "التقدم منذ الاستعراض",
                    "ru": "Что изменилось после обзора",
                    "zh": "审议以来的进展",
                },
                _(
                    "Begin with what improved; it makes the rest believed. For each recommendation: its number, the "
                    "step "
                    ""
                    "taken, by whom, when, and what it changed for people. Give credit where it is due."
                ),
            ),
            SectionTemplate(
                "mid_term.return_and_safety",
                {
                    "en": "Return and safety",
                    "fr": "Retour et sécurité",
                    "es": "Retorno y seguridad",
                    "pt": "Regresso e segurança",
                    "ar": "العودة والأمان",
                    "ru": "Возвращение и безопасность",
                    "zh": "返回与安全",
                },
                _(
                    "One concern, one group, one request per paragraph. Name the recommendation you report on. No "
                    "names, "
                    ""
                    "no exact places with few people."
                ),
            ),
            SectionTemplate(
                "mid_term.documentation",
                {
                    "en": "Documentation",
                    "fr": "Documents d’état civil",
                    "es": "Documentación",
                    "pt": "Documentação",
                    "ar": "الوثائق المدنية",
                    "ru": "Документы",
                    "zh": "证件",
                },
                _(
                    "Say who still has no papers and what follows from it: school, movement, land, work. Use totals "
                    "large "
                    ""
                    "enough that nobody can be recognised."
                ),
            ),
            SectionTemplate(
                "mid_term.obstacles",
                {
                    "en": "What stands in the way",
                    "fr": "Obstacles",
                    "es": "Obstáculos",
                    "pt": "Obstáculos",
                    "ar": "العقبات",
                    "ru": "Препятствия",
                    "zh": "障碍",
                },
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
        {
            "en": "UPR submission",
            "fr": "Communication pour l’EPU",
            "es": "Comunicación para el EPU",
            "pt": "Contribuição para a RPU",
            "ar": "مساهمة في الاستعراض الدوري الشامل",
            "ru": "Материалы для УПО",
            "zh": "普遍定期审议提交材料",
        },
        _(
            "Your text is summarised by others together with many more. Short numbered paragraphs, one point each, "
            "survive "
            "a summary. Other parts of your organisation may write as well: agree on who says what."
        ),
        (
            SectionTemplate(
                "upr.introduction",
                {
                    "en": "Introduction",
                    "fr": "Introduction",
                    "es": "Introducción",
                    "pt": "Introdução",
                    "ar": "مقدمة",
                    "ru": "Введение",
                    "zh": "导言",
                },
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
            "es": "Comunicación conjunta para el EPU",
            "pt": "Contribuição conjunta para a RPU",
            "ar": "مساهمة مشتركة في الاستعراض الدوري الشامل",
            "ru": "Совместные материалы для УПО",
            "zh": "普遍定期审议联合提交材料",
        },
        _(
            "A joint submission carries the weight and the risk of all who sign. Every organisation must be able to "
            "say no "
            "without giving a reason, and to leave its name out until the last day."
        ),
        (
            SectionTemplate(
                "upr.joint_introduction",
                {
                    "en": "Who submits",
                    "fr": "Organisations participantes",
                    "es": "Organizaciones participantes",
                    "pt": "Organizações participantes",
                    "ar": "الجهات المقدِّمة",
                    "ru": "Кто представляет материалы",
                    "zh": "提交方",
                },
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
