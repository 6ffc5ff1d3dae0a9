// Yjs makes the edits, and takes them over into another document: a Y.Map of
// Y.Maps, every edit a transaction of its own. Yjs has no place for operator,
// time and note of an edit, and forgets what a later edit replaced.
import * as Y from "yjs";
import { edits, main, read, store, timed } from "./common.mjs";

function doc(client) {
  const d = new Y.Doc();
  d.clientID = client;
  return d;
}

main({
  async make(list, dir) {
    const base = doc(1);
    base.getMap("members");
    store(`${dir}/base.yjs`, Y.encodeStateAsUpdateV2(base));
    const docs = [0, 1, 2].map((pc) => doc(pc + 2));
    let editing = false;
    for await (const [pc, , , , first, what, value] of edits(list)) {
      if (!Array.isArray(what) && !editing) {
        editing = true;
        share(docs);
      }
      const members = docs[pc].getMap("members");
      docs[pc].transact(() => {
        if (!Array.isArray(what)) return members.get(`r${first}`).set(what, value);
        what.forEach((fields, i) => members.set(`r${first + i}`, new Y.Map(Object.entries(fields))));
      });
    }
    share(docs);
    store(`${dir}/full.yjs`, Y.encodeStateAsUpdateV2(docs[0]));
    return {};
  },

  export(dir, file) {
    const d = doc(9);
    Y.applyUpdateV2(d, read(`${dir}/full.yjs`));
    const base = doc(10);
    Y.applyUpdateV2(base, read(`${dir}/base.yjs`));
    const known = Y.encodeStateVector(base);
    let bytes;
    const ms = timed(() => {
      bytes = Y.encodeStateAsUpdateV2(d, known);
      store(file, bytes);
    });
    return { ms, bytes: bytes.length };
  },

  import(dir, file) {
    const d = doc(11);
    Y.applyUpdateV2(d, read(`${dir}/base.yjs`));
    const ms = timed(() => {
      Y.applyUpdateV2(d, read(file));
      store(`${file}.imported`, Y.encodeStateAsUpdateV2(d));
    });
    return { ms, records: d.getMap("members").size };
  },
});

function share(docs) {
  const updates = docs.map((d) => Y.encodeStateAsUpdateV2(d));
  docs.forEach((d) => updates.forEach((u) => Y.applyUpdateV2(d, u)));
}
