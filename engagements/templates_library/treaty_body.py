"""Treaty bodies: information for a list of issues or for a review."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, SOURCES

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.TREATY_BODY,
        {"en": "Information for the Committee", "fr": "Informations pour le Comité", "ar": "معلومات مقدمة إلى اللجنة"},
        _(
            "The experts read article by article and ask questions the next morning. Make it easy: say the article, "
            "the "
            "problem, the question you would like them to ask, the recommendation you would like to read."
        ),
        (
            SectionTemplate(
                "tb.summary",
                {"en": "Summary of concerns", "fr": "Résumé des préoccupations", "ar": "موجز الشواغل"},
                _(
                    "Your three main concerns, one sentence each, with the article. An expert who has a hundred "
                    "reports to "
                    ""
                    "read decides here whether to read on."
                ),
            ),
            METHOD,
            SectionTemplate(
                "tb.follow_up",
                {
                    "en": "Follow-up to earlier concluding observations",
                    "fr": "Suite donnée aux observations finales précédentes",
                    "ar": "متابعة الملاحظات الختامية السابقة",
                },
                _(
                    "Quote the paragraph of the concluding observations, then what was done. If nothing is known, "
                    "say so; "
                    ""
                    "do not guess."
                ),
            ),
            SectionTemplate(
                "tb.articles",
                {
                    "en": "Concerns by article",
                    "fr": "Préoccupations par article",
                    "ar": "الشواغل حسب المواد",
                },
                _(
                    "A heading per article (begin the line with ##). Law first, practice second, effect third. Show "
                    "who is "
                    ""
                    "hit hardest. Patterns, not persons; no details that lead to a family or a village."
                ),
            ),
            SectionTemplate(
                "tb.questions",
                {
                    "en": "Questions for the dialogue",
                    "fr": "Questions pour le dialogue",
                    "ar": "أسئلة للحوار",
                },
                _(
                    "Questions that cannot be answered with yes or no, and whose answer you can check. Five good "
                    "ones are "
                    ""
                    "plenty."
                ),
            ),
            SectionTemplate(
                "tb.recommendations",
                {
                    "en": "Suggested recommendations",
                    "fr": "Recommandations proposées",
                    "ar": "توصيات مقترحة",
                },
                _(
                    "Word them as the Committee would: addressed to the State party, precise, doable before the "
                    "next report. "
                    ""
                    "Mark the one or two that could be reported on early."
                ),
            ),
            SOURCES,
        ),
    ),
)
