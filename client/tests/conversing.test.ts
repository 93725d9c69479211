import { describe, expect, it } from "vitest";
import { editLast } from "../src/core/amending";
import { EPOCH, enteredAs, messageBy, postedBy, tagOf } from "./fakes";
import { anaInAgora, settle } from "./visits";

type Scene = ReturnType<typeof anaInAgora>;

function named(): Scene {
  const scene = anaInAgora();
  const you = { nickname: "Ana", tag: tagOf("Ana"), named: true };
  scene.network.socket.receive(enteredAs("Ana", { you, offset: 1, messages: [messageBy("Bilal", 1)] }));
  return scene;
}

function answer({ room }: Scene, body: string): Promise<void> {
  room.posting.drafting.reply("m1");
  room.posting.drafting.text.value = body;
  return room.posting.post("");
}

describe("answering a message", () => {
  it("says which, once", async () => {
    const scene = named();
    await answer(scene, "Oui");
    const post = scene.network.socket.last("message.post");
    expect(post.reply_to).toBe("m1");
    expect(scene.room.posting.drafting.replyTo.value).toBeNull();
    scene.network.socket.receive({ type: "ok", ref: post.ref, message_id: "m2", offset: 2 });
    scene.room.posting.drafting.text.value = "Autre chose";
    await scene.room.posting.post("");
    expect(scene.network.socket.last("message.post").reply_to).toBeUndefined();
  });

  it("is kept through a retry", async () => {
    const scene = named();
    await answer(scene, "Oui");
    scene.visit.retryNow();
    scene.network.socket.open();
    const { ref } = scene.network.socket.last("room.enter");
    scene.network.socket.receive({ type: "ok", ref });
    scene.network.socket.receive(enteredAs("Ana", { mode: "resumed", offset: 1, events: [] }));
    expect(scene.network.socket.last("message.post").reply_to).toBe("m1");
  });

  it("comes back with a refused draft", async () => {
    const scene = named();
    await answer(scene, "Non");
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({ type: "failed", ref, code: "screened", message: "", rule: "rule-1" });
    const { text, replyTo } = scene.room.posting.drafting;
    expect([text.value, replyTo.value]).toEqual(["Non", "m1"]);
  });

  it("waits while another message is edited", () => {
    const { drafting } = named().room.posting;
    drafting.text.value = "En cours";
    drafting.replyTo.value = "m1";
    drafting.edit("m0", "Ancien");
    drafting.stopEditing();
    expect([drafting.text.value, drafting.replyTo.value]).toEqual(["En cours", "m1"]);
  });
});

describe("a quoted message", () => {
  it("is found where it is held, and followed", () => {
    const { room, network } = named();
    expect(room.quoting.find("m1")?.body).toBe("message 1");
    network.socket.receive({
      type: "message.edited",
      room: "agora",
      epoch: EPOCH,
      offset: 2,
      message_id: "m1",
      body: "mieux dit",
      edited_at: "2026-11-22T12:00:00Z",
    });
    expect(room.quoting.find("m1")?.body).toBe("mieux dit");
  });

  it("is fetched once when it is not held, and loses its text when it is removed", async () => {
    const { room, network, api } = named();
    api.single = { ok: true, value: { messages: [messageBy("Chloé", 0)], more: true } };
    await Promise.all([room.quoting.fetch("m0"), room.quoting.fetch("m0")]);
    expect(api.asked).toEqual(["m0"]);
    expect(room.quoting.find("m0")?.nickname).toBe("Chloé");
    network.socket.receive({
      type: "message.removed",
      room: "agora",
      epoch: EPOCH,
      offset: 2,
      message_id: "m0",
      by: "author",
    });
    expect(room.quoting.find("m0")).toMatchObject({ body: "", removed: "author" });
  });
});

describe("writing", () => {
  it("is told at most every three seconds, and again at once after a message", async () => {
    const { room, network, clock } = named();
    const { typing } = room.posting;
    typing.wrote();
    typing.wrote();
    clock.advance(2_900);
    typing.wrote();
    expect(network.socket.count("typing.start")).toBe(1);
    clock.advance(100);
    typing.wrote();
    expect(network.socket.count("typing.start")).toBe(2);
    room.posting.drafting.text.value = "Salut";
    await room.posting.post("");
    const { ref } = network.socket.last("message.post");
    network.socket.receive({ type: "ok", ref, message_id: "m2", offset: 2 });
    typing.wrote();
    expect(network.socket.count("typing.start")).toBe(3);
  });

  it("is not told before one has a name here, nor in a crowd", () => {
    const { room, network } = anaInAgora();
    room.setNamed(false);
    room.posting.typing.wrote();
    room.setNamed(true);
    network.socket.receive({ type: "presence.changed", room: "agora", present: 51, spectators: 0 });
    room.posting.typing.wrote();
    expect(network.socket.count("typing.start")).toBe(0);
  });

  it("of someone ends with their message", () => {
    const { room, network } = named();
    const people = ["Bilal", "Chloé"].map((nickname) => ({ nickname, tag: tagOf(nickname) }));
    network.socket.receive({ type: "typing", room: "agora", people });
    network.socket.receive(postedBy("Bilal", 2));
    expect(room.state.value.typing.map(({ nickname }) => nickname)).toEqual(["Chloé"]);
    network.socket.drop();
    expect(room.state.value.typing).toEqual([]);
  });
});

describe("being named", () => {
  it("is told, and remembered", () => {
    const { room, network } = named();
    const told: string[] = [];
    room.onMention = (messageId) => told.push(messageId);
    network.socket.receive({ type: "mention.noticed", room: "agora", message_id: "m1" });
    expect(told).toEqual(["m1"]);
    expect(room.state.value.mentions.has("m1")).toBe(true);
  });
});

describe("a refusal for haste", () => {
  async function refused(reason: string) {
    const scene = named();
    scene.room.posting.drafting.text.value = "Encore";
    await scene.room.posting.post("");
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({
      type: "failed",
      ref,
      code: "slowed",
      message: "",
      retry_after: 20,
      reason,
    });
    return scene;
  }

  it("says why, gives the text back, and is no news once the wait is over", async () => {
    const { room, clock } = await refused("prefix");
    expect(room.posting.refused.value?.refusal).toMatchObject({ reason: "prefix", retryAfter: 20 });
    expect(room.posting.drafting.text.value).toBe("Encore");
    expect(room.posting.slowUntil.value).toBe(clock.now() + 20_000);
    clock.advance(20_000);
    expect(room.posting.refused.value).toBeNull();
  });

  it("for the same text again does not make another one wait", async () => {
    const { room, network } = await refused("repetition");
    expect(room.posting.drafting.text.value).toBe("Encore");
    expect(room.posting.slowUntil.value).toBe(0);
    room.posting.drafting.text.value = "Autre chose";
    await room.posting.post("");
    expect(network.socket.last("message.post").body).toBe("Autre chose");
  });
});

describe("taking one's last message up again", () => {
  /** Ana has written before, and just now; what she wrote now is acknowledged, and its event is on its way. */
  async function justWritten() {
    const scene = named();
    scene.network.socket.receive(postedBy("Ana", 2));
    scene.room.posting.drafting.text.value = "Par ici";
    await scene.room.posting.post("");
    const post = scene.network.socket.last("message.post");
    editLast(scene.room, () => scene.room.posting.drafting.text.value === "");
    scene.network.socket.receive({ type: "ok", ref: post.ref, message_id: "m3", offset: 3 });
    await settle();
    const event = postedBy("Ana", 3, { client_message_id: post.client_message_id, body: post.body });
    return { ...scene, event };
  }

  it("waits for the one just sent, and takes up no older one", async () => {
    const { room, network, event } = await justWritten();
    expect(room.posting.drafting.editing.value).toBeNull();
    network.socket.receive(event);
    await settle();
    expect(room.posting.drafting.editing.value).toEqual({ messageId: "m3", original: "Par ici" });
  });

  it("is given up when something else was written meanwhile", async () => {
    const { room, network, event } = await justWritten();
    room.posting.drafting.text.value = "Ou bien";
    network.socket.receive(event);
    await settle();
    expect(room.posting.drafting.editing.value).toBeNull();
    expect(room.posting.drafting.text.value).toBe("Ou bien");
  });
});
