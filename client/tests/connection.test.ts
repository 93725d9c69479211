import { describe, expect, it } from "vitest";
import { BASE_MS, backOff, CAP_MS, EARLY_ATTEMPTS, EARLY_CAP_MS } from "../src/core/backoff";
import { type Answer, Connection, type ConnectionState, REPLY_WITHIN_MS } from "../src/core/connection";
import { FakeClock, FakeNetwork, fakeChance } from "./fakes";

function connect() {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const states: ConnectionState[] = [];
  const events: unknown[] = [];
  const connection = new Connection(
    { clock, transport: network.transport, chance: fakeChance() },
    { changed: (state) => states.push(state), happened: (event) => events.push(event) },
  );
  connection.start();
  return { clock, network, states, events, connection };
}

describe("a connection", () => {
  it("opens and says so", () => {
    const { network, states } = connect();
    network.socket.open();
    expect(states.map((state) => state.kind)).toEqual(["connecting", "open"]);
  });

  it("comes back after a loss, later each time it fails", () => {
    const { network, clock, connection } = connect();
    const delays: number[] = [];
    for (let attempt = 0; attempt <= EARLY_ATTEMPTS; attempt += 1) {
      network.socket.drop();
      const { state } = connection;
      if (state.kind !== "waiting") throw new Error(state.kind);
      delays.push(state.until - clock.now());
      clock.advance(state.until - clock.now());
    }
    expect(delays.slice(0, 4)).toEqual([BASE_MS, BASE_MS * 2, BASE_MS * 4, BASE_MS * 8]);
    expect(delays.slice(5, EARLY_ATTEMPTS).every((delay) => delay === EARLY_CAP_MS)).toBe(true);
    expect(delays.at(-1)).toBe(CAP_MS);
    expect(network.sockets).toHaveLength(EARLY_ATTEMPTS + 2);
  });

  it("draws the whole delay at random, so that a crowd does not return as one", () => {
    expect(backOff(3, 0)).toBe(0);
    expect(backOff(3, 0.5)).toBe(BASE_MS * 4);
    expect(backOff(EARLY_ATTEMPTS - 1, 0.5)).toBe(EARLY_CAP_MS / 2);
    expect(backOff(60, 0.5)).toBe(CAP_MS / 2);
  });

  it("starts again from short delays only after the server has spoken", () => {
    const { network, clock, connection } = connect();
    network.socket.drop();
    clock.advance(BASE_MS);
    network.socket.open();
    network.socket.drop();
    expect(connection.state).toMatchObject({ kind: "waiting", attempt: 2 });
    clock.advance(CAP_MS);
    network.socket.open();
    network.socket.receive({ type: "presence.changed", room: "agora", present: 1, spectators: 0 });
    network.socket.drop();
    expect(connection.state).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  it("waits as long as the server asks", () => {
    const { network, clock, connection } = connect();
    network.socket.open();
    network.socket.drop(4001, '{"retry_after_ms":7000}');
    expect(connection.state).toMatchObject({ kind: "waiting", code: 4001, until: clock.now() + 7_000 });
    connection.networkReturned();
    clock.advance(6_999);
    expect(network.sockets).toHaveLength(1);
    clock.advance(1);
    expect(network.sockets).toHaveLength(2);
  });

  it("tries at once when the network returns", () => {
    const { network, connection } = connect();
    network.socket.drop();
    connection.networkReturned();
    expect(network.sockets).toHaveLength(2);
  });

  it.each([4500, 4501, 4999, 1002, 1003, 1007, 1009])("does not come back after %i", (code) => {
    const { network, clock, connection } = connect();
    network.socket.open();
    network.socket.drop(code);
    clock.advance(600_000);
    expect(connection.state).toEqual({ kind: "final", code });
    expect(network.sockets).toHaveLength(1);
  });

  it.each([1000, 1001, 1005, 1006, 1011, 4000, 4001, 4008, 4029, 4499])("comes back after %i", (code) => {
    const { network, clock } = connect();
    network.socket.open();
    network.socket.drop(code);
    clock.advance(BASE_MS);
    expect(network.sockets).toHaveLength(2);
  });

  it("gives each reply to the command it answers", () => {
    const { network, connection } = connect();
    network.socket.open();
    const answers: string[] = [];
    connection.ask({ type: "room.leave", room: "agora" }, (answer) => answers.push(`agora ${answer.type}`));
    connection.ask({ type: "room.leave", room: "cuisine" }, (answer) =>
      answers.push(`cuisine ${answer.type}`),
    );
    const [first, second] = network.socket.sent;
    network.socket.receive({ type: "failed", ref: second?.ref, code: "not_entered", message: "" });
    network.socket.receive({ type: "ok", ref: first?.ref });
    expect(answers).toEqual(["cuisine failed", "agora ok"]);
  });

  it("says a command is lost when the connection is", () => {
    const { network, connection } = connect();
    network.socket.open();
    const answers: Answer[] = [];
    connection.ask({ type: "room.leave", room: "agora" }, (answer) => answers.push(answer));
    network.socket.drop();
    connection.ask({ type: "room.leave", room: "agora" }, (answer) => answers.push(answer));
    expect(answers).toEqual([{ type: "lost" }, { type: "lost" }]);
  });

  it("gives up a connection that does not reply", () => {
    const { network, clock, connection } = connect();
    network.socket.open();
    const answers: Answer[] = [];
    connection.ask({ type: "room.leave", room: "agora" }, (answer) => answers.push(answer));
    clock.advance(REPLY_WITHIN_MS);
    expect(network.sockets[0]?.isClosed).toBe(true);
    expect(connection.state.kind).toBe("waiting");
    expect(answers).toEqual([{ type: "lost" }]);
  });

  it("hears nothing from a socket it has left", () => {
    const { network, connection, events } = connect();
    network.socket.open();
    const old = network.socket;
    connection.restart();
    old.receive({ type: "presence.changed", room: "agora", present: 1, spectators: 0 });
    old.drop(4501);
    expect(events).toEqual([]);
    expect(connection.state.kind).toBe("connecting");
  });

  it("survives what is not a frame", () => {
    const { network, events } = connect();
    network.socket.open();
    for (const text of ["", "{", "null", "3", "[]", '{"ref":1}']) network.socket.receiveText(text);
    expect(events).toEqual([]);
  });
});
