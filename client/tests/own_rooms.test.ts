import { describe, expect, it } from "vitest";
import { OwnRooms } from "../src/core/own_rooms";
import { isApart } from "../src/core/place";
import type { PrivateRooms } from "../src/protocol/protocol.gen";
import { messageBy } from "./fakes";
import { anaInAgora, settle } from "./visits";

const CARD = {
  slug: "agora",
  name: "Les voisines",
  adult: false,
  opened: false,
  owner: true,
  members: 2,
  unread: 0,
};

/** Ana, in a private room that takes the place of the agora. */
async function ana() {
  const scene = anaInAgora();
  const told: PrivateRooms = { rooms: [CARD], ended: [] };
  let asked = 0;
  const own = new OwnRooms(scene.visit, async () => {
    asked += 1;
    return { ok: true, value: told };
  });
  own.start();
  await settle();
  return { ...scene, own, socket: scene.network.socket, asked: () => asked };
}

describe("one's private rooms", () => {
  it("are known with whether one owns them", async () => {
    const { own } = await ana();
    expect(own.find("agora")?.owner).toBe(true);
    expect(own.find("elsewhere")).toBeUndefined();
  });

  it("leave nothing on screen once one was removed, and keep the reason", async () => {
    const { own, room, socket } = await ana();
    room.state.value = { ...room.state.value, epoch: "e1", quoted: [], messages: [] };
    socket.receive({
      type: "message.posted",
      room: "agora",
      epoch: "e1",
      offset: 1,
      message: messageBy("Bilal", 1),
    });
    expect(room.state.value.messages).toHaveLength(1);
    const over = { room: "agora", name: "Les voisines", why: "removed", reason: "On ne se connaît pas." };
    socket.receive({ type: "membership.ended", ...over });
    expect(room.state.value.messages).toEqual([]);
    expect(own.find("agora")).toBeUndefined();
    expect(own.ended("agora")).toMatchObject({ why: "removed", reason: over.reason });
    const { ref } = socket.last("room.enter");
    socket.receive({ type: "failed", ref, code: "not_found", message: "" });
    expect(room.standing.value).toBe("not_found");
  });

  it("count what is unread as it is told, until it is read in some tab", async () => {
    const { own, socket } = await ana();
    socket.receive({ type: "unread.changed", room: "agora", unread: 3 });
    socket.receive({ type: "unread.changed", room: "elsewhere", unread: 1 });
    expect([own.find("agora")?.unread, own.waiting()]).toEqual([3, 1]);
    own.read("agora");
    expect([own.find("agora")?.unread, own.waiting()]).toEqual([0, 0]);
  });

  it("are asked for again after a lost connection, by who is in one", async () => {
    const { clock, network, asked } = await ana();
    network.socket.drop();
    clock.advance(60_000);
    network.socket.open();
    await settle();
    expect(asked()).toBe(2);
  });

  it("are nobody's once the session is over", async () => {
    const { own, visit } = await ana();
    visit.sessionIsGone();
    expect(own.held.value.rooms).toEqual([]);
  });
});

describe("a slug", () => {
  it("tells a private place from a room of the list", () => {
    expect(isApart(`p-${"a2".repeat(13)}`)).toBe(true);
    expect(isApart(`c-${"a2".repeat(13)}`)).toBe(true);
    expect(isApart("p-tit-dejeuner")).toBe(false);
    expect(isApart("cuisine")).toBe(false);
  });
});
