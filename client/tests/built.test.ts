import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const STATIC = new URL("../../src/palabre/http/static/", import.meta.url);
const MAX_GUEST_JS_BYTES = 35_000;
const files = readdirSync(new URL("assets/", STATIC));

function read(name: string): string {
  return readFileSync(new URL(`assets/${name}`, STATIC), "utf8");
}

describe("the built client", () => {
  it("weighs less than 35 kB, compressed", () => {
    const scripts = files.filter((name) => name.endsWith(".js"));
    const weight = scripts.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0);
    expect(scripts).not.toEqual([]);
    expect(weight).toBeLessThanOrEqual(MAX_GUEST_JS_BYTES);
  });

  it("asks nothing of anyone else", () => {
    for (const name of files) {
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
