import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const STYLES = new URL("../src/styles/", import.meta.url);
const tokens = readFileSync(new URL("tokens.css", STYLES), "utf8");

function declarations(selector: RegExp): string[] {
  const block = selector.exec(tokens)?.[1] ?? "";
  return block
    .split(";")
    .map((line) => line.trim())
    .filter(Boolean);
}

describe("the tokens", () => {
  it("say the same dark twice: the system's choice and the guest's", () => {
    const bySystem = declarations(/:root:not\(\[data-theme="light"\]\) \{([^}]*)\}/);
    const byGuest = declarations(/:root\[data-theme="dark"\] \{([^}]*)\}/);
    expect(bySystem.length).toBeGreaterThan(30);
    expect(byGuest).toEqual(bySystem);
  });

  it("are the only place a colour is written", () => {
    for (const name of readdirSync(STYLES).filter((file) => file !== "tokens.css")) {
      const css = readFileSync(new URL(name, STYLES), "utf8");
      expect(css, name).not.toMatch(/#[0-9a-f]{3,8}\b(?![^{]*\{)|\brgb|\bhsl/i);
    }
  });

  it("are all defined before they are used", () => {
    const css = readdirSync(STYLES)
      .map((name) => readFileSync(new URL(name, STYLES), "utf8"))
      .join("\n");
    const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
    const used = [...css.matchAll(/var\((--[\w-]+)\)/g)].map((match) => match[1]);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });
});
