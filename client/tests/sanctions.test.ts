import { describe, expect, it } from "vitest";
import { restraintOf, withoutSanction, withSanction } from "../src/core/sanctions";
import type { SanctionInfo } from "../src/protocol/protocol.gen";

function sanction(id: string, kind: SanctionInfo["kind"], until: string | null): SanctionInfo {
  return {
    id,
    kind,
    room: "agora",
    from: "2026-11-22T12:00:00Z",
    until,
    ground: "Règle 1",
    facts: "",
    reason: "",
    quoted: null,
    decided_by: "M-1",
    automated: false,
    receipt: "",
    appeal_until: "2027-05-24T12:00:00Z",
  };
}

const SHORT = sanction("a", "mute", "2026-11-22T12:10:00Z");
const LONG = sanction("b", "room_ban", "2026-11-23T12:00:00Z");
const WARNING = sanction("c", "warning", null);

describe("what was decided about the reader", () => {
  it("is told by the restraint that ends last", () => {
    expect(restraintOf([SHORT, LONG, WARNING])).toBe(LONG);
    expect(restraintOf([LONG, SHORT])).toBe(LONG);
  });

  it("keeps nobody from writing when it is a warning, or a removal", () => {
    expect(restraintOf([WARNING, sanction("d", "removal", null)])).toBeNull();
  });

  it("keeps nobody from writing to all others when a rule stopped one exchange", () => {
    expect(restraintOf([sanction("e", "contact_stopped", "2026-11-23T12:00:00Z")])).toBeNull();
  });

  it("is one thing when it is told twice, and gone when it is lifted", () => {
    const known = withSanction(withSanction([WARNING], SHORT), { ...SHORT, reason: "Vu." });
    expect(known.map(({ id }) => id)).toEqual(["c", "a"]);
    expect(withoutSanction(known, "a")).toEqual([WARNING]);
    expect(withoutSanction(known, "z")).toEqual(known);
  });
});
