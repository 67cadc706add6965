"""Settings of the HRE Portal, read from the environment only.

Without any variable set this is the embedded development default: SQLite and a folder as broker
below `var/`. `HRE_ENV=production` demands what production needs and switches demonstration off.
Every variable is named and explained in `deploy/env.example`.
"""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from hre_portal import env

BASE_DIR = Path(__file__).resolve().parent.parent
HRE_ENV = env.text("HRE_ENV", "development")
if HRE_ENV not in {"development", "production"}:
    raise ImproperlyConfigured(f"HRE_ENV must be development or production, not {HRE_ENV!r}.")
PRODUCTION = HRE_ENV == "production"
HRE_DATA_DIR = Path(env.text("HRE_DATA_DIR", str(BASE_DIR / "var"))).resolve()

# Demonstration: invented people with a shared password and no second factor. Never beside real work.
HRE_DEMO = env.flag("HRE_DEMO", default=False)
if HRE_DEMO and PRODUCTION:
    raise ImproperlyConfigured(
        "HRE_DEMO=1 cannot be combined with HRE_ENV=production: demonstration logins share one password."
    )

SECRET_KEY = env.secret("HRE_SECRET_KEY", required=PRODUCTION, data_dir=HRE_DATA_DIR, generate=get_random_secret_key)
DEBUG = env.flag("HRE_DEBUG", default=False) and not PRODUCTION
ALLOWED_HOSTS = env.words("HRE_ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
# The address people type; links in mails start with it.
HRE_BASE_URL = env.text("HRE_BASE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.words("HRE_TRUSTED_ORIGINS", [HRE_BASE_URL] if PRODUCTION else [])

# --- What the portal is made of ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "hre_portal.apps.PortalConfig",
    "engagements",
    "recommendations",
    "stakeholders",
    "knowledge",
    "calendar_app",
    "mechanisms",
    "clusters",
    "core",
    "hre_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.NoNulMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "clusters.middleware.PersonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clusters.middleware.SecondFactorMiddleware",
    "clusters.middleware.AgencyLoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.PrivateResponseMiddleware",
]

ROOT_URLCONF = "hre_portal.urls"
WSGI_APPLICATION = "hre_portal.wsgi.application"
ASGI_APPLICATION = "hre_portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hre_portal.context.page",
            ],
            "builtins": ["core.templatetags.components"],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------

DATABASE_URL = env.text("DATABASE_URL")
if PRODUCTION and not DATABASE_URL:
    raise ImproperlyConfigured("DATABASE_URL is not set. Production needs PostgreSQL: see deploy/env.example.")
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HRE_DATA_DIR / "portal.sqlite3",
            "OPTIONS": {
                # Several writers (web, worker, beat) without "database is locked".
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "timeout": 20,
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
REDIS_CONNECT_SECONDS, REDIS_ANSWER_SECONDS = 2, 5
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # A machine that does not even refuse must not hold a request for minutes.
            "OPTIONS": {"socket_connect_timeout": REDIS_CONNECT_SECONDS, "socket_timeout": REDIS_ANSWER_SECONDS},
        }
    }
else:
    # A folder, not process memory: rate limits must hold across all web processes.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": HRE_DATA_DIR / "cache",
            # Django keeps 300 and then throws a third away at random, counted tries among them: whoever tries three
            # hundred addresses would wipe out her own count.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }

# Private files (rendered submissions) never live below a public address; views hand them out.
HRE_PRIVATE_DIR = Path(env.text("HRE_PRIVATE_DIR", str(HRE_DATA_DIR / "private")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HRE_PRIVATE_DIR}},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("HRE_STATIC_ROOT", str(HRE_DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 31_536_000 if PRODUCTION else 60

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "clusters.User"
AUTHENTICATION_BACKENDS = ["clusters.backends.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "clusters.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "clusters.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Mail scanners open links: nothing is confirmed on GET.
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
# A mail to an address that has no account would let anybody write to anybody through us.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Passwords, second factors and addresses that change are told to their owner.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
# Behind one address a whole office may sit: tight per account and address, wide per address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
# Reverse proxies whose X-Forwarded-For is believed when addresses are counted.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION and env.flag("HRE_BEHIND_PROXY", default=True) else 0
ACCOUNT_FORMS = {
    "login": "clusters.account_forms.LoginForm",
    "reset_password": "clusters.account_forms.ResetPasswordForm",
    "reset_password_from_key": "clusters.account_forms.ResetPasswordKeyForm",
    "change_password": "clusters.account_forms.ChangePasswordForm",
    "set_password": "clusters.account_forms.SetPasswordForm",
    "reauthenticate": "clusters.account_forms.ReauthenticateForm",
    "add_email": "clusters.account_forms.AddEmailForm",
}
MFA_ADAPTER = "clusters.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "clusters.account_forms.AuthenticateForm",
    "reauthenticate": "clusters.account_forms.ReauthenticateCodeForm",
    "activate_totp": "clusters.account_forms.ActivateTOTPForm",
    "add_webauthn": "clusters.account_forms.AddWebAuthnForm",
    "edit_webauthn": "clusters.account_forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "HRE Portal"
# Seal the secrets of second factors in the database: the first key seals, all of them open. Without any a key derived
# from the secret key does both.
HRE_SECOND_FACTOR_KEYS = env.fernet_keys("HRE_SECOND_FACTOR_KEYS")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
HRE_OIDC_NAME = env.text("HRE_OIDC_NAME")
SOCIALACCOUNT_PROVIDERS = {}
if HRE_OIDC_NAME:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "agency",
                "name": HRE_OIDC_NAME,
                "client_id": env.text("HRE_OIDC_CLIENT_ID"),
                "secret": env.text("HRE_OIDC_CLIENT_SECRET"),
                "settings": {
                    "server_url": env.text("HRE_OIDC_SERVER_URL"),
                    # For agencies whose provider sends no `email_verified`: domains that only it can hand out.
                    "verified_email": env.words("HRE_OIDC_VERIFIED_DOMAINS"),
                },
            }
        ],
    }
# The first login through the agency ties it to the account: a later change of address there changes nothing here.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
HRE_INVITATION_DAYS = env.number("HRE_INVITATION_DAYS", 14)
HRE_BREAK_GLASS_MINUTES = 30

# --- Language, time, numbers --------------------------------------------------------------------------------

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

# --- Field settings ---------------------------------------------------------------------------------------

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

# --- Mail -------------------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("HRE_EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("HRE_EMAIL_PORT", 587 if PRODUCTION else 8025)
EMAIL_HOST_USER = env.text("HRE_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("HRE_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("HRE_EMAIL_TLS", default=PRODUCTION)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("HRE_FROM_EMAIL", "HRE Portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Some servers refuse the hundred-and-first message on one connection.
HRE_MAIL_PER_CONNECTION = env.number("HRE_MAIL_PER_CONNECTION", 50)
# A worker that holds a mail for longer than this is taken for dead (seconds; far above EMAIL_TIMEOUT).
HRE_DELIVERY_LEASE = env.number("HRE_DELIVERY_LEASE", 900)
# Folder in which the development mail catcher keeps what it received; readable at /dev/mail/.
HRE_MAIL_CATCHER_DIR = None if PRODUCTION else HRE_DATA_DIR / "mail"

# --- Worker -----------------------------------------------------------------------------------------------

CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_BACKEND = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A host on which no worker runs on purpose: cron calls `manage.py run_periodic`, nothing is handed to a broker.
HRE_CRON_ONLY = env.flag("HRE_CRON_ONLY")
CELERY_BEAT_SCHEDULE_FILENAME = str(HRE_DATA_DIR / "beat-schedule")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Far above the longest task, so Redis never hands a running task out twice.
        "visibility_timeout": 3600,
        "socket_connect_timeout": REDIS_CONNECT_SECONDS,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
else:
    _broker = HRE_DATA_DIR / "broker"
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.1,
    }
    CELERY_WORKER_POOL = "solo"
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
# One table for beat and for `manage.py run_periodic`, which does the same on hosts with cron only.
CELERY_BEAT_SCHEDULE = {
    "plan-reminders": {"task": "calendar_app.tasks.task_plan_reminders", "schedule": crontab(minute="*/15")},
    "plan-step-reminders": {"task": "engagements.tasks.task_plan_step_reminders", "schedule": crontab(minute="*/15")},
    "cases-without-handler": {
        "task": "engagements.tasks.task_cases_without_handler",
        "schedule": crontab(hour=4, minute=40),
    },
    "sweep-renderings": {"task": "engagements.tasks.task_sweep_renderings", "schedule": crontab(minute="*/5")},
    "sweep-deliveries": {"task": "core.tasks.task_sweep_deliveries", "schedule": 60.0},
    "plan-years": {"task": "calendar_app.tasks.task_remind_of_years", "schedule": crontab(hour=4, minute=40)},
    "remove-expired-files": {"task": "core.tasks.task_remove_expired_files", "schedule": crontab(hour=3, minute=20)},
    "clear-sessions": {"task": "core.tasks.task_clear_sessions", "schedule": crontab(hour=3, minute=40)},
    "recompute-stale": {"task": "calendar_app.tasks.task_recompute_stale", "schedule": crontab(hour=2, minute=10)},
}

# --- API --------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "clusters.api_auth.PersonalTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "core.api.PagePagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
    "EXCEPTION_HANDLER": "core.api.exception_handler",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "HRE Portal API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    # Fields of one name with different choices: what each set is called in the document.
    "ENUM_NAME_OVERRIDES": {
        "PrecisionEnum": "calendar_app.enums.Precision",
        "CertaintyEnum": "calendar_app.enums.Certainty",
        "EntryKindEnum": "calendar_app.enums.EntryKind",
        "EntryStateEnum": "calendar_app.enums.EntryState",
        "SessionStateEnum": "calendar_app.enums.SessionState",
        "MechanismStateEnum": "mechanisms.enums.MechanismState",
        "DoorKindEnum": "mechanisms.enums.DoorKind",
        "DoorStateEnum": "mechanisms.enums.DoorState",
        "AcceptanceEnum": "mechanisms.enums.Acceptance",
        "ConfidenceEnum": "core.enums.Confidence",
        "IssueStateEnum": "engagements.enums.IssueState",
        "LetterStatusEnum": "engagements.enums.LetterStatus",
        "LinkKindEnum": "engagements.enums.LinkKind",
        "ActionChannelEnum": "engagements.enums.ActionChannel",
        "ActionStateEnum": "engagements.enums.ActionState",
        "MessageStateEnum": "engagements.enums.MessageState",
        "MessageAudienceEnum": "engagements.enums.Audience",
        "EntryAudienceEnum": "calendar_app.enums.Audience",
        "InteractionKindEnum": "engagements.enums.InteractionKind",
        "InteractionStateEnum": "engagements.enums.InteractionState",
        "SideEnum": "engagements.enums.Side",
        "SeriesUnitEnum": "engagements.enums.SeriesUnit",
        "PressStateEnum": "engagements.enums.PressState",
        "AimPurposeEnum": "engagements.enums.AimPurpose",
        "OpennessEnum": "engagements.enums.Openness",
        "RouteEnum": "engagements.enums.Route",
        "LineStateEnum": "engagements.enums.LineState",
        "StepStateEnum": "engagements.enums.StepState",
        "StepOwnerEnum": "engagements.enums.StepOwner",
        "ChannelEnum": "engagements.enums.Channel",
        "SubmissionChannelEnum": "engagements.enums.SubmissionChannel",
        "SubmissionKindEnum": "engagements.enums.SubmissionKind",
        "BlindWayEnum": "engagements.enums.blind.AskedBy",
        "EvidenceKindEnum": "engagements.enums.EvidenceKind",
        "FileKindEnum": "engagements.enums.FileKind",
        "SignRoleEnum": "engagements.enums.SignRole",
        "ParagraphStateEnum": "engagements.enums.ParagraphState",
        "ProofKindEnum": "engagements.enums.ProofKind",
        "PersonalDataEnum": "engagements.enums.PersonalData",
        "SubmissionStatusEnum": "engagements.enums.Status",
        "OutcomeKindEnum": "calendar_app.enums.OutcomeKind",
        "DocumentKindEnum": "mechanisms.enums.DocumentKind",
        "ReviewDocumentKindEnum": "calendar_app.enums.ReviewDocumentKind",
        "SessionPrecisionEnum": "calendar_app.serializers.sessions.MOVABLE_CHOICES",
        "ImportStateEnum": "calendar_app.enums.ImportState",
        "FamilyEnum": "mechanisms.enums.Family",
        "ActorFamilyEnum": "stakeholders.enums.ActorFamily",
        "StakeholderKindEnum": "stakeholders.enums.StakeholderKind",
        "ExchangeKindEnum": "knowledge.enums.ExchangeKind",
        "ExchangeStateEnum": "knowledge.enums.ExchangeState",
        "ResourceKindEnum": "knowledge.enums.ResourceKind",
        "SupportKindEnum": "knowledge.enums.SupportKind",
        "SupportAudienceEnum": "knowledge.enums.Audience",
        "ResultStageEnum": "engagements.enums.Stage",
        "VisitStageEnum": "calendar_app.enums.VisitStage",
        "ContributionWayEnum": "engagements.enums.AskedBy",
        "DocumentLanguageEnum": "engagements.serializers.advocacy.LANGUAGE_CHOICES",
        "InterfaceLanguageEnum": LANGUAGES,
    },
}

# --- Safety -----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
if HRE_OIDC_NAME:
    # Logging in through the agency is a form that is redirected there.
    _agency = urlsplit(env.text("HRE_OIDC_SERVER_URL"))
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(f"{_agency.scheme}://{_agency.netloc}")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "hre_portal.views.csrf_failure"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("HRE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env.number("HRE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env.flag("HRE_BEHIND_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Logs: ids, never text -------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.logs.formatter", "as_json": PRODUCTION}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("HRE_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
