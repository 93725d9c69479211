import { describe, expect, it } from "vitest";
import { refusal } from "../src/core/refusal";
import { EPOCH, entered, enteredAs, messageBy, sessionOf, tagOf } from "./fakes";
import { acceptEntry, anaInAgora, settle, shown, visitAgora } from "./visits";

type Scene = ReturnType<typeof anaInAgora>;

function write({ room }: Pick<Scene, "room">, body: string, nickname = ""): Promise<void> {
  room.posting.drafting.text.value = body;
  return room.posting.post(nickname);
}

/** The reply and the event of the last message sent, in the order asked for. */
function accept(
  { network }: Scene,
  offset: number,
  order: readonly ("ok" | "event")[] = ["event", "ok"],
): void {
  const { ref, body, client_message_id } = network.socket.last("message.post");
  const message = messageBy("Ana", offset, { body, client_message_id });
  for (const part of order) {
    if (part === "ok") network.socket.receive({ type: "ok", ref, message_id: message.id, offset });
    else network.socket.receive({ type: "message.posted", room: "agora", epoch: EPOCH, offset, message });
  }
}

function refuse({ network }: Scene, code: string, extra: object = {}): void {
  const { ref } = network.socket.last("message.post");
  network.socket.receive({ type: "failed", ref, code, message: "", ...extra });
}

function texts({ room }: Scene): string[] {
  return [...room.state.value.messages, ...room.posting.outbox.value].map(({ body }) => body);
}

function reconnect({ network, visit }: Scene, offset = 0): void {
  visit.retryNow();
  network.socket.open();
  acceptEntry(network);
  network.socket.receive(enteredAs("Ana", { mode: "resumed", offset, events: [] }));
}

describe("the first message of a spectator", () => {
  it("opens a session, comes back as a guest, then leaves", async () => {
    const scene = visitAgora();
    const { network, room, api, told } = scene;
    network.socket.open();
    acceptEntry(network);
    network.socket.receive(entered({ offset: 4 }));
    const sent = write(scene, "Bonjour", "Ana");
    expect(shown(room)).toEqual(["Bonjour: queued"]);
    await sent;
    expect(api.begun).toEqual(["Ana"]);
    expect(told).toEqual(["session"]);
    expect(network.sockets).toHaveLength(2);
    network.socket.open();
    expect(network.socket.last("room.enter").since).toEqual({ epoch: EPOCH, offset: 4, reactions: 0 });
    acceptEntry(network);
    network.socket.receive(enteredAs("Ana", { mode: "resumed", offset: 4, events: [] }));
    expect(network.socket.last("message.post").body).toBe("Bonjour");
    accept(scene, 5);
    expect(texts(scene)).toEqual(["Bonjour"]);
    expect(room.named.value).toBe(true);
  });

  it("comes back to the field when the name is taken", async () => {
    const scene = visitAgora();
    scene.network.socket.open();
    scene.api.beginning = { ok: false, refusal: refusal("nickname_taken") };
    await write(scene, "Bonjour", "Bilal");
    expect(scene.room.posting.drafting.text.value).toBe("Bonjour");
    expect(scene.room.posting.refused.value).toMatchObject({
      what: "nickname",
      refusal: { code: "nickname_taken" },
    });
    expect(shown(scene.room)).toEqual([]);
  });

  it("comes back to the field when nobody answers", async () => {
    const scene = visitAgora();
    scene.api.beginning = { ok: false, refusal: refusal("unreachable") };
    await write(scene, "Bonjour", "Ana");
    expect(scene.room.posting.refused.value?.what).toBe("message");
    expect(scene.room.posting.drafting.text.value).toBe("Bonjour");
  });
});

describe("a message", () => {
  it.each([[["event", "ok"] as const], [["ok", "event"] as const], [["ok", "event", "event"] as const]])(
    "is shown once, whatever comes first: %j",
    async (order) => {
      const scene = anaInAgora();
      await write(scene, "Salut");
      expect(shown(scene.room)).toEqual(["Salut: sending"]);
      accept(scene, 1, order);
      expect(texts(scene)).toEqual(["Salut"]);
      expect(shown(scene.room)).toEqual([]);
    },
  );

  it("no longer says it is being sent once it is acknowledged", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    accept(scene, 1, ["ok"]);
    expect(shown(scene.room)).toEqual(["Salut: sent"]);
  });

  it("leaves one after the other, in the order it was written", async () => {
    const scene = anaInAgora();
    await write(scene, "un");
    await write(scene, "deux");
    expect(scene.network.socket.count("message.post")).toBe(1);
    accept(scene, 1);
    accept(scene, 2);
    expect(texts(scene)).toEqual(["un", "deux"]);
  });

  it("is sent again under the same identifier after a lost connection", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    const before = scene.network.socket.last("message.post").client_message_id;
    scene.network.socket.drop();
    expect(shown(scene.room)).toEqual(["Salut: queued"]);
    reconnect(scene);
    expect(scene.network.socket.last("message.post").client_message_id).toBe(before);
  });

  it("is not sent again when the room already has it", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    const { body, client_message_id } = scene.network.socket.last("message.post");
    scene.network.socket.drop();
    scene.clock.advance(30_000);
    scene.network.socket.open();
    acceptEntry(scene.network);
    const message = messageBy("Ana", 1, { body, client_message_id });
    const events = [{ type: "message.posted" as const, room: "agora", epoch: EPOCH, offset: 1, message }];
    scene.network.socket.receive(enteredAs("Ana", { mode: "resumed", offset: 1, events }));
    expect(scene.network.socket.count("message.post")).toBe(0);
    expect(texts(scene)).toEqual(["Salut"]);
  });

  it("asks before leaving after ten minutes", async () => {
    const scene = anaInAgora();
    scene.network.socket.drop();
    await write(scene, "Vieux");
    scene.clock.advance(600_001);
    reconnect(scene);
    expect(shown(scene.room)).toEqual(["Vieux: asking"]);
    expect(scene.network.socket.count("message.post")).toBe(0);
    const [entry] = scene.room.posting.outbox.value;
    scene.room.posting.resend(entry?.clientMessageId ?? "");
    expect(scene.network.socket.last("message.post").client_message_id).toBe(entry?.clientMessageId);
  });

  it("can be thrown away instead", async () => {
    const scene = anaInAgora();
    scene.network.socket.drop();
    await write(scene, "Vieux");
    scene.clock.advance(600_001);
    reconnect(scene);
    scene.room.posting.discard(scene.room.posting.outbox.value[0]?.clientMessageId ?? "");
    expect(texts(scene)).toEqual([]);
  });

  it("asks before leaving under another session", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    scene.network.socket.drop(4501);
    expect(shown(scene.room)).toEqual(["Salut: asking"]);
    expect(scene.visit.hasEnded.value).toBe(true);
    expect(scene.room.state.value.presence.people).toBeNull();
  });

  it("has 22 characters of its own for identifier", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    expect(scene.network.socket.last("message.post").client_message_id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});

describe("a refused message", () => {
  it("leaves the timeline, and its text returns to the field with the rule and the words", async () => {
    const scene = anaInAgora();
    await write(scene, "un mot");
    refuse(scene, "screened", { rule: "rule-1", words: ["mot"] });
    expect(texts(scene)).toEqual([]);
    expect(scene.room.posting.drafting.text.value).toBe("un mot");
    expect(scene.room.posting.refused.value).toMatchObject({
      what: "message",
      refusal: { code: "screened", rule: "rule-1", words: ["mot"] },
    });
  });

  it("does not overwrite what was written meanwhile", async () => {
    const scene = anaInAgora();
    await write(scene, "un mot");
    scene.room.posting.drafting.text.value = "la suite";
    refuse(scene, "screened");
    expect(scene.room.posting.drafting.text.value).toBe("un mot\nla suite");
  });

  it("does not stop the ones behind it", async () => {
    const scene = anaInAgora();
    await write(scene, "un mot");
    await write(scene, "après");
    refuse(scene, "screened");
    expect(scene.network.socket.last("message.post").body).toBe("après");
  });

  it("asks for another name when the name is taken", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    refuse(scene, "nickname_taken");
    expect(scene.room.named.value).toBe(false);
    expect(scene.room.posting.refused.value?.what).toBe("nickname");
    expect(scene.room.posting.drafting.text.value).toBe("Salut");
  });
});

describe("a message refused for haste", () => {
  it("returns to the field and the button counts down", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    refuse(scene, "slowed", { retry_after: 18 });
    expect(scene.room.posting.slowUntil.value).toBe(scene.clock.now() + 18_000);
    expect(scene.room.posting.drafting.text.value).toBe("Salut");
    expect(texts(scene)).toEqual([]);
  });

  it("waits in its place when the wait is short", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    refuse(scene, "slowed", { retry_after: 0.8 });
    expect(shown(scene.room)).toEqual(["Salut: queued"]);
    expect(scene.room.posting.slowUntil.value).toBe(0);
    scene.clock.advance(800);
    expect(scene.network.socket.count("message.post")).toBe(2);
    accept(scene, 1);
    expect(texts(scene)).toEqual(["Salut"]);
  });

  it("keeps the order when others wait behind it", async () => {
    const scene = anaInAgora();
    for (const body of ["un", "deux", "trois"]) await write(scene, body);
    refuse(scene, "slowed", { retry_after: 30 });
    scene.clock.advance(30_000);
    accept(scene, 1);
    accept(scene, 2);
    accept(scene, 3);
    expect(texts(scene)).toEqual(["un", "deux", "trois"]);
  });

  it("is foreseen in slow mode", async () => {
    const scene = anaInAgora();
    const { info } = enteredAs("Ana");
    scene.network.socket.receive(enteredAs("Ana", { info: { ...info, slow_mode: 30 } }));
    await write(scene, "Salut");
    accept(scene, 1);
    expect(scene.room.posting.slowUntil.value).toBe(scene.clock.now() + 30_000);
  });

  it("ends when somebody watches over the room again", async () => {
    const scene = anaInAgora();
    const told = { type: "cover.changed", room: "agora", cover: "unattended", moderators: 0 };
    scene.network.socket.receive({ ...told, slow_mode_seconds: 30 });
    await write(scene, "Salut");
    accept(scene, 1);
    expect(scene.room.posting.slowUntil.value).toBe(scene.clock.now() + 30_000);
    scene.network.socket.receive({ ...told, cover: "attended", moderators: 1, slow_mode_seconds: 0 });
    expect(scene.room.posting.slowUntil.value).toBe(0);
    await write(scene, "Bonsoir");
    expect(scene.network.socket.count("message.post")).toBe(2);
  });
});

describe("a fault of the server", () => {
  it("keeps the message and tries again", async () => {
    const scene = anaInAgora();
    await write(scene, "Salut");
    refuse(scene, "unavailable");
    expect(shown(scene.room)).toEqual(["Salut: queued"]);
    scene.clock.advance(3_000);
    accept(scene, 1);
    expect(texts(scene)).toEqual(["Salut"]);
  });
});

describe("a second room", () => {
  it("takes the chosen name before the first message there", async () => {
    const scene = visitAgora(sessionOf("Ana"));
    scene.network.socket.open();
    acceptEntry(scene.network);
    scene.network.socket.receive(enteredAs("Ana", { roster: { present: 0, spectators: 1, people: [] } }));
    expect(scene.room.named.value).toBe(false);
    await write(scene, "Bonjour", "Anne");
    const change = scene.network.socket.last("nickname.change");
    expect(change).toMatchObject({ room: "agora", nickname: "Anne" });
    scene.network.socket.receive({ type: "ok", ref: change.ref, nickname: "Anne" });
    expect(scene.network.socket.last("message.post").body).toBe("Bonjour");
    expect(scene.room.nickname()).toBe("Anne");
  });

  it("needs no change for the name the session has", async () => {
    const scene = visitAgora(sessionOf("Ana"));
    scene.network.socket.open();
    acceptEntry(scene.network);
    scene.network.socket.receive(enteredAs("Ana", { roster: { present: 0, spectators: 1, people: [] } }));
    await write(scene, "Bonjour", "Ana");
    expect(scene.network.socket.last("message.post").body).toBe("Bonjour");
  });
});

describe("several tabs", () => {
  it("show one message once in each", () => {
    const scene = anaInAgora();
    const message = messageBy("Ana", 1, { client_message_id: "written-in-another-tab" });
    scene.network.socket.receive({ type: "message.posted", room: "agora", epoch: EPOCH, offset: 1, message });
    expect(texts(scene)).toEqual(["message 1"]);
    expect(scene.room.ownTags.value.has(tagOf("Ana"))).toBe(true);
  });

  it("share a session opened in another", async () => {
    const scene = visitAgora();
    scene.network.socket.open();
    scene.api.known = { ok: true, value: sessionOf("Ana") };
    await scene.visit.sessionBegunElsewhere();
    await settle();
    expect(scene.visit.session.value?.nickname).toBe("Ana");
    expect(scene.network.sockets).toHaveLength(2);
  });
});
