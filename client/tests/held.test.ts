import { describe, expect, it } from "vitest";
import { putAside, refusalOfReturned, toBeTold, writeAgain } from "../src/core/returning";
import type { HeldMessage } from "../src/protocol/protocol.gen";
import { enteredAs, messageBy, postedBy } from "./fakes";
import { acceptEntry, anaInAgora, settle, shown } from "./visits";

type Scene = ReturnType<typeof anaInAgora>;

const HELD_AT = "2026-11-22T11:59:30Z";

function write({ room }: Scene, body: string): Promise<void> {
  room.posting.drafting.text.value = body;
  return room.posting.post("");
}

/** Ana writes something that a person must read first. */
async function heldBack(body = "Samedi à 14 h chez moi"): Promise<Scene & { held: HeldMessage }> {
  const scene = anaInAgora();
  await write(scene, body);
  const { ref, client_message_id } = scene.network.socket.last("message.post");
  scene.network.socket.receive({ type: "ok", ref, message_id: "h1", status: "held" });
  return { ...scene, held: { message_id: "h1", client_message_id, body, held_at: HELD_AT } };
}

function waiting({ room }: Scene): string[] {
  return room.waiting.value.filter(({ status }) => status === "held").map(({ body }) => body);
}

describe("a message that a person must read first", () => {
  it("leaves the outbox and waits, in view of its author", async () => {
    const scene = await heldBack();
    expect(waiting(scene)).toEqual(["Samedi à 14 h chez moi"]);
    expect(scene.room.posting.hasWaiting).toBe(false);
    expect(scene.room.named.value).toBe(true);
  });

  it("waits once, though the event tells it again", async () => {
    const scene = await heldBack();
    scene.network.socket.receive({ type: "message.held", room: "agora", ...scene.held });
    expect(waiting(scene)).toEqual(["Samedi à 14 h chez moi"]);
  });

  it("is still there after the page was loaded again", () => {
    const scene = anaInAgora();
    const held = { message_id: "h1", client_message_id: "c1", body: "Toujours là", held_at: HELD_AT };
    scene.visit.retryNow();
    scene.network.socket.open();
    acceptEntry(scene.network);
    scene.network.socket.receive(enteredAs("Ana", { held: [held] }));
    expect(waiting(scene)).toEqual(["Toujours là"]);
  });

  it("is not sent again when the answer was lost and the room already holds it", async () => {
    const scene = anaInAgora();
    await write(scene, "Bonjour");
    const { client_message_id } = scene.network.socket.last("message.post");
    const held = { message_id: "h1", client_message_id, body: "Bonjour", held_at: HELD_AT };
    scene.visit.retryNow();
    scene.network.socket.open();
    acceptEntry(scene.network);
    scene.network.socket.receive(enteredAs("Ana", { held: [held] }));
    expect(shown(scene.room)).toEqual([]);
    expect(scene.network.socket.count("message.post")).toBe(0);
  });

  it("becomes an ordinary message where it lands", async () => {
    const scene = await heldBack();
    const { client_message_id, body } = scene.held;
    const released = { id: "h1", client_message_id, body, posted_at: "2026-11-22T12:01:00Z" };
    scene.network.socket.receive(postedBy("Ana", 1, released));
    expect(waiting(scene)).toEqual([]);
    expect(scene.room.state.value.messages.map((message) => message.body)).toEqual([body]);
  });

  it("is forgotten with the session", async () => {
    const scene = await heldBack();
    scene.network.socket.drop(4501);
    await settle();
    expect(waiting(scene)).toEqual([]);
  });
});

describe("a held message that was refused", () => {
  const REFUSED = {
    type: "message.refused",
    room: "agora",
    message_id: "h1",
    rule: "rule-3",
    words: ["chez moi"],
    explanation: "Pas d’adresse en public.",
    by: "person",
  };

  it("comes back with its text, the rule and the words", async () => {
    const scene = await heldBack();
    scene.network.socket.receive({ ...REFUSED, client_message_id: scene.held.client_message_id });
    expect(waiting(scene)).toEqual([]);
    const [returned] = scene.room.posting.returned.value;
    expect(returned).toMatchObject({ event: { by: "person" }, draft: { body: "Samedi à 14 h chez moi" } });
    expect(returned && refusalOfReturned(returned)).toMatchObject({
      rule: "rule-3",
      words: ["chez moi"],
      explanation: "Pas d’adresse en public.",
    });
  });

  it("is taken back above what is being written", async () => {
    const scene = await heldBack();
    scene.network.socket.receive({ ...REFUSED, client_message_id: scene.held.client_message_id });
    scene.room.posting.drafting.text.value = "Et sinon";
    const [returned] = scene.room.posting.returned.value;
    if (returned) writeAgain(scene.room.posting, returned);
    expect(scene.room.posting.drafting.text.value).toBe("Samedi à 14 h chez moi\nEt sinon");
    expect(scene.room.posting.returned.value).toEqual([]);
  });
});

describe("what the server tells again at each entry", () => {
  it("is told once, and no more once it was put aside", async () => {
    const { room, network } = await heldBack();
    const refused = {
      message_id: "h9",
      client_message_id: "c9",
      rule: "rule-3",
      words: [],
      explanation: "Pas d’adresse.",
      by: "expiry" as const,
    };
    network.socket.receive(enteredAs("Ana", { refused: [refused] }));
    network.socket.receive(enteredAs("Ana", { refused: [refused] }));
    expect(toBeTold(room.posting)).toHaveLength(1);
    const [returned] = toBeTold(room.posting);
    if (returned) putAside(room.posting, returned);
    network.socket.receive(enteredAs("Ana", { refused: [refused] }));
    expect(toBeTold(room.posting)).toEqual([]);
  });
});

describe("a refused message", () => {
  it("comes back with what the rule says", async () => {
    const scene = anaInAgora();
    await write(scene, "mot");
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({
      type: "failed",
      ref,
      code: "screened",
      message: "",
      rule: "rule-1",
      words: ["mot"],
      explanation: "On ne vise personne.",
    });
    expect(scene.room.posting.refused.value).toMatchObject({
      refusal: { explanation: "On ne vise personne.", words: ["mot"] },
    });
    expect(scene.room.posting.drafting.text.value).toBe("mot");
  });

  it("closes writing when the server says so", async () => {
    const scene = anaInAgora();
    await write(scene, "mot");
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({ type: "failed", ref, code: "writing_closed", message: "" });
    expect(scene.visit.isWritingClosed.value).toBe(true);
  });
});

describe("a proof of work asked for", () => {
  async function challenged(): Promise<Scene> {
    const scene = anaInAgora();
    await write(scene, "Bonjour");
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({
      type: "failed",
      ref,
      code: "challenge_required",
      message: "",
      retry_after: 60,
    });
    return scene;
  }

  it("keeps what was written, and sends it once the proof is accepted", async () => {
    const scene = await challenged();
    expect(shown(scene.room)).toEqual(["Bonjour: queued"]);
    expect(scene.room.posting.challengedUntil.value).toBe(scene.clock.now() + 60_000);
    scene.room.posting.challengeOver();
    expect(shown(scene.room)).toEqual(["Bonjour: sending"]);
    expect(scene.room.posting.challengedUntil.value).toBeNull();
  });

  it("says why, where the server does", async () => {
    const scene = anaInAgora();
    await write(scene, "Bonjour");
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({
      type: "failed",
      ref,
      code: "challenge_required",
      message: "",
      retry_after: 60,
      explanation: "Par précaution.",
    });
    expect(scene.room.posting.challengedFor.value).toBe("Par précaution.");
  });

  it("is not needed by who waits", async () => {
    const scene = await challenged();
    scene.clock.advance(59_000);
    expect(shown(scene.room)).toEqual(["Bonjour: queued"]);
    scene.clock.advance(1_000);
    expect(shown(scene.room)).toEqual(["Bonjour: sending"]);
  });

  it("may be declined: the text is in the field again", async () => {
    const scene = await challenged();
    scene.room.posting.challengeOver(true);
    expect(scene.room.posting.drafting.text.value).toBe("Bonjour");
    expect(shown(scene.room)).toEqual([]);
  });
});

describe("who watches over the room", () => {
  it("is followed, and sets the pace", () => {
    const { room, network } = anaInAgora();
    network.socket.receive(postedBy("Bilal", 1));
    expect(room.state.value.cover).toBeNull();
    const told = { room: "agora", cover: "unattended", moderators: 0, slow_mode_seconds: 30 };
    network.socket.receive({ type: "cover.changed", ...told });
    expect(room.state.value.cover).toMatchObject({ cover: "unattended", slow_mode_seconds: 30 });
    expect(room.slowMode()).toBe(30);
    expect(room.state.value.messages).toMatchObject([{ id: messageBy("Bilal", 1).id }]);
  });
});

describe("help lines", () => {
  it("are offered until they are closed; writing closes with those that say so", () => {
    const { room, network, visit } = anaInAgora();
    const offer = { type: "care.offered", room: "agora", text: "…", lines: [] };
    network.socket.receive({ ...offer, kind: "self_harm" });
    expect(room.care.value?.kind).toBe("self_harm");
    expect(visit.isWritingClosed.value).toBe(false);
    network.socket.receive({ ...offer, kind: "writing_closed" });
    expect(visit.isWritingClosed.value).toBe(true);
  });
});
