// Automerge makes the edits, and takes them over into another document.
//
// One document, a map of records, every field a scalar (ImmutableString: its
// collaborative texts would only be slower), every edit a change of its own with
// message and time. The edits go through the library's own backend, without the
// JavaScript view of the document, which copies the whole map at each change.
import * as A from "@automerge/automerge";
import { gzipSync } from "node:zlib";
import { edits, main, read, store, timed } from "./common.mjs";

const actor = (pc) => String(pc + 1).padStart(32, "0");

main({
  /** Makes base (before the edits) and full, both as files in dir. */
  async make(list, dir) {
    let base = A.change(A.init({ actor: actor(9) }), { message: "建立账套", time: 0 }, (doc) => { doc.members = {}; });
    store(`${dir}/base.automerge`, A.save(base));
    const start = A.getBackend(base);
    let docs = [0, 1, 2].map((pc) => start.fork(actor(pc)));
    let objects = null;
    const created = [new Map(), new Map(), new Map()];
    for await (const [pc, at, operator, note, first, what, value] of edits(list)) {
      const message = `${operator} ${note}`;
      if (Array.isArray(what)) {
        what.forEach((fields, i) => {
          const record = docs[pc].putObject("/members", `r${first + i}`, {});
          for (const [key, text] of Object.entries(fields)) docs[pc].put(record, key, text, "str");
          created[pc].set(first + i, record);
        });
      } else {
        if (!objects) {
          // All imports are made: everybody gets them, then goes on alone.
          const whole = together(docs);
          docs = [0, 1, 2].map((pc) => whole.fork(actor(pc + 3)));
          objects = new Map(created.flatMap((m) => [...m]));
        }
        docs[pc].put(objects.get(first), what, value, "str");
      }
      docs[pc].commit(message, at);
    }
    store(`${dir}/full.automerge`, together(docs).save());
    return {};
  },

  /** What somebody who has the base lacks, as a file: the whole in its compressed form. */
  export(dir, file) {
    const doc = A.load(read(`${dir}/full.automerge`));
    let bytes;
    const ms = timed(() => {
      bytes = A.save(doc);
      store(file, bytes);
    });
    return { ms, bytes: bytes.length };
  },

  /** The same as single changes, the other way in which Automerge passes them on. */
  exportChanges(dir, file) {
    const doc = A.load(read(`${dir}/full.automerge`));
    const base = A.load(read(`${dir}/base.automerge`));
    let bytes;
    const ms = timed(() => {
      bytes = A.saveSince(doc, A.getHeads(base));
      store(file, bytes);
    });
    return { ms, bytes: bytes.length, packed: gzipSync(bytes, { level: 9 }).length };
  },

  import(dir, file) {
    let doc = A.load(read(`${dir}/base.automerge`));
    const ms = timed(() => {
      doc = A.loadIncremental(doc, read(file));
      store(`${file}.imported`, A.save(doc));
    });
    return { ms, ...look(doc) };
  },

  /** Without the view that a program needs to show the records: its backend alone. */
  importBackend(dir, file) {
    const doc = A.load(read(`${dir}/base.automerge`));
    const backend = A.getBackend(doc);
    const ms = timed(() => {
      backend.loadIncremental(read(file));
      store(`${file}.imported`, backend.save());
    });
    return { ms, records: backend.length("/members") };
  },
});

function together(docs) {
  const whole = docs[0].fork(actor(8));
  for (const d of docs.slice(1)) whole.merge(d);
  return whole;
}

/** Counts the records, so that nobody measures an import of nothing. */
function look(doc) {
  return { records: Object.keys(doc.members).length };
}
