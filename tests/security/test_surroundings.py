"""What the machine says of its disk, swap and sleep, told from small copies of /proc and /sys."""

from pathlib import Path

import pytest

from caseapp.security.surroundings import Machine

MOUNTS = (
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "30 22 253:0 / {home} rw,relatime shared:2 - ext4 /dev/mapper/home rw\n"
    "31 22 0:40 / {share} rw,relatime - cifs //server/share rw\n"
    "32 22 0:41 / {memory} rw,relatime - tmpfs tmpfs rw\n"
)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    for name in ("home", "share", "memory of all", "root"):
        (tmp_path / name).mkdir()
    proc, system = tmp_path / "proc", tmp_path / "sys"
    (proc / "self").mkdir(parents=True)
    text = MOUNTS.format(
        home=tmp_path / "home", share=tmp_path / "share", memory=str(tmp_path / "memory of all").replace(" ", "\\040"))
    (proc / "self" / "mountinfo").write_text(text)
    (proc / "swaps").write_text("Filename\tType\tSize\tUsed\tPriority\n")
    (system / "dev" / "block" / "8:1").mkdir(parents=True)
    crypt = system / "dev" / "block" / "253:0"
    (crypt / "dm").mkdir(parents=True)
    (crypt / "dm" / "uuid").write_text("CRYPT-LUKS2-0123-home\n")
    (system / "power").mkdir()
    (system / "power" / "state").write_text("freeze mem\n")
    return Machine(proc, system, "linux")


def test_the_innermost_mount_counts(machine: Machine, tmp_path: Path) -> None:
    assert machine.disk_encrypted(tmp_path / "home" / "vaults") is True
    assert machine.disk_encrypted(tmp_path / "root") is False
    assert machine.disk_encrypted(tmp_path / "memory of all") is True
    assert machine.disk_encrypted(tmp_path / "share") is None


def test_a_volume_is_as_encrypted_as_everything_under_it(machine: Machine, tmp_path: Path) -> None:
    volume = tmp_path / "sys" / "dev" / "block" / "253:0"
    (volume / "dm" / "uuid").write_text("LVM-abc\n")
    under = volume / "slaves" / "dm-1" / "dm"
    under.mkdir(parents=True)
    (under / "uuid").write_text("CRYPT-LUKS2-x\n")
    assert machine.disk_encrypted(tmp_path / "home") is True
    (volume / "slaves" / "sdb1").mkdir()
    assert machine.disk_encrypted(tmp_path / "home") is False


def test_swap(machine: Machine, tmp_path: Path) -> None:
    swaps = tmp_path / "proc" / "swaps"
    assert machine.swap_encrypted() is True
    swaps.write_text("Filename\n/dev/zram0 partition 1 0 5\n")
    assert machine.swap_encrypted() is True
    swaps.write_text(f"Filename\n{tmp_path / 'root' / 'swapfile'} file 1 0 5\n")
    assert machine.swap_encrypted() is False
    swaps.write_text(f"Filename\n{tmp_path / 'home' / 'swapfile'} file 1 0 5\n")
    assert machine.swap_encrypted() is True
    swaps.write_text("Filename\n/dev/no-such-device partition 1 0 5\n")
    assert machine.swap_encrypted() is None


def test_hibernation(machine: Machine, tmp_path: Path) -> None:
    power = tmp_path / "sys" / "power"
    assert machine.hibernates() is False
    (power / "state").write_text("freeze mem disk\n")
    (power / "resume").write_text("0:0\n")
    assert machine.hibernates() is False
    (power / "resume").write_text("8:2\n")
    assert machine.hibernates() is True


def test_what_cannot_be_seen_is_never_called_fine(tmp_path: Path) -> None:
    for machine in (Machine(tmp_path / "no", tmp_path / "no", "linux"), Machine(platform="win32")):
        assert machine.disk_encrypted(tmp_path) is None
        assert machine.swap_encrypted() is None
        assert machine.hibernates() is None
