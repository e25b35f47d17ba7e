"""Django's settings. What can be set from outside is read through `paizhu.environment` only."""

from paizhu import environment, mail_server, places
from paizhu.door.attachments.kinds import KINDS
from paizhu.door.secrecy import Secrecy
from paizhu.fingerprint import fingerprint

HOME = places.home()

DEBUG = environment.boolean("PAIZHU_DEBUG", default=False)
# Empty before the first start: `paizhu up` writes a key. Importing the settings never writes.
SECRET_KEY = environment.secret("PAIZHU_SECRET_KEY_FILE", places.secret_key())
ALLOWED_HOSTS = environment.hosts("PAIZHU_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
# Readers come by https, through a proxy that says so; without it the product serves this machine by http.
HTTPS = environment.boolean("PAIZHU_HTTPS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "paizhu.journal",
    "paizhu.registry",
    "paizhu.accounts",
    "paizhu.door",
    "paizhu.door.attachments",
    "paizhu.door.coming",
    "paizhu.door.kin",
    "paizhu.door.notices",
    "paizhu.door.mail",
    "paizhu.door.overdue",
    "paizhu.door.personal",
    "paizhu.door.remarks",
    "paizhu.door.retention",
    "paizhu.door.sealing",
    "paizhu.door.work",
    "paizhu.tasks",
    "paizhu.liaison.letters",
    "paizhu.liaison.support",
    "paizhu.liaison.consultations",
    "paizhu.liaison.attendance",
    "paizhu.liaison.exchanges",
    "paizhu.liaison.problems",
    "paizhu.liaison.visits",
    "paizhu.liaison.notifications",
    "paizhu.liaison.lead_reviews",
    "paizhu.liaison.joint_supervision",
    "paizhu.liaison.joint_activities",
    "paizhu.liaison.business_invitations",
    "paizhu.rectification",
    "paizhu.levels",
    "paizhu.reports",
    "paizhu.tokens",
    "paizhu.api",
    "paizhu.web",
]

MIDDLEWARE = [
    "paizhu.web.headers.security_headers",
    "paizhu.api.edge.edge",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "paizhu.web.language.chosen_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "paizhu.accounts.middleware.seated",
    "paizhu.web.limiting.limited",
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
                "paizhu.web.seat.keeps",
            ],
        },
    }
]

# The highest level that this installation may hold (密级); a matter above it is refused.
HIGHEST_SECRECY = environment.choice("PAIZHU_HIGHEST_SECRECY", "internal", [s.value for s in Secrecy])

# Not read here: the home's own key is made with the first attachment.
ATTACHMENT_KEY_FILE = environment.existing("PAIZHU_ATTACHMENT_KEY_FILE", places.attachment_key())
# The keys that wrap those of sealed matters, and the program that wraps and unwraps them, if any.
MATTER_KEY_FILE = environment.existing("PAIZHU_MATTER_KEY_FILE", places.matter_keys())
KEY_COMMAND = environment.command("PAIZHU_KEY_COMMAND")
ATTACHMENT_MAX_BYTES = 2**20 * environment.whole("PAIZHU_ATTACHMENT_MAX_MB", 20, least=1, most=2000)
ATTACHMENT_TYPES = environment.words("PAIZHU_ATTACHMENT_TYPES", list(KINDS))
# () scans nothing.
VIRUS_SCANNER = environment.command("PAIZHU_VIRUS_SCANNER")

# None sends no mail, and puts none into the outbox.
SMTP = mail_server.server("PAIZHU_SMTP_URL", "PAIZHU_SMTP_PASSWORD_FILE")
MAIL_FROM = mail_server.address("PAIZHU_MAIL_FROM", needed=SMTP is not None)
BASE_URL = mail_server.base_url("PAIZHU_BASE_URL", needed=SMTP is not None)
DIGEST_HOUR = environment.whole("PAIZHU_DIGEST_HOUR", 8, least=0, most=23)

# A head is signed by the worker once it is so old, or so many entries were added to the log.
SIGN_AFTER_HOURS = environment.whole("PAIZHU_SIGN_AFTER_HOURS", 24, least=1, most=24 * 366)
SIGN_AFTER_ENTRIES = environment.whole("PAIZHU_SIGN_AFTER_ENTRIES", 1_000, least=1, most=100_000_000)

DATABASES = {"default": environment.database("DATABASE_URL", places.database())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["paizhu.accounts.reading.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "paizhu.accounts.passwords.Length", "OPTIONS": {"min_length": 12}},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# Names made by administrators, a password and a second factor; no registration, no e-mail, nothing from elsewhere.
ACCOUNT_ADAPTER = "paizhu.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_METHODS = ["password"]
# Attempts from an address, and failed ones from an address and on a name.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole("PAIZHU_PROXIES", int(HTTPS), least=0, most=9)
MFA_ADAPTER = "paizhu.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# A clock that is half a minute wrong.
MFA_TOTP_TOLERANCE = 1

# Limits hold over all processes of the product, and codes are used once: that needs memory which they share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_IDLE_S = 60 * environment.whole("PAIZHU_SESSION_IDLE_MINUTES", 30, least=1, most=24 * 60)
SESSION_COOKIE_AGE = 3600 * environment.whole("PAIZHU_SESSION_HOURS", 12, least=1, most=24)
SESSION_ENGINE = "paizhu.accounts.reading"
SESSION_COOKIE_NAME = "paizhu_session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "paizhu_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
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
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "paizhu.web.errors.csrf_failure"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
# A supervisor of processes asks on the machine itself.
SECURE_REDIRECT_EXEMPT = [r"^(healthz?|readyz)/?$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
# What else the organ serves below its name is not the product's to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "paizhu.web.uploading.UnnamedFileUploadHandler",
]
# A question of 100,000 characters is refused with a sentence by its own form, not by the server's limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A folder of regulations is chosen file by file.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

# Of one token, in all processes; and the longest body that the API reads, in bytes.
API_REQUESTS_A_MINUTE = environment.whole("PAIZHU_API_REQUESTS_A_MINUTE", 600, least=1, most=1_000_000)
# Of one address without a seat, on pages and in the API, in each process.
OPEN_REQUESTS_A_MINUTE = environment.whole("PAIZHU_OPEN_REQUESTS_A_MINUTE", 300, least=1, most=1_000_000)
API_LONGEST_BODY = 256 * 1024

LOG_FORM = environment.choice("PAIZHU_LOG", "line", ["line", "json"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "paizhu.logs.Line", "debug": DEBUG},
        "json": {"()": "paizhu.logs.JsonLine", "debug": DEBUG},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORM}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handler prints only with DEBUG; a fault of the product must reach the log without it.
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
