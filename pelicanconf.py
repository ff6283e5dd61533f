"""The site while it is being written. Everything about the area itself is in content/."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
SITENAME = "Open Local Offer"
SITEURL = ""
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"

# Dotted strings: with PLUGIN_PATHS a module would be loaded under two names.
PLUGINS = [
    "plugins.site",
    "plugins.plan_progress",
    "plugins.briefings",
    "plugins.checks",
    "plugins.incremental",
]
STATE = Path(os.environ.get("OPEN_LOCAL_OFFER_STATE", ROOT / ".build"))
SITE = {"state": STATE}
BRIEFINGS = {"feed_items": 50}
INCREMENTAL = {"state": STATE}

JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

# Pelican reads and orders; our generators write. What nobody asked for is off.
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["news", "briefings"]
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # two pages of one title are not translations
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = False
WITH_FUTURE_DATES = True  # our reader keeps the future back, by its own clock
ARTICLE_SAVE_AS = PAGE_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
DRAFT_LANG_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ARTICLE_LANG_SAVE_AS = PAGE_LANG_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = None
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_DOMAIN = None
