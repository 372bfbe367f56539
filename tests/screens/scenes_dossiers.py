"""Pictures of the dossier pages, over the real sample vault."""

from collections.abc import Iterator

from ui.actions import Act
from ui.address import Address
from ui.pages.dossiers.make_page import MakePage
from ui.pages.tabs_page import TabsPage
from ui.windows.shell import Shell


def scenes(shell: Shell, type_: str, id_: str) -> Iterator[str]:
    """Prepared, issued, printed, listed."""
    shell.show_address(Address(place="dossiers", tab="issued"))
    yield "32-dossiers-none-issued"
    shell.show_address(Address(place="dossiers", tab="make", type=type_, id=id_))
    yield "30-dossier"
    shell.perform(Act.ISSUE)
    place = shell.page()
    if isinstance(place, TabsPage):
        page = place.page()
        if isinstance(page, MakePage):
            page.outgoing.print_button.click()
    yield "31-dossier-issued"
    shell.show_address(Address(place="dossiers", tab="issued"))
    yield "33-dossiers-issued"
