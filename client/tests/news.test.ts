import { describe, expect, it } from "vitest";
import { hasNews, markSeen } from "../src/views/news";
import { titleOf } from "../src/views/page_title";
import { isWorthKeeping } from "../src/views/worth_keeping";

describe("a room of the list", () => {
  it("has nothing new before it was on screen in this tab", () => {
    expect(hasNews({ slug: "jardin", offset: 40 })).toBe(false);
  });

  it("has something new once its log went on without the reader", () => {
    markSeen("cuisine", 12);
    expect(hasNews({ slug: "cuisine", offset: 12 })).toBe(false);
    expect(hasNews({ slug: "cuisine", offset: 13 })).toBe(true);
    markSeen("cuisine", 13);
    expect(hasNews({ slug: "cuisine", offset: 13 })).toBe(false);
  });

  it("that was never entered is not taken as read", () => {
    markSeen("agora", 0);
    expect(hasNews({ slug: "agora", offset: 3 })).toBe(false);
  });
});

describe("the title", () => {
  it("says that something came, and nothing more", () => {
    expect(titleOf("Cuisine · Palabre", false)).toBe("Cuisine · Palabre");
    expect(titleOf("Cuisine · Palabre", true)).toBe("• Cuisine · Palabre");
  });
});

describe("closing the page", () => {
  it("asks for a draft one would miss, not for a word or two", () => {
    expect(isWorthKeeping("   ")).toBe(false);
    expect(isWorthKeeping("Oui, demain.")).toBe(false);
    expect(isWorthKeeping("Je propose de se retrouver samedi à quatorze heures devant la fontaine.")).toBe(
      true,
    );
  });
});
