"""Keeping converted rows: which are new, the same, changed or repeated, and what each of them points at."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import eq
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import orjson

from gridgov.domain.mapping import Mapping
from gridgov.exchange.receipt import VERDICTS
from gridgov.exchange.record_source import Chunk
from gridgov.progress import Progress
from gridgov.services import case_numbers, cases, own_fields, records
from gridgov.services.desk import Change, Desk
from gridgov.services.import_rows import Converted, Plan, Reason, fingerprints
from gridgov.services.import_seen import Seen
from gridgov.spatial import blob as blobs_of
from gridgov.store import import_counts, search
from gridgov.store import records as store
from gridgov.store.statements import reserve
from gridgov.store.tables import shape

LETTERS = {
    "household": "H",
    "dwelling": "D",
    "building": "B",
    "place": "P",
    "component": "C",
    "opinion": "O",
    "case": "",
}
"""The letter before a number of ours; people and organizations have national numbers, which are not made up."""

STEPS = (
    # step, state it leads to, the field that says when
    ("report", "reported", "reported_at"),
    ("file", "dispatching", "filed_at"),
    ("dispatch", "handling", "dispatched_at"),
    ("handle", "checking", "handled_at"),
    ("close", "closed", "closed_at"),
)
SAME_DEGREES = 1e-9
DEFER_FROM = 5_000


@attrs.frozen
class Line:
    """What became of one row: its number, key and verdict, and the record it became or met."""

    row: int
    key: str
    verdict: str
    fid: int | None = None


@attrs.frozen(eq=False)
class Stretch:
    """Rows that came together, in as few bytes as may be: a file may have millions of them."""

    rows: Sequence[int]
    keys: bytes
    """As a receipt shows them, packed; empty where nobody will ask."""
    verdicts: str | bytes
    """One for all, when it is the same; else the place of each in `VERDICTS`."""
    fids: Sequence[int]
    """0 for none."""


@attrs.define(eq=False)
class Tally:
    """Everything that an import has to say at its end."""

    rows: int = 0
    keeps_keys: bool = True
    """Whether :meth:`lines` will be asked for: only they need the keys."""
    stretches: list[Stretch] = attrs.field(factory=list)
    key_is_personal: bool = False
    rejects: list[tuple[int, Reason]] = attrs.field(factory=list)
    marks: dict[int, Reason] = attrs.field(factory=dict)
    unlinked: int = 0
    unclassified: int = 0

    def counts(self) -> dict[str, int]:
        """How many rows had each verdict."""
        found = dict.fromkeys(VERDICTS, 0)
        for one in self.stretches:
            if isinstance(one.verdicts, str):
                found[one.verdicts] += len(one.rows)
                continue
            for place, count in Counter(one.verdicts).items():
                found[VERDICTS[place]] += count
        return found

    def fids(self) -> set[int]:
        """The records that the rows became or met."""
        return {fid for one in self.stretches for fid in one.fids if fid}

    def note(self, rows: Sequence[int], keys: Sequence[Any], verdicts: Sequence[str], fids: Sequence[int]) -> None:
        """Note what became of some rows; 0 for the fid of one that became nothing."""
        shown = zlib.compress(orjson.dumps(list(map(self._shown, keys))), 1) if self.keeps_keys else b""
        alike = verdicts[0] if len(set(verdicts)) == 1 else bytes(map(VERDICTS.index, verdicts))
        self.stretches.append(Stretch(_short(rows), shown, alike, _short(fids)))

    def lines(self) -> Iterator[Line]:
        """What became of each row, in the order of the file."""
        for one in self.stretches:
            count = len(one.rows)
            keys = orjson.loads(zlib.decompress(one.keys)) if one.keys else [""] * count
            kept = one.verdicts
            verdicts = [kept] * count if isinstance(kept, str) else [VERDICTS[place] for place in kept]
            yield from map(Line, one.rows, keys, verdicts, (fid or None for fid in one.fids))

    def _shown(self, key: Any) -> str:
        """A key as a receipt shows it: of a personal one only its end."""
        return "" if not key else f"…{str(key)[-4:]}" if self.key_is_personal else str(key)


def _short(numbers: Sequence[int]) -> Sequence[int]:
    """Numbers as a range, where they follow each other, or as an array."""
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        run = range(numbers[0], numbers[-1] + 1)
        if all(map(eq, numbers, run)):
            return run
    return array("q", numbers)


class Keeper:
    """Takes the rows of a file stretch by stretch, inside one change."""

    def __init__(
        self, desk: Desk, change: Change, plan: Plan, mapping: Mapping, tally: Tally, expected: int = 0
    ) -> None:
        self._desk, self._change, self._plan, self._tally = desk, change, plan, tally
        self._id = plan.register.id
        self._key = mapping.repeat_key or ("number" if "number" in plan.fields else "")
        tally.key_is_personal = bool(self._key) and bool(shape(self._id).personal(self._key))
        self._update = mapping.repeat_do == "update"
        self._refuse = mapping.repeat_do == "reject"
        self._seen = Seen(expected, self._values_of if self._keeps_its_key() else None)
        self._marks: dict[tuple[str, str, str], Reason] = {}
        self._alike: dict[bytes, int] = {}
        self._links: dict[str, dict[str, int | None]] = {}
        self._filled = {name: import_counts.has_rows(change.conn, shape(name).table) for name in _targets(plan)}
        self.is_empty = not import_counts.has_rows(change.conn, shape(self._id).table)
        self._index = search.is_on(change.conn)
        self._deferred = False

    def take(self, chunk: Chunk, made: Converted) -> None:
        """Keep a stretch: every row gets its verdict."""
        tally = self._tally
        tally.rows += made.count
        tally.unclassified += made.unclassified
        for i, reason in sorted(made.rejected.items()):
            tally.rejects.append((chunk.rows[i], reason))
        for i, mark in made.marks.items():
            if i not in made.rejected:
                tally.marks[chunk.rows[i]] = self._one_mark(mark)
        self._link(made)
        keys = made.columns.get(self._key) if self._key else None
        if keys is not None and self._all_new(made, keys):
            fids = list(self._add(made, range(made.count), keys, {}))
            self._seen.add(dict(zip(keys, fids, strict=True)))
            tally.note(chunk.rows, keys, ["added"] * made.count, fids)
            return
        good = [i for i in range(made.count) if i not in made.rejected]
        uids = self._uids(made, [i for i in good if keys is None or not keys[i]])
        there = {} if self.is_empty else self._there(keys, uids, good)
        fresh: list[int] = []
        met: list[tuple[int, int]] = []
        repeats: list[int] = []
        named = {i: keys[i] if keys is not None and keys[i] else uids[i] for i in good}
        before = self._seen.find(list(dict.fromkeys(named.values())))
        came: dict[Any, int] = {}
        for i, name in named.items():
            if name in before or name in came:
                repeats.append(i)
            elif name in there:
                met.append((i, there[name]))
                came[name] = there[name]
            else:
                fresh.append(i)
                came[name] = 0
        verdicts: dict[int, tuple[str, int | None]] = dict.fromkeys(made.rejected, ("rejected", None))
        for i, fid in zip(fresh, self._add(made, fresh, keys, uids), strict=True):
            came[named[i]] = fid
            verdicts[i] = ("added", fid)
        self._seen.add(came)
        before |= came
        self._meet(made, met, verdicts, update=True)
        if self._refuse:
            self._set_aside(chunk, repeats, verdicts)
            repeats = []
        again = [(i, before[named[i]]) for i in repeats]
        self._meet(made, again, verdicts, update=self._update)
        told = [verdicts[i] for i in range(made.count)]
        tally.note(
            chunk.rows, keys or [None] * made.count, [verdict for verdict, _ in told], [fid or 0 for _, fid in told]
        )

    def _one_mark(self, mark: Reason) -> Reason:
        """The same mark for all rows that have it."""
        return mark if mark.params else self._marks.setdefault((mark.column, mark.sentence, mark.value), mark)

    def _keeps_its_key(self) -> bool:
        """Whether a record holds its key as the file has it, so that it can be asked."""
        if not self._key:
            return True
        field = self._plan.kind_of(self._key)
        return field is not None and field.kind == "text" and self._key in shape(self._id).columns

    def _values_of(self, fids: list[int]) -> dict[int, tuple[Any, ...]]:
        """What the key of each record may be: its own, or the uid of one without."""
        return store.read(self._change.conn, self._id, fids, [self._key, "uid"] if self._key else ["uid"])

    def _set_aside(self, chunk: Chunk, repeats: Sequence[int], verdicts: dict[int, tuple[str, int | None]]) -> None:
        """Rows whose key came before in the file wait, where the mapping asks for it."""
        source = self._plan.fields.get(self._key)
        column = source.column if source else ""
        for i in repeats:
            verdicts[i] = ("rejected", None)
            sentence = "The key of this row came before in the file: keep one of them."
            self._tally.rejects.append((chunk.rows[i], Reason(column, sentence, {})))
            self._tally.marks.pop(chunk.rows[i], None)

    def _all_new(self, made: Converted, keys: Sequence[Any]) -> bool:
        """Whether every row is good and has a key that neither the register nor the file had before."""
        if not self.is_empty or made.rejected or None in keys:
            return False
        names = set(keys)
        return len(names) == made.count and not self._seen.find(keys)

    def forget(self) -> None:
        """Let go of what only further rows would need, before the indexes are sorted in memory."""
        self._seen = Seen(0, None)
        self._alike, self._links, self._marks = {}, {}, {}

    def finish(self, progress: Progress) -> None:
        """What is done once at the end: the search is made anew where it was left alone on the way."""
        if self._deferred:
            search.rebuild(self._change.conn, progress)

    # -- who is who --------------------------------------------------------------------------------------------

    def _uids(self, made: Converted, keyless: Sequence[int]) -> dict[int, str]:
        """A uid for each row without a key, made from what the row says, so that the same file meets it again."""
        if not keyless:
            return {}
        prints = fingerprints(made, self._id)
        found: dict[int, str] = {}
        for i in keyless:
            count = self._alike.get(prints[i], 0)
            self._alike[prints[i]] = count + 1
            raw = bytearray(hashlib.blake2b(prints[i] + count.to_bytes(4, "big"), digest_size=16).digest())
            raw[6], raw[8] = raw[6] & 0x0F | 0x80, raw[8] & 0x3F | 0x80  # RFC 9562: version 8, our own making
            text = raw.hex()
            found[i] = f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
        return found

    def _there(self, keys: Sequence[Any] | None, uids: dict[int, str], good: Sequence[int]) -> dict[str, int]:
        conn = self._change.conn
        found: dict[str, int] = {}
        if keys is not None:
            found |= store.find(conn, self._id, self._key, [keys[i] for i in good if keys[i]])
        if uids:
            found |= store.find(conn, self._id, "uid", uids.values())
        return found

    def _link(self, made: Converted) -> None:
        """Look up what the rows point at, by number and then by name; what is not found is kept as text."""
        columns = shape(self._id).columns
        for name, texts in made.refs.items():
            field = self._plan.kind_of(name)
            assert field is not None
            # A head of household is a name like others': whose it is, the household's own people tell at the end.
            by_name = (self._id, name) != ("household", "head")
            found = self._look_up(field.ref, {text for text in texts if text}, by_name=by_name)
            ids = list(map(found.get, texts))  # type: ignore[arg-type]
            if None in ids:
                lost = (i for i, (text, one) in enumerate(zip(texts, ids, strict=True)) if text and one is None)
                self._tally.unlinked += sum(i not in made.rejected for i in lost)
            made.columns[f"{name}_id"] = ids
            if f"{name}_text" in columns:
                made.columns[f"{name}_text"] = list(texts)

    def _look_up(self, register: str, texts: set[str], *, by_name: bool = True) -> dict[str, int | None]:
        """What each text means, by number and then by a name that only one has; asked before is not asked again."""
        known = self._links.setdefault(register, {})
        new = texts.difference(known) if self._filled.get(register, False) else set()
        if new:
            conn = self._change.conn
            found: dict[str, int] = store.find(conn, register, "number", new)
            rest = [text for text in new if text not in found]
            if rest and by_name and "name" in shape(register).columns:
                found |= store.find(conn, register, "name", rest, alone=True)
            known.update(dict.fromkeys(rest))
            known.update(found)
        return known

    # -- writing -----------------------------------------------------------------------------------------------

    def _add(
        self, made: Converted, fresh: Sequence[int], keys: Sequence[Any] | None, uids: dict[int, str]
    ) -> Iterable[int]:
        if not fresh:
            return []
        columns = self._columns(made, fresh)
        if uids:
            columns["uid"] = self._with_uids(fresh, uids)
        self._number(columns, fresh, keys)
        if self._id == "case":
            columns.setdefault("workflow", [self._plan.workflow] * len(fresh))
            states = columns.pop("state", [None] * len(fresh))
        defer = self._index and self._tally.rows >= DEFER_FROM
        if defer and not self._deferred:
            self._deferred = True
        fids, _ = records.add_in(self._desk, self._change, self._id, columns, index=self._index and not self._deferred)
        if self._id == "case":
            self._steps(fids.tolist(), columns, states)
        found: list[int] = fids.tolist()
        return found

    @staticmethod
    def _with_uids(fresh: Sequence[int], uids: dict[int, str]) -> list[str]:
        from gridgov.domain.ids import uuid7_many

        spare = iter(uuid7_many(sum(i not in uids for i in fresh)))
        return [uids[i] if i in uids else next(spare) for i in fresh]

    def _columns(self, made: Converted, rows: Sequence[int]) -> dict[str, Any]:
        known = {*shape(self._id).columns, "extra"} | ({"dwelling_id"} if self._id == "person" else set())
        whole = len(rows) == made.count
        found: dict[str, Any] = {
            name: values if whole else [values[i] for i in rows]
            for name, values in made.columns.items()
            if name in known
        }
        if "extra" in found:
            found["extra"] = [own_fields.merged(None, one) for one in found["extra"]]
        index = np.asarray(rows, dtype=np.int64)
        if made.blobs is not None:
            found["geom"] = [made.blobs[i] for i in rows]
        elif made.x is not None and made.y is not None:
            found["x"], found["y"] = made.x[index], made.y[index]
        return found

    def _number(self, columns: dict[str, Any], rows: Sequence[int], keys: Sequence[Any] | None) -> None:
        """A number of ours for a row without one."""
        letter = LETTERS.get(self._id)
        if letter is None or "number" not in shape(self._id).columns:
            return
        given = columns.get("number") or [None] * len(rows)
        missing = [at for at, one in enumerate(given) if not one]
        if not missing:
            return
        if self._id == "case":
            columns["number"] = self._case_numbers(columns, list(given), missing)
            return
        first = reserve(self._change.conn, f"number of {self._id}", len(missing))
        day = self._desk.today().replace("-", "")[2:]
        numbers = list(given)
        for offset, at in enumerate(missing):
            numbers[at] = f"{letter}{day}{first + offset:06d}"
        columns["number"] = numbers
        del keys

    def _case_numbers(self, columns: dict[str, Any], given: list[Any], missing: Sequence[int]) -> list[Any]:
        """Cases get their numbers where all cases do: from the file's template."""
        zone = ZoneInfo(self._desk.zone)
        times, codes = columns.get("reported_at"), columns.get("class_code")
        days = [
            datetime.fromisoformat((times[at] if times else None) or self._change.at).astimezone(zone).date()
            for at in missing
        ]
        made = case_numbers.numbers(self._change, days, [codes[at] if codes else None for at in missing])
        for at, number in zip(missing, made, strict=True):
            given[at] = number
        return given

    def _steps(self, fids: Sequence[int], columns: dict[str, Any], states: Sequence[str | None]) -> None:
        """The steps that a case's times tell, and the one that brings it to the state as stated."""
        out: dict[str, list[Any]] = {"step": [], "from_state": [], "to_state": [], "at": [], "workflow": []}
        owners: list[int] = []
        times = [columns.get(field) for _, _, field in STEPS]
        for i, (fid, state) in enumerate(zip(fids, states, strict=True)):
            told = [
                (step, to, column[i])
                for (step, to, _), column in zip(STEPS, times, strict=True)
                if column is not None and column[i] and (to != "closed" or state in (None, "closed"))
            ]
            before, latest = None, ""
            final = state or (told[-1][1] if told else "reported")
            last = told[-1][1] if told else None
            if final != last:
                moment = max([one[2] for one in told] or [self._change.at])
                told.append(("import", final, moment))
            for step, to, at in told:
                latest = max(at, latest)
                owners.append(fid)
                for name, value in zip(out, (step, before, to, latest, self._plan.workflow), strict=True):
                    out[name].append(value)
                before = to
        cases.add_steps(self._desk, self._change, owners, out)

    def _meet(
        self,
        made: Converted,
        pairs: Sequence[tuple[int, int]],
        verdicts: dict[int, tuple[str, int | None]],
        *,
        update: bool,
    ) -> None:
        """Rows whose record is there: the same, changed, or (a repeat that is only reported) skipped."""
        if not pairs:
            return
        rows, fids = [i for i, _ in pairs], [fid for _, fid in pairs]
        columns = self._columns(made, rows)
        columns.pop("dwelling_id", None)
        if self._id == "case":
            columns.pop("workflow", None)
        places: dict[str, Any] = {name: columns.pop(name) for name in ("x", "y", "geom") if name in columns}
        if "extra" in columns:
            # What the file does not say of one's own fields stays as it is.
            before = store.read(self._change.conn, self._id, fids, ["extra"])
            columns["extra"] = [
                own_fields.merged(before.get(fid, (None,))[0], own_fields.values(text)) if text else None
                for fid, text in zip(fids, columns["extra"], strict=True)
            ]
        names = list(columns)
        plain = {name: store.plain(columns[name]) for name in names}
        kept = store.read(self._change.conn, self._id, fids, [*names, *(["geom"] if places else [])])
        differ: list[int] = []
        for at, fid in enumerate(fids):
            old = kept.get(fid)
            if old is None:
                continue
            alike = all(old[n] == plain[name][at] or plain[name][at] is None for n, name in enumerate(names))
            if not alike or (places and not _same_place(old[-1], places, at)):
                differ.append(at)
        changed = set(differ)
        for at, (i, fid) in enumerate(pairs):
            verdict = "same" if at not in changed else "changed" if update else "skipped"
            verdicts[i] = (verdict, fid)
        if differ and update:
            self._edit(differ, fids, columns, places)

    def _edit(
        self, differ: Sequence[int], fids: Sequence[int], columns: dict[str, Any], places: dict[str, Any]
    ) -> None:
        chosen = [fids[at] for at in differ]
        new = {name: [values[at] for at in differ] for name, values in columns.items()}
        states = new.pop("state", None) if self._id == "case" else None
        # An empty cell of the file says nothing: it takes no value away.
        names = list(new)
        kept = store.read(self._change.conn, self._id, chosen, names)
        said = dict(new)
        for n, name in enumerate(names):
            new[name] = [kept[fid][n] if value is None else value for fid, value in zip(chosen, new[name], strict=True)]
        for name in names:
            if (text := f"{name.removesuffix('_id')}_text") in said and name.endswith("_id"):
                # What is named otherwise now, and not found, is linked to nothing: the former one it is not.
                at = names.index(text)
                for row, fid in enumerate(chosen):
                    if said[name][row] is None and said[text][row] and said[text][row] != kept[fid][at]:
                        new[name][row] = None
        new |= {name: [values[at] for at in differ] for name, values in places.items()}
        records.edit_in(self._desk, self._change, self._id, chosen, new)
        if states is not None:
            now = store.read(self._change.conn, "case", chosen, ["state"])
            moved = [(fid, s) for fid, s in zip(chosen, states, strict=True) if s and now[fid][0] != s]
            if moved:
                steps = {
                    "step": ["import"] * len(moved),
                    "from_state": [now[fid][0] for fid, _ in moved],
                    "to_state": [s for _, s in moved],
                }
                cases.add_steps(self._desk, self._change, [fid for fid, _ in moved], steps)


def _targets(plan: Plan) -> set[str]:
    """The registers that a plan's references point at."""
    fields = (plan.kind_of(name) for name in plan.fields)
    return {field.ref for field in fields if field is not None and field.ref}


def _same_place(old: bytes | None, places: dict[str, Any], at: int) -> bool:
    if "geom" in places:
        new = places["geom"][at]
        return new is None or (old is not None and bytes(old) == bytes(new))
    x, y = float(places["x"][at]), float(places["y"][at])
    if not np.isfinite(x):
        return True
    if old is None:
        return False
    old_x, old_y = blobs_of.decode_points([old])
    return bool(abs(old_x[0] - x) <= SAME_DEGREES and abs(old_y[0] - y) <= SAME_DEGREES)
