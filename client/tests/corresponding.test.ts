import { describe, expect, it } from "vitest";
import { type Correspondence, overIn, waitingIn } from "../src/core/correspondence";
import { Corresponding } from "../src/core/corresponding";
import type { ConversationInfo, ReceivedRequest } from "../src/protocol/protocol.gen";
import { anaInAgora, settle } from "./visits";

const MET = { room: "agora", room_name: "Agora", nickname: "Bilal", tag: "tag-bilal" };
const ASKED: ReceivedRequest = {
  ...MET,
  request: "r1",
  requested_at: "2026-11-22T12:00:00Z",
  expires_at: "2026-11-23T12:00:00Z",
};
const TALK: ConversationInfo = {
  ...MET,
  conversation: "c-one",
  tag: "tag-of-the-talk",
  opened_at: "2026-11-22T12:00:00Z",
  expires_at: "2026-11-23T12:00:00Z",
  state: "open",
  unread: 2,
};

/** Ana in the agora, with this told of her correspondence. */
async function ana(told: Partial<Correspondence> = {}) {
  const scene = anaInAgora();
  const corresponding = new Corresponding(scene.visit);
  corresponding.start();
  const { socket } = scene.network;
  const { ref } = socket.last("conversation.list");
  socket.receive({ type: "ok", ref, quiet: false, sent: [], received: [], conversations: [], ...told });
  await settle();
  return { ...scene, corresponding, held: corresponding.held, socket };
}

function answerLast({ socket }: Awaited<ReturnType<typeof ana>>, answer: object): Promise<void> {
  socket.receive({ ref: socket.sent.at(-1)?.ref, ...answer });
  return settle();
}

describe("one's requests and conversations", () => {
  it("are asked for at each connection, and by no spectator", async () => {
    const scene = await ana({ conversations: [TALK] });
    expect(scene.held.value.conversations).toEqual([TALK]);
    scene.visit.sessionIsGone();
    expect(scene.held.value.conversations).toEqual([]);
  });

  it("wait to be seen: each request, each conversation with something unread", async () => {
    const { held, corresponding } = await ana({ received: [ASKED], conversations: [TALK] });
    expect(waitingIn(held.value)).toBe(2);
    corresponding.read("c-one");
    expect(waitingIn(held.value)).toBe(1);
  });

  it("are counted as it is told; what is said of another place changes nothing", async () => {
    const { held, socket } = await ana({ conversations: [TALK] });
    socket.receive({ type: "unread.changed", room: "c-one", unread: 7 });
    expect(held.value.conversations[0]?.unread).toBe(7);
    const before = held.value;
    socket.receive({ type: "unread.changed", room: "p-other", unread: 1 });
    expect(held.value).toBe(before);
  });

  it("come one by one, and once however often they are told", async () => {
    const { held, socket } = await ana();
    socket.receive({ type: "conversation.requested", ...ASKED });
    socket.receive({ type: "conversation.requested", ...ASKED });
    expect(held.value.received).toMatchObject([ASKED]);
    socket.receive({ type: "conversation.settled", request: "r1" });
    expect(held.value.received).toEqual([]);
  });

  it("become a conversation when one is accepted, on both sides", async () => {
    const sent = { ...ASKED, request: "r2" };
    const { held, socket } = await ana({ sent: [sent] });
    socket.receive({ type: "conversation.opened", request: "r2", ...TALK });
    expect(held.value).toMatchObject({ sent: [], conversations: [TALK] });
  });

  it("say what closed a conversation to writing, and which rule did", async () => {
    const { held, socket, corresponding } = await ana({ conversations: [TALK] });
    const frozen = {
      type: "conversation.changed",
      conversation: "c-one",
      state: "frozen",
      statement: "Règle 4",
    };
    socket.receive(frozen);
    expect(overIn(held.value, "c-one")).toBe("frozen");
    expect(corresponding.statements.value.get("c-one")).toBe("Règle 4");
    expect(overIn(held.value, "c-unknown")).toBeNull();
  });
});

describe("asking for a conversation", () => {
  it("names whom one met and where, and nothing else", async () => {
    const scene = await ana();
    const asked = scene.corresponding.request("agora", "tag-bilal");
    const { ref, ...command } = scene.socket.last("conversation.request");
    expect(command).toEqual({ type: "conversation.request", room: "agora", tag: "tag-bilal" });
    await answerLast(scene, { type: "ok", request: "r9" });
    await answerLast(scene, { ...scene.held.value, type: "ok" });
    expect(ref).toBeGreaterThan(0);
    expect((await asked).ok).toBe(true);
  });

  it("is refused for what the one who asks is", async () => {
    const scene = await ana();
    const asked = scene.corresponding.request("agora", "tag-bilal");
    await answerLast(scene, { type: "failed", code: "proof_required", message: "" });
    expect(await asked).toMatchObject({ ok: false, refusal: { code: "proof_required" } });
  });

  it("shows first that the age was proven in this browser, when that is asked", async () => {
    const scene = await ana();
    const accepted = scene.corresponding.accept("r1");
    await answerLast(scene, { type: "failed", code: "proof_unbound", message: "", challenge: "c" });
    expect(scene.socket.last("age.bind").challenge).toBe("c");
    await answerLast(scene, { type: "ok", page_key: "k" });
    expect(scene.socket.last("conversation.accept").request).toBe("r1");
    await answerLast(scene, { type: "ok", conversation: "c-one" });
    expect(await accepted).toEqual({ ok: true, value: "c-one" });
  });
});

describe("answering", () => {
  it("takes the request away, whatever the answer", async () => {
    const scene = await ana({ received: [ASKED] });
    void scene.corresponding.decline("r1");
    await answerLast(scene, { type: "ok" });
    expect(scene.held.value.received).toEqual([]);
  });

  it("ends a conversation for oneself", async () => {
    const scene = await ana({ conversations: [TALK] });
    void scene.corresponding.end("c-one");
    await answerLast(scene, { type: "ok" });
    expect(scene.held.value.conversations).toEqual([]);
  });

  it("keeps what it was when the server did not take it", async () => {
    const scene = await ana({ received: [ASKED] });
    const declined = scene.corresponding.decline("r1");
    scene.socket.drop();
    expect((await declined).ok).toBe(false);
    expect(scene.held.value.received).toEqual([ASKED]);
  });
});
