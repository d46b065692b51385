"""Settings, all of them; what varies comes from the environment (documented in docs/guide)."""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from etrier.config.courriel import lire_courriel


def env_bool(name: str, default: bool) -> bool:
    """Read a yes/no variable: 1, true, yes, oui are true."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "oui"}


ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("ETRIER_VAR", ROOT / "var"))
DEBUG = env_bool("ETRIER_DEBUG", False)
ALLOWED_HOSTS = os.environ.get("ETRIER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# Without a key of its own an instance only serves this machine.
SECRET_KEY = os.environ.get("ETRIER_SECRET_KEY", "")
if not SECRET_KEY:
    if "ETRIER_HOSTS" in os.environ:
        raise ImproperlyConfigured(
            "ETRIER_HOSTS ouvre le site à d'autres machines : donnez aussi à ETRIER_SECRET_KEY une "
            "longue valeur tirée au hasard, gardée secrète."
        )
    SECRET_KEY = "demonstration-only-" + "0" * 40
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("ETRIER_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "etrier.socle",
    "etrier.structures",
    "etrier.parcours",
    "etrier.missions",
    "etrier.banque",
    "etrier.heures",
    "etrier.paie",
    "etrier.facturation",
    "etrier.aides",
    "etrier.clauses",
    "etrier.comptabilite",
    "etrier.pilotage",
    "etrier.www",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "etrier.www.securite.PolitiqueContenu",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "etrier.www.urls"
WSGI_APPLICATION = "etrier.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "etrier.www.contexte.navigation",
            ],
        },
    },
]

# SQLite unless DATABASE_URL says otherwise. IMMEDIATE: a writer queues at once instead of failing
# when a read turns into a write; WAL: readers never wait for it.
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'etrier.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # 64 MB of pages: a whole month is written without spilling.
            "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "structures.Utilisateur"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("courriel", "nom")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "connexion"
LOGIN_REDIRECT_URL = "accueil"
LOGOUT_REDIRECT_URL = "accueil"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
# Files are served from the package itself (WHITENOISE_USE_FINDERS): nothing to collect.
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env_bool("ETRIER_HTTPS", False)
SECURE_SSL_REDIRECT = env_bool("ETRIER_HTTPS", False)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a month grid of 300 people

# Folders of newly published legal values, laid over those of the release.
ETRIER_PARAMETRES = [
    Path(p) for p in os.environ.get("ETRIER_PARAMETRES", "").split(os.pathsep) if p
]

# Keys of what is sealed at rest, the newest first; without them a file of ETRIER_VAR holds one.
ETRIER_CLES_SECRETS = [c for c in os.environ.get("ETRIER_CLES_SECRETS", "").split(",") if c]

# The sign-in page then shows the fictitious accounts; set by `etrier demo` alone.
ETRIER_DEMONSTRATION = env_bool("ETRIER_DEMONSTRATION", False)

# Where the source of this instance is to be had (AGPL, section 13): the link of the footer.
ETRIER_SOURCE = os.environ.get("ETRIER_SOURCE", "")

# E-mail to clients; without an address nothing leaves, and screens give the link to hand over.
_COURRIEL = lire_courriel(os.environ.get("ETRIER_COURRIEL", ""))
ETRIER_COURRIEL = bool(_COURRIEL)
DEFAULT_FROM_EMAIL = os.environ.get("ETRIER_COURRIEL_DE", "etrier@localhost")
globals().update(_COURRIEL)
