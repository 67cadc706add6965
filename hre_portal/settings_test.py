"""Settings of the tests: quick hasher, mail in memory, tasks run at once, a data folder of its own."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("HRE_SECRET_KEY", "only-for-tests")
if "HRE_DATA_DIR" not in os.environ:
    os.environ["HRE_DATA_DIR"] = tempfile.mkdtemp(prefix="hre-test-")
    atexit.register(shutil.rmtree, os.environ["HRE_DATA_DIR"], ignore_errors=True)

from hre_portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
HRE_BASE_URL = "https://portal.example"
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
# The mail server of the tests logs while it is closed, to a stream that pytest has closed before.
LOGGING["loggers"]["mail.log"] = {"level": "CRITICAL", "propagate": False}  # noqa: F405
