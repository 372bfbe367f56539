"""What this program is made of: versions as installed, licences as docs/decisions/0001 lists them."""

import importlib.metadata
import platform
from dataclasses import dataclass
from typing import Final

from caseapp.services.exporting import APP, SCHEMA

LICENCE: Final = "Apache-2.0"
_PACKAGES: Final = (
    ("PySide6-Essentials", "LGPL-3.0"), ("shiboken6", "LGPL-3.0"), ("sqlcipher3", "zlib, BSD-3-Clause"),
    ("SQLAlchemy", "MIT"), ("alembic", "MIT"), ("Mako", "MIT"), ("MarkupSafe", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"), ("cryptography", "Apache-2.0 OR BSD-3-Clause"), ("cffi", "MIT-0"),
    ("pycparser", "BSD-3-Clause"), ("pyrage", "MIT"), ("keyring", "MIT"), ("reportlab", "BSD-3-Clause"),
    ("rl-accel", "BSD-3-Clause"), ("charset-normalizer", "MIT"), ("pikepdf", "MPL-2.0"), ("lxml", "BSD-3-Clause"),
    ("packaging", "Apache-2.0 OR BSD-2-Clause"), ("pypdfium2", "BSD-3-Clause OR Apache-2.0"),
    ("pypdf", "BSD-3-Clause"), ("pyphen", "LGPL-2.1+ OR MPL-1.1"), ("rfc8785", "Apache-2.0"),
    ("tzdata", "Apache-2.0"), ("Babel", "BSD-3-Clause"), ("pillow", "MIT-CMU"), ("segno", "BSD-3-Clause"),
    ("rapidfuzz", "MIT"), ("openpyxl", "MIT"), ("et-xmlfile", "MIT"), ("typing-extensions", "PSF-2.0"),
)
_RESOURCES: Final = (
    ("Source Sans 3, Source Serif 4", "SIL OFL 1.1"), ("DejaVu Sans Mono", "Bitstream Vera"), ("Lucide", "ISC"),
    ("Natural Earth", "public domain"),
)


@dataclass(frozen=True, slots=True)
class Component:
    """A part by somebody else; ``version`` is blank for what carries none."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """The program and its parts."""

    version: str
    records: int  # version of the record types
    python: str
    licence: str
    components: tuple[Component, ...]


def about() -> About:
    """What is installed here; a package that is not, is left out (some serve one system only)."""
    found = []
    for name, licence in _PACKAGES:
        try:
            found.append(Component(name, importlib.metadata.version(name), licence))
        except importlib.metadata.PackageNotFoundError:
            continue
    resources = [Component(name, "", licence) for name, licence in _RESOURCES]
    return About(APP, SCHEMA, platform.python_version(), LICENCE, (*found, *resources))
