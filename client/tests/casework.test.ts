import { describe, expect, it } from "vitest";
import { Casework } from "../src/desk/casework";
import { BLANK, isLong, requestOf } from "../src/desk/ladder";
import { groundsFor, reasonOf } from "../src/desk/reasons";
import type { DeskGround } from "../src/protocol/desk.gen";
import { FakeCaseApi, fileOf, rowOf } from "./fake_cases";
import { FakeClock } from "./fakes";
import { settle } from "./visits";

function desk(...ids: string[]) {
  const clock = new FakeClock();
  const api = new FakeCaseApi();
  api.made = { ...api.made, undo_until: new Date(clock.now() + 10_000).toISOString() };
  const work = new Casework(api, clock);
  const rows = ids.map((id) => rowOf(id));
  for (const row of rows) api.files.set(row.id, fileOf(row));
  work.told(rows);
  return { clock, api, work, rows };
}

function shown(work: Casework): string[] {
  return work.rows.value.map(({ id }) => id);
}

describe("the queue", () => {
  it("shows lives first, then appeals, then the others, each as the server ordered them", () => {
    const { work } = desk();
    work.told([
      rowOf("a"),
      rowOf("b", { queue: "appeals", state: "appealed" }),
      rowOf("c"),
      rowOf("d", { queue: "lives", urgent: true }),
    ]);
    expect(shown(work)).toEqual(["d", "b", "a", "c"]);
  });
});

describe("a case that is open", () => {
  it("is only looked at: whoever begins to decide takes it, once", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    expect(api.done).toEqual(["read a"]);
    work.think({ note: "Déjà vu hier" });
    work.think({ rung: "warning" });
    work.think({ rung: "mute" });
    expect(api.done).toEqual(["read a", "claim a"]);
  });

  it("is read again when a report comes in, and what one had in mind stays", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    work.think({ rung: "mute", reason: "Trois fois, ça suffit." });
    work.told([rowOf("a", { reports: 2, state: "claimed", mine: true, claimed_by: "M-1" })]);
    await settle();
    expect(api.done.filter((act) => act === "read a")).toHaveLength(2);
    expect(work.draft.value).toMatchObject({ rung: "mute", reason: "Trois fois, ça suffit." });
  });

  it("keeps what one had in mind while one looks at another", async () => {
    const { work } = desk("a", "b");
    await work.open("a");
    work.think({ rung: "ban" });
    await work.open("b");
    expect(work.draft.value).toEqual(BLANK);
    await work.open("a");
    expect(work.draft.value.rung).toBe("ban");
  });

  it("that somebody else decides meanwhile says so, and keeps what was typed", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    work.think({ rung: "mute", reason: "Trois fois, ça suffit." });
    api.files.set("a", fileOf(rowOf("a", { state: "decided" })));
    work.told([]);
    await settle();
    expect(work.row.value?.state).toBe("decided");
    expect(work.draft.value.reason).toBe("Trois fois, ça suffit.");
  });

  it("that may not be seen says why", async () => {
    const { work } = desk();
    await work.open("elsewhere");
    expect(work.opened.value).toMatchObject({ file: null, fault: { code: "not_found" } });
  });
});

describe("a case that is handed over", () => {
  it("may have been taken a moment before, which the place does not say yet", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    work.think({ rung: "mute" });
    await work.handOver();
    expect(api.done.slice(-2)).toEqual(["claim a", "hand over a"]);
    expect(work.opened.value).toBeNull();
  });
});

describe("a case that waits for nobody", () => {
  it("is closed, and shown as it is then", async () => {
    const { api, work } = desk();
    api.files.set("a", fileOf(rowOf("a", { state: "decided" })));
    await work.open("a");
    await work.conclude();
    expect(api.done).toContain("close a");
    expect(work.row.value?.state).toBe("closed");
  });

  it("is not closed while a decision is awaited", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    await work.conclude();
    expect(api.done).not.toContain("close a");
  });
});

describe("a decision on a case", () => {
  it("of two keys mutes for ten minutes, with the words that were suggested", async () => {
    const { api, work } = desk("a", "b");
    await work.open("a");
    work.think({ rung: "mute" });
    await work.decide();
    expect(api.decisions).toEqual([
      {
        sanction: "mute",
        ground: "rule-4",
        minutes: 10,
        reason: "On n’insiste pas.",
        remove: [],
        note: "",
        danger: false,
        confirm: false,
      },
    ]);
    expect(shown(work)).toEqual(["b"]);
    expect(work.opened.value).toBeNull();
  });

  it("can be undone for ten seconds, and what one had in mind is there again", async () => {
    const { api, work, clock } = desk("a");
    await work.open("a");
    work.think({ rung: "ban", minutes: { ban: 10_080 } });
    await work.decide();
    await work.undo();
    expect(api.done).toContain("take back d1");
    expect(shown(work)).toEqual(["a"]);
    expect(work.draft.value).toMatchObject({ rung: "ban", minutes: { ban: 10_080 } });
    await work.decide();
    clock.advance(10_000);
    expect(work.undoing.done.value).toEqual([]);
  });

  it("that somebody else took first is told, and the case is read again", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    work.think({ rung: "mute" });
    api.refusals = [{ ok: false, fault: { code: "already_decided", detail: "", by: "M-2" } }];
    await work.decide();
    await settle();
    expect(work.fault.value).toMatchObject({ code: "already_decided", by: "M-2" });
    expect(api.done.filter((act) => act === "read a")).toHaveLength(2);
    expect(work.draft.value.rung).toBe("mute");
  });

  it("is not sent twice by an impatient hand", async () => {
    const { api, work } = desk("a");
    await work.open("a");
    work.think({ rung: "warning" });
    await Promise.all([work.decide(), work.decide()]);
    expect(api.decisions).toHaveLength(1);
  });
});

describe("an appeal", () => {
  it("made at once brings back what one has just decided", async () => {
    const { work } = desk("a");
    await work.open("a");
    work.think({ rung: "mute" });
    await work.decide();
    work.told([rowOf("a", { state: "appealed", queue: "appeals" })]);
    expect(shown(work)).toEqual(["a"]);
  });

  it("that was judged waits no more", async () => {
    const { api, work } = desk();
    api.files.set("a", fileOf(rowOf("a", { state: "appealed", queue: "appeals" })));
    work.told([rowOf("a", { state: "appealed", queue: "appeals" })]);
    await work.open("a");
    await work.judge("reversed", "Une fois n’est pas insister.");
    expect(api.done).toContain("judge a reversed Une fois n’est pas insister.");
    expect(shown(work)).toEqual([]);
  });
});

describe("handing over", () => {
  it("asks for no reason and leaves the case", async () => {
    const { api, work } = desk();
    api.files.set("a", fileOf(rowOf("a", { mine: true, claimed_by: "M-1" })));
    work.told([rowOf("a", { mine: true, claimed_by: "M-1", state: "claimed" })]);
    await work.open("a");
    await work.handOver();
    expect(api.done).toEqual(["read a", "hand over a"]);
    expect(work.opened.value).toBeNull();
  });

  it("before a rest gives back everything one has", async () => {
    const { api, work } = desk();
    work.told([rowOf("a", { mine: true }), rowOf("b"), rowOf("c", { mine: true })]);
    await work.handOverAll();
    expect(api.done).toEqual(["hand over a", "hand over c"]);
  });
});

describe("what is asked of the server", () => {
  it("puts somebody out at once, or for a time", () => {
    expect(requestOf({ ...BLANK, rung: "out", minutes: { out: 1 } }, "rule-1", "Non.")).toMatchObject({
      sanction: "kick",
      minutes: null,
    });
    expect(requestOf({ ...BLANK, rung: "out" }, "rule-1", "Non.")).toMatchObject({
      sanction: "room_ban",
      minutes: 1_440,
    });
  });

  it("tells nothing where nothing is done, and a reason where a message goes", () => {
    expect(requestOf({ ...BLANK, rung: "none" }, "rule-1", "Non.").reason).toBe("");
    expect(requestOf({ ...BLANK, rung: "none", remove: ["m1"] }, "rule-1", "Non.").reason).toBe("Non.");
  });

  it("wants a warning first only beyond a day", () => {
    expect(isLong({ ...BLANK, rung: "ban" })).toBe(false);
    expect(isLong({ ...BLANK, rung: "ban", minutes: { ban: 10_080 } })).toBe(true);
  });
});

describe("the words of a decision", () => {
  const insult: DeskGround = {
    id: "rule-1",
    kind: "rule",
    label: { fr: "Insulte", en: "Insult" },
    text: { fr: "On ne vise personne.", en: "No one is aimed at." },
    categories: ["hate"],
  };

  it("follow the ground, in the language of who will read them, until they are written over", () => {
    const file = fileOf(rowOf("a"), { subject_locale: "en" });
    expect(reasonOf(file, BLANK, [insult])).toBe("No insisting.");
    expect(reasonOf(file, { ...BLANK, ground: "rule-1" }, [insult])).toBe("No one is aimed at.");
    expect(reasonOf(file, { ...BLANK, reason: "" }, [insult])).toBe("");
  });

  it("come from the grounds made for what is reported first", () => {
    const insisting: DeskGround = { ...insult, id: "rule-4", categories: ["harassment"] };
    expect(groundsFor(fileOf(rowOf("a")), [insult, insisting]).map(({ id }) => id)).toEqual([
      "rule-4",
      "rule-1",
    ]);
  });
});
