/** Codes told once, kept in this tab alone: they outlive a reload, and end with it, with a sign-out, or when of no use. */

const NAME = "palabre_codes";

export interface CodeBook {
  read(): ReadonlyMap<string, string>;
  write(codes: ReadonlyMap<string, string>): void;
}

export const tabCodes: CodeBook = {
  read() {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? "[]");
      return new Map(Array.isArray(kept) ? kept.filter(isPair) : []);
    } catch {
      return new Map();
    }
  },

  write(codes) {
    try {
      if (codes.size === 0) sessionStorage.removeItem(NAME);
      else sessionStorage.setItem(NAME, JSON.stringify([...codes]));
    } catch {
      // Storage may be denied; a code then lasts as long as the page.
    }
  },
};

function isPair(each: unknown): each is [string, string] {
  return Array.isArray(each) && each.length === 2 && each.every((part) => typeof part === "string");
}
