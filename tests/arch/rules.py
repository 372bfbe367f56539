"""The house rules that no other tool checks: each takes one module and returns what is wrong in it, line by line."""

import ast
import re
from collections.abc import Iterator

from tests.support.source import Module, calls, record_types, strings

HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})(?![0-9A-Za-z])")
TRANSLATES = {"N_", "text", "plural", "tr", "gettext", "ngettext"}
REACHES_OUT = {"socket", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc",
               "requests", "httpx", "aiohttp", "ssl", "webbrowser"}
REACHES_OUT_IN_QT = {"QtNetwork", "QtNetworkAuth", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebSockets"}


def _at(node: ast.AST, what: str) -> str:
    return f"line {getattr(node, 'lineno', 0)}: {what}"


def lambda_connected_with_self(module: Module) -> Iterator[str]:
    """A closure over self connected to a signal keeps a dialog, and the record in it, alive (measured: 20 of 20)."""
    for name, call in calls(module.tree):
        if name != "connect":
            continue
        for argument in call.args:
            closes = isinstance(argument, ast.Lambda) or (
                isinstance(argument, ast.Call) and ast.unparse(argument.func).split(".")[-1] == "partial"
            )
            if closes and any(isinstance(n, ast.Name) and n.id == "self" for n in ast.walk(argument)):
                yield _at(call, "a closure over self is connected; connect a bound slot")


def waits_in_the_event_loop(module: Module) -> Iterator[str]:
    """A nested loop lets a lock, a second click or a close happen in the middle of a save."""
    for name, call in calls(module.tree):
        if name in ("processEvents", "QEventLoop", "exec_", "waitForFinished", "waitForDone"):
            yield _at(call, f"{name} waits inside the event loop")
        elif name == "exec" and isinstance(call.func, ast.Attribute):
            yield _at(call, "exec starts a nested loop; open() and a finished signal do not")


def colour_literals(module: Module) -> Iterator[str]:
    """Colours have names, so that both themes and the contrast test know them."""
    for node in strings(module.tree):
        if HEX_COLOUR.search(str(node.value)):
            yield _at(node, f"a colour is written out: {node.value!r}")


def built_sentences(module: Module) -> Iterator[str]:
    """A sentence built before it is looked up is in no catalogue, and has no right order in another language."""
    for name, call in calls(module.tree):
        for argument in call.args if name in TRANSLATES else ():
            built = isinstance(argument, ast.JoinedStr | ast.BinOp) or (
                isinstance(argument, ast.Call)
                and isinstance(argument.func, ast.Attribute)
                and argument.func.attr in ("format", "join", "format_map")
            )
            if built and any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(argument)):
                yield _at(call, f"a sentence is built inside {name}()")


def blind_except(module: Module) -> Iterator[str]:
    """Catching everything hides bugs as mishaps; undoing something and raising again is not catching."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = [] if node.type is None else [ast.unparse(part) for part in getattr(node.type, "elts", [node.type])]
        blind = node.type is None or {"Exception", "BaseException"} & set(caught)
        last = node.body[-1]
        if blind and not (isinstance(last, ast.Raise) and last.exc is None):
            yield _at(node, "everything is caught")


def reaches_out(module: Module) -> Iterator[str]:
    """Offline means that the means are absent."""
    for node in ast.walk(module.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] in REACHES_OUT or REACHES_OUT_IN_QT & set(name.split(".")):
                yield _at(node, f"{name} reaches out of this machine")


def names_a_record_type(module: Module) -> Iterator[str]:
    """Generic code works from specs; the first special case in it is the end of "one file adds a record type"."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and re.match(r"caseapp\.domain\.records\.\w", node.module or ""):
            yield _at(node, f"one record type is imported: {node.module}")
    for literal in strings(module.tree):
        if literal.value in record_types():
            yield _at(literal, f"a record type is named: {literal.value!r}")


def formatted_log(module: Module) -> Iterator[str]:
    """A log line takes ids and counts as arguments; ready-made text could carry a name."""
    for name, call in calls(module.tree):
        spoken = name in ("debug", "info", "warning", "error", "exception", "critical")
        if spoken and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
            yield _at(call, "a log line is built from values")


def imports_main(module: Module) -> Iterator[str]:
    """Nothing stands above main."""
    for node in ast.walk(module.tree):
        named = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if "main" in named:
            yield _at(node, "main is imported")
