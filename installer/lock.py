"""Renew the locked lists: for maintainers only, run by hand after a version in ``pyproject.toml`` changes.

Writes ``requirements.lock`` and ``requirements-dev.lock`` (universal, hashes, no addresses) with ``uv``, then asks pip
for each system we promise which wheel it would take, without installing it, and writes that down in ``wheels.json``.
A package that has no wheel for a promised system stops the renewal, so that nobody learns it on a colleague's laptop.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parent.parent
INSTALLER: Final = ROOT / "installer"
PYTHON: Final = "3.11"
_MANYLINUX: Final = (
    *(f"manylinux_2_{minor}_x86_64" for minor in range(35, 4, -1)),
    "manylinux2014_x86_64",
    "manylinux2010_x86_64",
    "manylinux1_x86_64",
)
SYSTEMS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "linux-x86_64": ("linux", _MANYLINUX),
    "windows-x86_64": ("win32", ("win_amd64",)),
    "macos-arm64": ("darwin", ("macosx_15_0_arm64",)),
}


def requirements(lock: Path) -> dict[str, tuple[Requirement, list[str]]]:
    """Every locked package with the SHA-256 digests of the files that may be installed for it."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for line in (part.strip() for part in text.splitlines()):
        if line and not line.startswith("#"):
            head, *hashes = line.split("--hash=sha256:")
            requirement = Requirement(head.strip())
            found[requirement.name] = (requirement, [digest.strip() for digest in hashes])
    return found


def applies(requirement: Requirement, platform: str) -> bool:
    """Whether the package is wanted on a system with that ``sys.platform``."""
    environment = {"sys_platform": platform, "python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    return requirement.marker is None or requirement.marker.evaluate(environment)


def _compile(output: str, *extra: str) -> None:
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("Renewing the locks needs the program uv on the PATH.")
    arguments = ["--universal", "--python-version", PYTHON, "--generate-hashes", "--no-header", "--no-annotate"]
    arguments += ["--no-emit-index-url", "--no-emit-find-links", "--quiet", *extra, "-o", output, "../pyproject.toml"]
    subprocess.run([uv, "pip", "compile", *arguments], cwd=INSTALLER, check=True)


def _wheels(lock: Path, platform: str, tags: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """What pip would take on that system: package -> file name and digest."""
    wanted = [(r, digests) for r, digests in requirements(lock).values() if applies(r, platform)]
    with tempfile.TemporaryDirectory() as folder:
        short, report = Path(folder, "short.txt"), Path(folder, "report.json")
        lines = (" ".join([f"{r.name}{r.specifier}", *(f"--hash=sha256:{d}" for d in ds)]) for r, ds in wanted)
        short.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        command += ["--only-binary", ":all:", "--require-hashes", "--python-version", PYTHON, "--target", folder]
        command += [part for tag in tags for part in ("--platform", tag)]
        subprocess.run([*command, "--report", str(report), "-r", str(short)], check=True)
        items = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        item["metadata"]["name"]: {
            "file": item["download_info"]["url"].rsplit("/", 1)[-1],
            "sha256": item["download_info"]["archive_info"]["hashes"]["sha256"],
        }
        for item in sorted(items, key=lambda item: str(item["metadata"]["name"]).lower())
    }


def main() -> int:
    """Renew both locks and the table of wheels; non-zero when a promised system is not served."""
    _compile("requirements.lock")
    _compile("requirements-dev.lock", "--extra", "dev", "--constraint", "requirements.lock")
    lock = INSTALLER / "requirements-dev.lock"
    table = {name: _wheels(lock, platform, tags) for name, (platform, tags) in SYSTEMS.items()}
    (INSTALLER / "wheels.json").write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
