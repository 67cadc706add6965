"""Where the portal runs, what it is made of."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from hre_portal import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
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
