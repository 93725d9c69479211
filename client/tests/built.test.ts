import { readdirSync, readFileSync } from "node:fs";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const STATIC = new URL("../../src/palabre/http/static/", import.meta.url);
/** What a room's page loads before anything is asked of it: the rest comes on demand. */
const MAX_GUEST_JS_BYTES = 35_000;
const ENTRY = "src/guest.ts";
const files = readdirSync(new URL("assets/", STATIC));

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(new URL("manifest.json", STATIC), "utf8")) as Record<string, Chunk>;

/** The files of a chunk and of all it imports. */
function filesOf(name: string, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no ${name}`);
  if (known.has(chunk.file)) return known;
  return (chunk.imports ?? []).reduce(
    (files: ReadonlySet<string>, imported) => filesOf(imported, files),
    new Set([...known, chunk.file]),
  );
}

function weigh(name: string): number {
  return gzipSync(readFileSync(new URL(name, STATIC)), { level: 9 }).length;
}

function read(name: string): string {
  return readFileSync(new URL(`assets/${name}`, STATIC), "utf8");
}

describe("the built client", () => {
  it.each(["fr", "en"])(
    "weighs less than 35 kB, compressed, in the language of the page (%s)",
    (language) => {
      const needed = new Set([...filesOf(ENTRY), ...filesOf(`src/i18n/language_${language}.ts`)]);
      const weight = [...needed].reduce((sum, file) => sum + weigh(file), 0);
      expect(needed.size).toBeGreaterThan(1);
      expect(weight).toBeLessThanOrEqual(MAX_GUEST_JS_BYTES);
    },
  );

  it("fetches only what is asked for: the other language and the dialogs are not among it", () => {
    const first = [...filesOf(ENTRY)].join();
    for (const name of ["language_", "settings_dialog", "keys_dialog", "asking_dialogs"]) {
      expect(first).not.toContain(name);
    }
  });

  it("is packed as it is: what Brotli unpacks is the file beside it", () => {
    const packed = files.filter((name) => name.endsWith(".br"));
    expect(packed.length).toBeGreaterThan(10);
    for (const name of packed) {
      const unpacked = brotliDecompressSync(readFileSync(new URL(`assets/${name}`, STATIC)));
      expect(unpacked.toString(), name).toBe(read(name.replace(".br", "")));
    }
  });

  it("asks nothing of anyone else", () => {
    for (const name of files.filter((file) => !file.endsWith(".br"))) {
      const addresses = [...read(name).matchAll(/https?:\/\/[\w.-]+/g)].map((match) => match[0]);
      expect(
        addresses.filter((address) => !address.endsWith("www.w3.org")),
        name,
      ).toEqual([]);
    }
  });

  it("never evaluates text", () => {
    for (const name of files.filter((file) => file.endsWith(".js"))) {
      expect(read(name), name).not.toMatch(/\beval\(|new Function\(|document\.write/);
    }
  });
});
