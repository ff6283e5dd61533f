"""The site as the public gets it: what nobody has verified stops the build."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: E402, F403
from pelicanconf import SITE as WRITING  # noqa: E402

SITE = {**WRITING, "publish": True}
