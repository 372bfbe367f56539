"""Which backups stay."""

from dataclasses import dataclass

from caseapp.services.rotation import BY_HAND, DAILY, DAY, STEPS, outdated


@dataclass(frozen=True)
class One:
    made: int
    why: str = DAILY


def left(backups: list[One]) -> list[One]:
    """Rotating after every backup, as it is done."""
    here: list[One] = []
    for each in sorted(backups, key=lambda one: one.made):
        here.append(each)
        gone = outdated(here)
        here = [one for one in here if one not in gone]
    return here


def test_seven_days_and_four_weeks_stay() -> None:
    kept = left([One(number * DAY) for number in range(1, 100)])
    days = [one.made // DAY for one in kept]
    assert days == [83, 90, *range(93, 100)]  # the newest of the last two weeks are among the days


def test_of_one_day_the_newest_stays() -> None:
    assert left([One(10 * DAY + hour) for hour in range(20)]) == [One(10 * DAY + 19)]


def test_nothing_goes_by_age_alone() -> None:
    old = [One(DAY), One(2 * DAY, BY_HAND), One(500 * DAY)]
    assert left(old) == old


def test_the_last_risky_steps_stay_and_push_no_daily_one_out() -> None:
    risky = [One(50 * DAY + number, "import") for number in range(30)]
    daily = [One(number * DAY) for number in range(44, 51)]
    kept = left(risky + daily)
    assert [one for one in kept if one.why == DAILY] == daily
    assert [one for one in kept if one.why != DAILY] == risky[-STEPS:]


def test_the_newest_stays_whatever_it_is() -> None:
    assert left([One(1, "unheard of")]) == [One(1, "unheard of")]
