"""From a built dossier to the file that may be handed over: typeset, read again, released."""

from caseapp.dossier.forms.frame import Built
from caseapp.dossier.pdf.faces import Faces
from caseapp.dossier.pdf.typeset import typeset
from caseapp.dossier.release_gate import release


def press(built: Built, faces: Faces) -> bytes:
    """The bytes of the released PDF. Raises ReleaseRefused if anything withheld or foreign is found in it."""
    return release(typeset(built.document, faces), built.protected)
