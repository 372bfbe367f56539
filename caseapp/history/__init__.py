"""The merge algebra: what a write is, what its bytes are, and which writes stand. Pure; no I/O, clock or randomness.

Import from the modules; nothing is re-exported here.

Bytes, final for ever (docs/formats/change.md, docs/formats/changeset.md):
  ids        WriteId(change, k), Writer(author, life), RecordKey(type, id). Identifiers are bytes in code, hex in JSON.
  change     Op, Status, Entry, Change, Draft; ``build`` a change, ``withhold`` values (redaction, erasure, skeleton),
             ``unite`` two copies of one change. ``Entry.value`` holds canonical bytes, ``Entry.read()`` the value.
  changeset  Stamp, Title, Changeset; ``build`` signs over the changes; ``without_title``; ``check_signature``.
  merkle     RFC 6962 root, inclusion proofs, their check.
  bundle     Part, Bundle: a changeset with those of its changes that travel; ``carry`` adds proofs, ``verify`` checks
             everything against a 32-byte Ed25519 key.
  wire       ``encode``/``decode`` one bundle as one canonical JSON document, ``split`` what is too long for a line;
             ``pack``/``unpack`` a change and ``unpack_changeset`` a changeset for database columns.
  intervals  Intervals of counters; Holding and Have: what a vault has per writer, ``lacks`` = what to send.
  clock      ``next_hlc`` with its 24 h cap, ``is_ahead``.
  errors     BadHistory, NotGenuine, NewerHistory, TooLarge.

Which writes stand (docs: history specification R0 to R8):
  view       Liveness IN / OUT / KEPT; View: packages taken out, writers switched off; all answers depend on the set.
  rules      Rules.of(spec.policies()): made once per record type.
  state      Logged(change, hlc, live) goes in; RecordState(fields -> FieldState(readings, candidates, conflict,
             waiting, newer, joined), retracted, heads, waiting_for, ignored) comes out.
  fold       ``fold(logged, rules, elsewhere) -> RecordState``; edges, mute, cover, candidates, values, retraction are
             its passes. ``increment(state, logged, rules)`` is the same for one more write, or None: fold then.
  write      composing: edit, settle, keep both, undo, redo, erase; ``undo`` reports what it could not undo.
  explain    why a write does not stand; which live edits build on a package that is taken out.

A changeset in columns: ``header``, ``signature``, ``title.status``, ``title.text``, ``title.salt``.
A change in columns: ``id``, ``header``, ``wire.pack(change)``; its ``Proof`` when only part of the changeset is here.
"""
