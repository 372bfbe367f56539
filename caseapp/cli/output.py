"""Commands for evidence in and dossiers out: attach, dossier."""

from pathlib import Path
from typing import Any

import msgspec

from caseapp.cli.answer import Answer, say
from caseapp.cli.context import Context
from caseapp.cli.errors import HasFile, NotAttachable, OneFile, Unreadable, Unwritable
from caseapp.cli.parsing import Commands
from caseapp.domain.ids import parse_id
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services.dossiers import FORMS
from caseapp.services.exhibits import EXHIBIT
from caseapp.services.session import Session

NEW = "new"
LINKED = "linked"
LANGUAGES = ("en", "ru", "kk")
AUDIENCES = ("internal", "lawyer")


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    one = commands.add("attach", N_("take files in as evidence of a record, or of none yet (new)"), attach)
    one.add_argument("id", metavar="ID|new")
    one.add_argument("files", metavar="FILE", nargs="+", type=Path)
    one = commands.add("dossier", N_("print a dossier as PDF"), dossier)
    one.add_argument("form", choices=FORMS)
    one.add_argument("ids", metavar="ID", nargs="+")
    one.add_argument("--language", dest="dossier_language", choices=LANGUAGES)
    one.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0])
    one.add_argument("--out", metavar="DIR", type=Path)


def attach(context: Context) -> Answer:
    """Each file becomes an exhibit that concerns the record; an exhibit without a file is given it."""
    files: list[Path] = context.given.files
    id_ = "" if context.given.id == NEW else parse_id(context.given.id)
    ids: list[RecordId] = []
    if not all(path.is_file() for path in files):
        raise Unreadable()
    with context.session() as session:
        exhibit, values = _place(session, id_, len(files))
        for path in files:
            title = say(context.language, N_("Command line: a file taken in"))
            ids += session.exhibits.attach(path, values, title, id_=exhibit).ids
        stored = [msgspec.to_builtins(session.reader.get(one).record) for one in ids]
    document = {"exhibits": [
        {"id": one, "file": str(path), "sha256": record["file"]["sha256"]}
        for one, path, record in zip(ids, files, stored, strict=True)
    ]}
    return Answer(document, [
        say(context.language, N_("{id}  {file}  SHA-256 {hash}"), id=one["id"], file=one["file"], hash=one["sha256"])
        for one in document["exhibits"]
    ])


def _place(session: Session, id_: str, count: int) -> tuple[str, dict[str, Any]]:
    """The exhibit to fill, blank for a new one, and the values it gets besides its file."""
    if not id_:
        return "", {}
    entity = session.reader.get(id_)
    if entity.type == EXHIBIT:
        if getattr(entity.record, "file", None) is not None:
            raise HasFile()
        if count != 1:
            raise OneFile()
        kept = {name: getattr(entity.record, name, "") for name in ("title", "original_name")}
        return id_, {name: value for name, value in kept.items() if value}
    if entity.type not in session.specs[EXHIBIT].fields[LINKED].targets:
        raise NotAttachable()
    return "", {LINKED: (id_,)}


def dossier(context: Context) -> Answer:
    """Kept in the vault; with ``--out`` also saved outside, where it is not protected."""
    given, language = context.given, context.language
    ids = [parse_id(id_) for id_ in given.ids]
    out: Path | None = given.out
    if out is not None and not out.is_dir():
        raise Unwritable()
    code = given.dossier_language or language.code
    documents: list[dict[str, Any]] = []
    lines: list[str] = []
    with context.session() as session:
        for id_ in ids:
            issued = session.dossiers.issue(given.form, id_, context.app.language(code), given.audience)
            path = None if out is None else out / f"{issued.id}.pdf"
            if path is not None:
                session.dossiers.save_copy(issued, path)
            documents.append({
                "id": issued.id, "subject": id_, "language": issued.language, "audience": issued.audience,
                "pages": issued.pages, "sha256": issued.sha256, "file": None if path is None else str(path),
                "withheld": [{"subject": subject, "reason": reason} for subject, reason in issued.refusals],
            })
            lines.append(say(language, N_("{id}: {pages} pages, SHA-256 {hash}"), id=issued.id, pages=issued.pages,
                             hash=issued.sha256))
            if path is not None:
                lines.append(say(language, N_("Saved outside the vault, unprotected: {file}"), file=str(path)))
            if issued.refusals:
                lines.append(say(language, N_("Withheld because consent is missing: {count}"),
                                 count=len(issued.refusals)))
    return Answer({"dossiers": documents}, lines)
