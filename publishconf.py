"""The site as the public gets it: what nobody has verified stops the build."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *
from pelicanconf import SITE as WRITING

SITE = {**WRITING, "publish": True}
