"""The lanes and a disk that goes away: refused in plain words, and connected anew once it is back."""

from collections.abc import Iterator

import pytest

from caseapp.domain.errors import Damaged, LockedElsewhere
from caseapp.runtime.lanes import Lanes
from caseapp.storage.errors import ChangesMissing, PagesDamaged, VaultDiskFault


class Disk:
    """A disk and one connection to it, which dies with it."""

    def __init__(self) -> None:
        self.there = True
        self.connected = True
        self.mended = 0

    def pull(self) -> None:
        self.there = self.connected = False

    def read(self) -> str:
        """SQLite calls a page that does not come damaged."""
        if not self.connected:
            raise PagesDamaged()
        return "read"

    def reachable(self) -> bool:
        return self.there

    def mend(self) -> None:
        if not self.there:
            raise VaultDiskFault()
        self.connected = True
        self.mended += 1


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.shutdown()


@pytest.fixture
def disk(lanes: Lanes) -> Disk:
    made = Disk()
    lanes.mend_with(made.reachable, {"reader": made.mend, "writer": made.mend})
    return made


def test_a_disk_that_is_away_is_not_called_damaged_and_work_goes_on(lanes: Lanes, disk: Disk) -> None:
    disk.pull()
    for lane in (lanes.read, lanes.write, lanes.read):
        with pytest.raises(VaultDiskFault):
            lane(disk.read).result()
    disk.there = True
    assert lanes.read(disk.read).result() == "read"
    assert disk.mended == 1


def test_without_a_way_back_it_stays_dead(lanes: Lanes, disk: Disk) -> None:
    lanes.mend_with(disk.reachable, {})
    disk.pull()
    disk.there = True
    for _ in range(2):
        with pytest.raises(PagesDamaged):
            lanes.read(disk.read).result()


def test_a_disk_that_went_and_came_between_two_steps_is_read_at_once_and_never_written_twice(
    lanes: Lanes, disk: Disk
) -> None:
    disk.connected = False
    assert lanes.read(disk.read).result() == "read"
    assert lanes.write(disk.read).result() == "read"
    disk.connected = False
    with pytest.raises(VaultDiskFault):  # what writes is not repeated unasked
        lanes.write(disk.read).result()
    assert lanes.write(disk.read).result() == "read"


def test_what_is_really_damaged_is_called_so(lanes: Lanes, disk: Disk) -> None:
    def bad() -> None:
        raise PagesDamaged()

    lanes.mend_with(disk.reachable, {"reader": disk.mend, "writer": disk.mend, "drafts": disk.mend}, bad)
    for lane in (lanes.read, lanes.write, lanes.draft):
        with pytest.raises(PagesDamaged):
            lane(bad).result()


def test_what_the_pages_do_not_bear_out_was_the_disk(lanes: Lanes, disk: Disk) -> None:
    looked: list[str] = []

    def bad() -> None:
        raise PagesDamaged()

    lanes.mend_with(disk.reachable, {"writer": disk.mend}, lambda: looked.append("every page"))
    with pytest.raises(VaultDiskFault):
        lanes.write(bad).result()
    assert looked == ["every page"]


def test_damage_of_another_thing_is_nobodys_disk(lanes: Lanes, disk: Disk) -> None:
    """A photograph or a backup that is not what it was: told as it is, and nothing connects anew."""
    def bad() -> None:
        raise Damaged(place="IMG_2041.jpg")

    for lane in (lanes.read, lanes.write):
        with pytest.raises(Damaged, match="damaged") as caught:
            lane(bad).result()
        assert caught.value.params["place"] == "IMG_2041.jpg"
    assert disk.mended == 0


def test_why_there_is_no_way_back_is_said(lanes: Lanes, disk: Disk) -> None:
    def taken() -> None:
        raise LockedElsewhere()

    def gone() -> None:
        raise VaultDiskFault()

    lanes.mend_with(disk.reachable, {"writer": taken})
    with pytest.raises(VaultDiskFault):
        lanes.write(gone).result()
    with pytest.raises(LockedElsewhere):
        lanes.write(gone).result()


def test_work_that_needs_no_disk_is_done_while_it_is_away(lanes: Lanes, disk: Disk) -> None:
    disk.pull()
    with pytest.raises(VaultDiskFault):
        lanes.write(disk.read).result()
    assert lanes.write(str, 7).result() == "7", "a lock must be possible"


@pytest.mark.parametrize("there", [True, False])
def test_what_the_new_connection_says_is_believed_of_a_disk_that_is_there(
    lanes: Lanes, disk: Disk, there: bool
) -> None:
    def bad() -> None:
        disk.there = there
        raise PagesDamaged()

    def older() -> None:
        disk.there = there
        raise ChangesMissing(3)

    disk.there = True
    lanes.mend_with(disk.reachable, {"writer": older})
    with pytest.raises(ChangesMissing if there else VaultDiskFault):
        lanes.write(bad).result()
