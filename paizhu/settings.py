"""Django's settings. What can be set from outside is read through `paizhu.environment` only."""

from paizhu import environment, places
from paizhu.door.secrecy import Secrecy
from paizhu.fingerprint import fingerprint

HOME = places.home()

DEBUG = environment.boolean("PAIZHU_DEBUG", default=False)
# Empty before the first start: `paizhu up` writes a key. Importing the settings never writes.
SECRET_KEY = environment.secret("PAIZHU_SECRET_KEY_FILE", places.secret_key())
ALLOWED_HOSTS = environment.hosts("PAIZHU_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_htmx",
    "paizhu.journal",
    "paizhu.registry",
    "paizhu.accounts",
    "paizhu.door",
    "paizhu.tasks",
    "paizhu.web",
]

MIDDLEWARE = [
    "paizhu.web.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "paizhu.web.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "paizhu.web.urls"
WSGI_APPLICATION = "paizhu.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

# The highest level that this installation may hold (密级); a matter above it is refused.
HIGHEST_SECRECY = environment.choice("PAIZHU_HIGHEST_SECRECY", "internal", [s.value for s in Secrecy])

DATABASES = {"default": environment.database("DATABASE_URL", places.database())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "paizhu_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [places.locale()]
TIME_ZONE = environment.time_zone("PAIZHU_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

# Another address for each state of the files: a browser keeps them for good, and never mixes two states.
STATIC_URL = f"static/{fingerprint(places.static())}/"
# The files are served from where they lie, so nothing has to be collected or written.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Patterns of addresses: all, and none while somebody edits the files under the running server.
WHITENOISE_IMMUTABLE_FILE_TEST = "(?!)" if DEBUG else "^/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False

CSRF_COOKIE_NAME = "paizhu_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "paizhu.web.errors.csrf_failure"

# A question of 100,000 characters is refused with a sentence by its own form, not by the server's limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A folder of regulations is chosen file by file.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handler prints only with DEBUG; a fault of the product must reach the log without it.
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
