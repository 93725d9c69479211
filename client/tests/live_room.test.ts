import { describe, expect, it } from "vitest";
import { saveEdit } from "../src/core/amending";
import { leave } from "../src/core/leaving";
import { wouldLose } from "../src/core/losing";
import { EPOCH, entered, enteredAs, messageBy, postedBy, sessionOf } from "./fakes";
import { acceptEntry, anaInAgora, settle, visitAgora } from "./visits";

function failEntry(scene: ReturnType<typeof visitAgora>, code: string, extra: object = {}): void {
  const { ref } = scene.network.socket.last("room.enter");
  scene.network.socket.receive({ type: "failed", ref, code, message: "", ...extra });
}

describe("entering", () => {
  it("resumes from what was last seen", () => {
    const scene = anaInAgora();
    scene.network.socket.receive(postedBy("Bilal", 1));
    scene.network.socket.drop();
    expect(scene.room.standing.value).toBe("connecting");
    scene.clock.advance(30_000);
    scene.network.socket.open();
    expect(scene.network.socket.last("room.enter").since).toEqual({ epoch: EPOCH, offset: 1, reactions: 0 });
  });

  it("asks again, once, when an event is missing", () => {
    const scene = anaInAgora();
    scene.network.socket.receive(postedBy("Bilal", 3));
    scene.network.socket.receive(postedBy("Bilal", 4));
    expect(scene.network.socket.count("room.enter")).toBe(2);
    expect(scene.network.socket.last("room.enter").since).toEqual({ epoch: EPOCH, offset: 0, reactions: 0 });
  });

  it("gives up a connection that never says what the room holds", () => {
    const scene = visitAgora();
    scene.network.socket.open();
    acceptEntry(scene.network);
    scene.clock.advance(10_000);
    expect(scene.visit.connection.value.kind).toBe("waiting");
  });

  it.each([
    ["not_found", "not_found"],
    ["room_closed", "closed"],
    ["session_required", "guests_only"],
    ["proof_required", "adults_only"],
    ["room_full", "full"],
  ])("tells %s from other failures", (code, standing) => {
    const scene = visitAgora();
    scene.network.socket.open();
    failEntry(scene, code);
    expect(scene.room.standing.value).toBe(standing);
  });

  it("asks again whether it may read a room that became one for adults, and keeps nothing of it when not", () => {
    const scene = visitAgora();
    scene.network.socket.open();
    acceptEntry(scene.network);
    const state = enteredAs("Ana");
    scene.network.socket.receive(state);
    const info = { ...state.info, kind: "adult" };
    const changed = { type: "room.changed", room: "agora", epoch: EPOCH, offset: state.offset + 1, info };
    scene.network.socket.receive(changed);
    expect(scene.network.socket.count("room.enter")).toBe(2);
    failEntry(scene, "proof_required");
    expect(scene.room.standing.value).toBe("adults_only");
    expect(scene.room.state.value.messages).toEqual([]);
  });

  it("tries a full room again by itself", () => {
    const scene = visitAgora();
    scene.network.socket.open();
    failEntry(scene, "room_full", { retry_after: 5 });
    scene.clock.advance(5_000);
    acceptEntry(scene.network);
    scene.network.socket.receive(entered());
    expect(scene.room.standing.value).toBe("live");
  });
});

describe("leaving a room", () => {
  it("stops reading it, and the connection when nothing else is read", () => {
    const scene = anaInAgora();
    scene.room.close();
    expect(scene.network.socket.last("room.leave").room).toBe("agora");
    scene.clock.advance(2_000);
    expect(scene.visit.connection.value.kind).toBe("idle");
  });

  it("waits until what was written is sent", async () => {
    const scene = anaInAgora();
    scene.room.posting.drafting.text.value = "Salut";
    await scene.room.posting.post("");
    scene.room.close();
    expect(scene.network.socket.count("room.leave")).toBe(0);
    const { ref } = scene.network.socket.last("message.post");
    scene.network.socket.receive({ type: "ok", ref, message_id: "m1", offset: 1 });
    expect(scene.network.socket.count("room.leave")).toBe(1);
  });

  it("and coming back resumes, with the draft still there", () => {
    const scene = anaInAgora();
    scene.room.posting.drafting.text.value = "à finir";
    scene.room.close();
    scene.visit.open(scene.room);
    expect(scene.network.sockets).toHaveLength(1);
    expect(scene.network.socket.last("room.enter").since).toEqual({ epoch: EPOCH, offset: 0, reactions: 0 });
    expect(scene.room.posting.drafting.text.value).toBe("à finir");
  });
});

describe("arrivals", () => {
  it("are the messages of others, live or missed, never one's own nor a snapshot's", () => {
    const scene = visitAgora(sessionOf("Ana"));
    const arrived: number[] = [];
    scene.room.onArrival = (message) => arrived.push(message.offset);
    scene.network.socket.open();
    acceptEntry(scene.network);
    scene.network.socket.receive(enteredAs("Ana", { offset: 1, messages: [messageBy("Bilal", 1)] }));
    scene.network.socket.receive(postedBy("Ana", 2));
    scene.network.socket.receive(postedBy("Bilal", 3));
    const events = [postedBy("Chloé", 4)] as never[];
    scene.network.socket.receive(enteredAs("Ana", { mode: "resumed", offset: 4, events }));
    expect(arrived).toEqual([3, 4]);
  });
});

describe("older pages", () => {
  it("are for guests", async () => {
    const scene = visitAgora();
    scene.network.socket.open();
    scene.network.socket.receive(entered({ offset: 9, messages: [messageBy("Bilal", 9)], more: true }));
    scene.api.page = { ok: true, value: { messages: [messageBy("Bilal", 8)], more: false } };
    await scene.room.older.load();
    expect(scene.room.state.value.messages).toHaveLength(1);
  });

  it("are put above, once", async () => {
    const scene = anaInAgora();
    scene.network.socket.receive(
      enteredAs("Ana", { offset: 9, messages: [messageBy("Bilal", 9)], more: true }),
    );
    scene.api.page = { ok: true, value: { messages: [messageBy("Bilal", 8)], more: false } };
    await Promise.all([scene.room.older.load(), scene.room.older.load()]);
    await settle();
    expect(scene.room.state.value.messages.map((message) => message.offset)).toEqual([8, 9]);
  });
});

describe("one's own messages", () => {
  it("are edited in the field, and the draft waits aside", () => {
    const scene = anaInAgora();
    const { drafting } = scene.room.posting;
    drafting.text.value = "autre chose";
    drafting.edit("m1", "message 1");
    drafting.text.value = "message un";
    saveEdit(scene.room);
    const { ref, message_id, body } = scene.network.socket.last("message.edit");
    expect({ message_id, body }).toEqual({ message_id: "m1", body: "message un" });
    scene.network.socket.receive({ type: "ok", ref });
    expect(drafting.editing.value).toBeNull();
    expect(drafting.text.value).toBe("autre chose");
  });

  it("keep the edited text in the field when it is refused", () => {
    const scene = anaInAgora();
    scene.room.posting.drafting.edit("m1", "message 1");
    scene.room.posting.drafting.text.value = "message un";
    saveEdit(scene.room);
    const { ref } = scene.network.socket.last("message.edit");
    scene.network.socket.receive({ type: "failed", ref, code: "edit_too_late", message: "" });
    expect(scene.room.posting.refused.value).toMatchObject({
      what: "edit",
      refusal: { code: "edit_too_late" },
    });
    expect(scene.room.posting.drafting.text.value).toBe("message un");
  });

  it("expire with the clock", () => {
    const scene = anaInAgora();
    scene.network.socket.receive(postedBy("Bilal", 1));
    scene.clock.advance(21_600_000);
    expect(scene.room.state.value.messages).toEqual([]);
  });
});

describe("a session that ends elsewhere", () => {
  it("is told, and reading starts again when asked", () => {
    const scene = anaInAgora();
    scene.network.socket.drop(4501);
    expect(scene.visit.hasEnded.value).toBe(true);
    scene.visit.startAgain();
    expect(scene.visit.hasEnded.value).toBe(false);
    expect(scene.network.sockets).toHaveLength(2);
  });

  it("is not told to the tab that left", async () => {
    const scene = anaInAgora();
    const left = leave(scene.visit, false);
    scene.network.socket.drop(4501);
    await left;
    expect(scene.visit.hasEnded.value).toBe(false);
  });
});

describe("what would be lost", () => {
  it("is what has waited a while, not what was just written", async () => {
    const scene = anaInAgora();
    scene.room.posting.drafting.text.value = "Salut";
    await scene.room.posting.post("");
    expect(wouldLose(scene.visit)).toBe(false);
    scene.clock.advance(3_001);
    expect(wouldLose(scene.visit)).toBe(true);
  });
});

describe("a server that stops", () => {
  it("is said to restart, until it has been away too long for that", () => {
    const scene = anaInAgora();
    scene.network.socket.drop(4001, '{"retry_after_ms":100}');
    expect(scene.visit.lost.value).toBe(4001);
    scene.clock.advance(100);
    scene.network.socket.drop();
    expect(scene.visit.lost.value).toBe(4001);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      scene.visit.connection.value.kind === "waiting" && scene.clock.advance(30_000);
      scene.network.socket.drop();
    }
    expect(scene.visit.lost.value).toBe(1006);
  });
});
