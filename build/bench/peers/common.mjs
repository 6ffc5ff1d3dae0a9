// What the peers share: the list of edits, and files that the disk has confirmed.
import { closeSync, createReadStream, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

/** Yields [pc, seconds, operator, note, first record, fields of new records | field, value]. */
export async function* edits(file) {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) yield JSON.parse(line);
}

/** Writes a file and waits until it is on the disk, as the book of a PC does. */
export function store(file, bytes) {
  const f = openSync(file, "w");
  for (let at = 0; at < bytes.length; ) at += writeSync(f, bytes, at);
  fsyncSync(f);
  closeSync(f);
}

export const read = (file) => new Uint8Array(readFileSync(file));

/** Runs one of the steps and prints what it returned and how long that took. */
export async function main(steps) {
  const [step, ...args] = process.argv.slice(2);
  const out = await steps[step](...args);
  console.log(JSON.stringify(out));
}

/** Runs f and returns its milliseconds. */
export function timed(f) {
  const begun = performance.now();
  f();
  return performance.now() - begun;
}
