"""Languages, and what the field may set: days, limits, sizes."""

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hre_portal import env
from hre_portal.settings.base import BASE_DIR

LANGUAGE_CODE = "en"
# Only languages whose catalogue is complete are offered.
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["hre_portal.formats"]

# Length of a UPR cycle in months (48, 54 or 60): estimates of the next review rest on it.
HRE_UPR_CYCLE_MONTHS = env.number("HRE_UPR_CYCLE_MONTHS", 54)
if HRE_UPR_CYCLE_MONTHS not in {48, 54, 60}:
    raise ImproperlyConfigured("HRE_UPR_CYCLE_MONTHS must be 48, 54 or 60.")
# How many words a speaker reads in a minute, interpreters following. An estimate of the portal, shown as one.
HRE_WORDS_A_MINUTE = env.number("HRE_WORDS_A_MINUTE", 110)
if HRE_WORDS_A_MINUTE < 1:
    raise ImproperlyConfigured("HRE_WORDS_A_MINUTE must be a positive number.")
# After how many days somebody should look again: at a date (unless the rule of its kind says otherwise), at the whole
# calendar of a country. No source gives a figure; both are working rules of the Task Team.
HRE_STALE_DAYS = env.number("HRE_STALE_DAYS", 90)
HRE_CALENDAR_STALE_DAYS = env.number("HRE_CALENDAR_STALE_DAYS", 90)
# Days before; the second list for kinds of dates on which the field must act quickly. Kinds and people may have others.
HRE_REMINDER_LEADS = [int(days) for days in env.words("HRE_REMINDER_LEADS", ["60", "30", "14", "7", "1"])]
HRE_URGENT_REMINDER_LEADS = [int(days) for days in env.words("HRE_URGENT_REMINDER_LEADS", ["14", "7", "3", "1"])]

# From this day on clusters plan themes and mandates of the next year; the source says yearly and names no day.
HRE_YEAR_PLANNING_FROM = env.month_and_day("HRE_YEAR_PLANNING_FROM", "11-01")

# Clearing of texts: days to answer a request for sign-off that names no day; most words that a change after sign-off
# may touch to be declared as spelling only, and days to object to such a declaration. The portal's own choices.
HRE_SIGN_OFF_DAYS = env.number("HRE_SIGN_OFF_DAYS", 7)
HRE_SPELLING_MOST_WORDS = env.number("HRE_SPELLING_MOST_WORDS", 10)
HRE_SPELLING_OBJECTION_DAYS = env.number("HRE_SPELLING_OBJECTION_DAYS", 2)

# Lists of dates from files: the largest file in megabytes, the most lines in one.
HRE_IMPORT_MAX_MB = env.number("HRE_IMPORT_MAX_MB", 5)
HRE_IMPORT_MAX_ROWS = env.number("HRE_IMPORT_MAX_ROWS", 5000)
# Files of recommendations: the largest in megabytes, the most recommendations of the chosen countries in one.
HRE_RECOMMENDATIONS_MAX_MB = env.number("HRE_RECOMMENDATIONS_MAX_MB", 40)
HRE_RECOMMENDATIONS_MAX_ROWS = env.number("HRE_RECOMMENDATIONS_MAX_ROWS", 20000)
