/** Mentions: which names a text calls with an at sign (domain/mention.py says the same). */
import { MAX_NICKNAME, MIN_NICKNAME } from "../protocol/protocol.gen";

/** An at sign inside a word belongs to an address. */
const CALL = /(?<![\p{L}\p{N}_@])@(?=[^\s@])/gu;
const GOES_ON = /[\p{L}\p{N}_\p{M}]/u;
const MAX_CALLS = 40;

/** The form under which a name is found: case and accents aside. */
export function nameKey(name: string): string {
  return name.replaceAll("\u2019", "'").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export interface Part {
  readonly text: string;
  /** Of the nickname called; null for what is only said. */
  readonly key: string | null;
}

/** The text in parts, those that call a known nickname set apart. */
export function partsOf(body: string, known: ReadonlySet<string>): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { index } of [...body.matchAll(CALL)].slice(0, MAX_CALLS)) {
    const called = index < from ? null : nameAt(body, index + 1, known);
    if (called === null) continue;
    if (index > from) parts.push({ text: body.slice(from, index), key: null });
    from = index + 1 + called.length;
    parts.push({ text: body.slice(index, from), key: nameKey(called) });
  }
  if (from < body.length) parts.push({ text: body.slice(from), key: null });
  return parts;
}

/** The longest known nickname that begins here and ends where a word does. */
function nameAt(body: string, start: number, known: ReadonlySet<string>): string | null {
  const signs = [...body.slice(start, start + 2 * MAX_NICKNAME + 2)];
  for (let end = Math.min(MAX_NICKNAME, signs.length); end >= MIN_NICKNAME; end -= 1) {
    const name = signs.slice(0, end).join("");
    if (known.has(nameKey(name)) && !GOES_ON.test(signs[end] ?? " ")) return name;
  }
  return null;
}

/** A name being called where the caret stands: where its at sign is, and what follows it. */
export interface Call {
  readonly at: number;
  readonly query: string;
}

export function callAt(text: string, caret: number): Call | null {
  const found = /(?<![\p{L}\p{N}_@])@([^\s@][^\n@]{0,30})?$/u.exec(text.slice(0, caret));
  return found ? { at: found.index, query: found[1] ?? "" } : null;
}

/** Whether a nickname, or a word of it, begins so. */
export function beginsWith(nickname: string, query: string): boolean {
  const [name, wanted] = [nameKey(nickname), nameKey(query)];
  return name.startsWith(wanted) || name.split(/[\s\-_.']+/).some((word) => word.startsWith(wanted));
}
