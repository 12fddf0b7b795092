"""Django's settings. What an operator may change comes from `environment.py`; the rest is the product."""

from pathlib import Path

from transom.foundation import sqlite  # noqa: F401, first: it decides which SQLite Django meets

from csp.constants import NONCE, NONE, SELF  # isort: skip
from transom.config import logs, static_files  # isort: skip
from transom.config.environment import read  # isort: skip

ENVIRONMENT = read()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FILE = ENVIRONMENT.key_file
DEBUG = False
BASE_URL = ENVIRONMENT.base_url
DATA = ENVIRONMENT.data
SMTP_URL = ENVIRONMENT.smtp_url
ALLOWED_HOSTS = ["*"]  # links come from BASE_URL and never from Host, so any name may reach the desk
if ENVIRONMENT.allowed_hosts:
    ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "transom",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "transom.web.watching.middleware.Watching",
    "django.middleware.security.SecurityMiddleware",
    "transom.config.serving.Files",
    "transom.config.serving.SmallPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "transom.web.reader.reader",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "transom.web.fragments.Redirects",
]

ROOT_URLCONF = "transom.config.urls"
WSGI_APPLICATION = "transom.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "transom.web.templating.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "transom.web.templating.one_token",
                "transom.web.reader.look",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # reads take no write lock; every verb opens its own transaction

AUTH_USER_MODEL = "transom.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "transom.web.sign_in.DeskAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an admin makes the accounts; the address is theirs to vouch for
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger who asks for a password hears nothing from us
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = ENVIRONMENT.time_zone  # the desk's: who chose none reads times in it
USE_I18N = True
USE_TZ = True

STATIC_URL = f"/static/{static_files.mark()}/"
STATIC_ROOT = None  # nothing is collected: each process makes its folder when it starts
STATICFILES_FINDERS = ["transom.config.serving.Made"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILES_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # a mail's own page is shown in a sandboxed frame of the ticket
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BASE_URL.startswith("https://") else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

LARGEST_MAIL = 50 * 1024 * 1024  # bytes; SMTP says so in its SIZE answer
METRICS_TOKEN = ENVIRONMENT.metrics_token
LOGGING = logs.settings(ENVIRONMENT.log, secrets=ENVIRONMENT.secrets())
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "files": {"BACKEND": "transom.tickets.files.DurableFileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

UNDO_SECONDS = ENVIRONMENT.undo_seconds  # how long an answer can be taken back before it is said
