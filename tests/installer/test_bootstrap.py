"""The set-up, in a copy of the project's skeleton: does nothing twice, stops with names, never asks."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.source import ROOT

# Where a download would go if one were tried: a port of this machine on which nobody listens.
NOWHERE = "127.0.0.1:9"


def load(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """One of the installer's files as a module, out of that folder and no other."""
    monkeypatch.syspath_prepend(str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of installer and catalogues alone."""
    root = tmp_path / "a project with spaces"
    shutil.copytree(ROOT / "installer", root / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.fixture
def system(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load(project / "installer", "system", monkeypatch)


@pytest.fixture
def bootstrap(project: Path, system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load(project / "installer", "bootstrap", monkeypatch)
    monkeypatch.setattr(system, "ensure", lambda **_: None)
    return module


def offline(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own, with every way out closed."""
    closed = {name: value for name, value in os.environ.items() if not name.upper().startswith(("PIP_", "PYTHONPATH"))}
    closed |= {"HTTPS_PROXY": NOWHERE, "HTTP_PROXY": NOWHERE, "PIP_INDEX_URL": f"http:{2 * '/'}{NOWHERE}/"}
    closed |= {"PIP_RETRIES": "0", "PIP_TIMEOUT": "1", "PIP_CONFIG_FILE": os.devnull}
    command = [sys.executable, str(project / "installer" / "bootstrap.py"), *arguments]
    return subprocess.run(
        command, cwd=project.parent, env=closed, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def make_empty_venv(bootstrap: ModuleType) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bootstrap.VENV)], check=True)


def test_a_second_start_needs_no_network(project: Path, bootstrap: ModuleType) -> None:
    make_empty_venv(bootstrap)
    bootstrap.write_stamp("run")
    done = offline(project, "setup")
    assert (done.returncode, done.stdout) == (0, "Caseapp is set up.\n"), done.stderr


def test_without_the_stamp_the_network_is_asked(project: Path) -> None:
    """The control: the same start, nothing stamped, fails and says what it needs."""
    done = offline(project, "setup")
    assert done.returncode == 1
    assert "needs the network" in done.stderr
    assert not (project / ".venv" / "caseapp-stamp.json").exists()


@pytest.mark.parametrize(
    ("stamped", "asked", "enough"),
    [("run", "run", True), ("test", "run", True), ("test", "test", True), ("run", "test", False)],
)
def test_what_a_stamp_is_good_for(bootstrap: ModuleType, stamped: str, asked: str, enough: bool) -> None:
    make_empty_venv(bootstrap)
    bootstrap.write_stamp(stamped)
    assert bootstrap.serves(asked) is enough


def test_a_changed_lock_is_noticed(bootstrap: ModuleType) -> None:
    make_empty_venv(bootstrap)
    bootstrap.write_stamp("run")
    lock = bootstrap.LOCKS["run"][0]
    lock.write_text(lock.read_text(encoding="utf-8") + "# newer\n", encoding="utf-8")
    assert not bootstrap.serves("run")


@pytest.mark.parametrize("content", ["", "[]", "{", '{"requirements.lock": 1}'])
def test_a_damaged_stamp_counts_as_none(bootstrap: ModuleType, content: str) -> None:
    make_empty_venv(bootstrap)
    bootstrap.STAMP.write_text(content, encoding="utf-8")
    assert not bootstrap.serves("run")


def test_a_failed_installation_leaves_no_stamp(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "make_venv", lambda: bootstrap.VENV.mkdir())
    monkeypatch.setattr(bootstrap, "call", lambda command: 1)
    with pytest.raises(SystemExit):
        bootstrap.setup("run")
    assert bootstrap.read_stamp() == {}


def test_a_folder_of_somebody_is_not_replaced(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap.VENV.mkdir()
    (bootstrap.VENV / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit):
        bootstrap.make_venv()
    assert "not a virtual environment" in capsys.readouterr().err
    assert (bootstrap.VENV / "precious.txt").read_text(encoding="utf-8") == "mine"


def test_a_broken_venv_is_made_anew(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    make_empty_venv(bootstrap)
    marker = bootstrap.VENV / "old"
    marker.touch()
    assert not bootstrap.interpreter_works()
    monkeypatch.setattr(bootstrap.system, "python_has_venv", lambda: True)
    monkeypatch.setattr(bootstrap, "call", lambda command: 0)
    bootstrap.make_venv()
    assert not marker.exists()


def test_python3_venv_is_installed_where_debian_lacks_it(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(bootstrap.system, "python_has_venv", lambda: False)
    monkeypatch.setattr(bootstrap.system, "install", lambda packages, what_for: asked.append(packages))
    monkeypatch.setattr(bootstrap, "call", lambda command: 0)
    bootstrap.make_venv()
    assert asked == [["python3-venv"]]


def test_a_plaintext_keyring_is_refused(bootstrap: ModuleType) -> None:
    make_empty_venv(bootstrap)
    bootstrap.refuse_plaintext_keyring()
    packages = next(bootstrap.VENV.glob("[Ll]ib/**/site-packages"))
    (packages / "keyrings.alt-5.0.dist-info").mkdir()
    with pytest.raises(SystemExit):
        bootstrap.refuse_plaintext_keyring()


def test_pip_takes_wheels_with_hashes_only(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "call", lambda command: commands.append(command) or 0)
    bootstrap.install_packages("test")
    assert {"--require-hashes", "--only-binary", "--no-input"} <= set(commands[0])
    assert commands[0][-1].endswith("requirements-dev.lock")


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Person"\nmsgstr "{}"\n'


def test_catalogues_are_compiled_when_newer(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "venv_python", lambda: Path(sys.executable))
    source = bootstrap.ROOT / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "caseapp.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO.format("Человек"), encoding="utf-8")
    bootstrap.compile_catalogues()
    compiled = source.with_suffix(".mo")
    first = compiled.read_bytes()
    assert "Человек".encode() in first
    bootstrap.compile_catalogues()
    source.write_text(PO.format("Лицо"), encoding="utf-8")
    os.utime(source, ns=(compiled.stat().st_mtime_ns + 1,) * 2)
    bootstrap.compile_catalogues()
    assert "Лицо".encode() in compiled.read_bytes()
    assert [path.name for path in source.parent.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize(
    ("codes", "expected"),
    [((0, 0, 0, 0), 0), ((1, 0, 0, 0), 1), ((0, 2, 0, 0), 2), ((0, 0, 1, 0), 1), ((0, 0, 0, 1), 1), ((1, 1, 1, 5), 5)],
)
def test_the_exit_code_of_the_tests_is_honest(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, codes: tuple[int, ...], expected: int
) -> None:
    """Whichever gate is red, the whole is; and pytest comes last, so that its closing line does."""
    left = list(codes)
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "call", lambda command: commands.append(command) or left.pop(0))
    assert bootstrap.test(["-x"]) == expected
    assert commands[-1][1:] == ["-m", "pytest", "-x"]
    assert len(commands) == 4


@pytest.mark.parametrize("screen", [True, False])
def test_run_does_the_main_job_with_or_without_a_screen(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, screen: bool
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap.system, "has_screen", lambda: screen)
    monkeypatch.setattr(bootstrap, "call", lambda command: commands.append(command) or 3)
    (bootstrap.ROOT / "out" / "demo-1").mkdir(parents=True)
    assert bootstrap.run() == 3
    assert commands[0][1] == str(bootstrap.ROOT / "main.py")
    expected = ["--sample"] if screen else ["demo", str(bootstrap.ROOT / "out" / "demo-2")]
    assert commands[0][2:] == expected


def test_what_is_missing_is_named_where_it_cannot_be_installed(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(system.shutil, "which", lambda program: None)
    with pytest.raises(SystemExit) as stopped:
        system.ensure(screen=True, tools=False)
    assert stopped.value.code == 1
    spoken = capsys.readouterr()
    assert "libegl1" in spoken.out
    assert "libEGL.so.1" in spoken.out
    assert "libegl1" in spoken.err


@pytest.mark.parametrize(("root", "prefix"), [(True, []), (False, ["sudo", "-n"])])
def test_apt_is_asked_as_root_or_with_sudo(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, root: bool, prefix: list[str]
) -> None:
    commands: list[list[str]] = []
    installed: set[str] = set()

    def apt(command: list[str], environment: dict[str, str]) -> int:
        commands.append(command)
        installed.update(command)
        assert environment["DEBIAN_FRONTEND"] == "noninteractive"
        return 0

    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(system.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(system.sys, "stdin", open(os.devnull))  # noqa: SIM115  (closed below)
    monkeypatch.setattr(system, "loads", lambda library: library != "libEGL.so.1" or "libegl1" in installed)
    monkeypatch.setattr(system, "_call", apt)
    system.ensure(screen=False, tools=True)
    system.sys.stdin.close()
    assert [command[: len(prefix) + 1] for command in commands] == [[*prefix, "apt-get"]] * 2
    assert commands[-1][-1] == "libegl1"


def test_still_missing_after_apt_is_said(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(system, "install", lambda packages, what_for: None)
    with pytest.raises(SystemExit):
        system.ensure(screen=False, tools=False)
    assert "libGL.so.1" in capsys.readouterr().err


def test_only_a_window_needs_the_libraries_of_a_screen(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: False)
    assert "libxcb-cursor0" not in system.missing(screen=False, tools=False).values()
    assert "libxcb-cursor0" in system.missing(screen=True, tools=False).values()
    monkeypatch.setattr(system.sys, "platform", "win32")
    assert system.missing(screen=True, tools=True) == {}


def test_the_loader_is_really_asked(system: ModuleType) -> None:
    assert not system.loads("libthere-is-no-such-library.so.9")


def test_the_rest_of_the_line_is_for_pytest(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "setup", lambda purpose: None)
    monkeypatch.setattr(bootstrap, "test", lambda arguments: handed.append(arguments) or 0)
    assert bootstrap.main(["test", "-x", "tests/laws", "-k", "not slow"]) == 0
    assert handed == [["-x", "tests/laws", "-k", "not slow"]]


def test_a_wrong_command_is_a_wrong_use(project: Path) -> None:
    assert offline(project, "destroy").returncode == 2
    assert offline(project).returncode == 2
    assert offline(project, "run", "faster").returncode == 2


def test_only_the_standard_library_is_imported() -> None:
    """It runs before anything is installed; lock.py is for maintainers and runs after."""
    known = sys.stdlib_module_names
    for name in ("bootstrap.py", "system.py"):
        for line in (ROOT / "installer" / name).read_text(encoding="utf-8").splitlines():
            if line.startswith(("import ", "from ")):
                assert line.split()[1].split(".")[0] in known | {"system"}, line
