"""Lists over the real sample vault, in pictures: filters, chips, several chosen, table, empty.

``python -m tests.screens.scenes_lists FOLDER [LANGUAGE …]`` writes PNG files of 1366 × 768 and 900 × 560.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from caseapp.domain.listing import Condition
from caseapp.domain.moment import Moment
from tests.screens.render import language_of
from tests.support.desk import RESOURCES
from tests.support.live import Live, make_sample
from ui.address import Address
from ui.app import make_app
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.pages.place_page import PlacePage
from ui.style.icons import Icons
from ui.style.look import Look, apply_look
from ui.style.tokens import THEMES, ThemeName
from ui.windows.shell import Shell

SIZES = ((1366, 768), (900, 560))


def scenes(shell: Shell) -> Iterator[str]:
    """Walk through the lists; each name is one picture."""
    shell.show_address(Address(place="people"))
    page = shell.page()
    assert isinstance(page, PlacePage)
    pane = page.panes["person"]
    yield "80-list"
    for key in ("timeline", "map", "links", "counts"):
        pane.bar.views[key].click()
        pane.start()
        yield f"80-{key}"
    if pane.views.key:  # not where a form that cannot be recorded yet keeps the record open
        pane.views.leave[pane.views.key].click()
        yield "80-save-or-print"
    pane.bar.as_list.click()
    pane.look_for("akhmet")
    yield "81-search"
    pane.look_for("")
    pane.toggle_filters()
    pane.ask(pane.query.with_condition(Condition("act_type", "act.victim", one_of=("detention",))))
    yield "82-filters"
    pane.panel.choose("place", "act.victim")
    yield "83-filter-by-place"
    pane.panel.choose("start", "act.victim")
    pane.ask(pane.query.with_condition(
        Condition("start", "act.victim", period=Moment("2022-01-05", "2022-01-08"))))
    yield "84-filter-by-date"
    pane.toggle_filters()
    yield "85-chips"
    pane.ask(pane.query.with_condition(Condition("sex", one_of=("unknown",))))
    yield "86-nothing-passes"
    pane.first.click()
    pane.view.selectAll()
    yield "87-several"
    pane.selection.adding.pick("stay", "person")
    yield "87-for-each"
    pane.selection.withdraw.click()
    yield "88-withdraw"
    pane.view.clearSelection()
    pane.bar.as_table.click()
    yield "89-table"
    shell.show_address(Address(place="incidents", tab="act"))
    page = shell.page()
    assert isinstance(page, PlacePage)
    page.panes["act"].bar.as_table.click()
    yield "90-table-of-acts"


def render(app: QApplication, sample: Path, folder: Path, theme: ThemeName, code: str) -> None:
    """Every scene of one theme and language, in both sizes."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            live = Live(Path(place) / "vaults", sample)
            look = Look(THEMES[theme], Icons(RESOURCES / "icons"))
            apply_look(app, look)
            shell = Shell(PageKit(live.sample(code), language_of(code), look, InlineRunner()))
            shell.resize(*size)
            shell.show()
            for name in scenes(shell):
                for _ in range(3):
                    app.processEvents()
                shell.grab().save(str(folder / f"{name}-{code}-{theme.value}-{size[0]}.png"))
            shell.close()
            shell.deleteLater()
            app.processEvents()
            live.close()


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0] if arguments else "out/screens")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(RESOURCES / "fonts")
    with tempfile.TemporaryDirectory() as sample:
        make_sample(Path(sample))
        for theme in ThemeName:
            for code in arguments[1:] or ("en", "ru", "kk"):
                render(app, Path(sample), folder, theme, code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
