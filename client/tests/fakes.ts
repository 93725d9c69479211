/** A clock one holds, a network one plays, and the fixed cast: Ana, Bilal, Chloé in the room agora. */
import type { Api, Chance, Clock, Keyring, SocketListener, Transport } from "../src/core/ports";
import { type Outcome, refusal } from "../src/core/refusal";
import type {
  AnyEvent,
  BrowserKey,
  Command,
  MessagePage,
  PeopleFound,
  RoomEntered,
  RoomInfo,
  SessionInfo,
  WireMessage,
} from "../src/protocol/protocol.gen";

export const NOON = Date.parse("2026-11-22T12:00:00Z");
export const EPOCH = "e1";

export class FakeClock implements Clock {
  #now = NOON;
  #timers: { at: number; action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** At once: what many events in one frame become is tested by folding alone. */
  frame(action: () => void): void {
    action();
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#next(end); due; due = this.#next(end)) {
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = due.at;
      due.action();
    }
    this.#now = end;
  }

  #next(end: number) {
    return this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

export class FakeSocket {
  readonly sent: Command[] = [];
  isClosed = false;
  readonly #listener: SocketListener;

  constructor(listener: SocketListener) {
    this.#listener = listener;
  }

  open(): void {
    this.#listener.opened();
  }

  receive(frame: object): void {
    this.#listener.received(JSON.stringify(frame));
  }

  receiveText(text: string): void {
    this.#listener.received(text);
  }

  drop(code = 1006, reason = ""): void {
    this.#listener.closed(code, reason);
  }

  /** The last command sent, which must be of this type. */
  last<T extends Command["type"]>(type: T): Extract<Command, { type: T }> {
    const command = this.sent.at(-1);
    if (command?.type !== type) throw new Error(`expected ${type}, sent ${JSON.stringify(this.sent)}`);
    return command as Extract<Command, { type: T }>;
  }

  count(type: Command["type"]): number {
    return this.sent.filter((command) => command.type === type).length;
  }
}

export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];

  readonly transport: Transport = (listener) => {
    const socket = new FakeSocket(listener);
    this.sockets.push(socket);
    return {
      send: (text) => socket.sent.push(JSON.parse(text) as Command),
      close: () => {
        socket.isClosed = true;
      },
    };
  };

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }
}

/** Draws the highest delay, and bytes that differ each time. */
export function fakeChance(fraction = 0.999_999): Chance {
  let drawn = 0;
  return {
    fraction: () => fraction,
    bytes: (count) => {
      drawn += 1;
      return new Uint8Array(count).fill(drawn);
    },
  };
}

export class FakeApi implements Api {
  beginning: Outcome<SessionInfo> = { ok: true, value: sessionOf("Ana") };
  known: Outcome<SessionInfo> = { ok: false, refusal: refusal("session_required") };
  page: Outcome<MessagePage> = { ok: true, value: { messages: [], more: false } };
  single: Outcome<MessagePage> = { ok: false, refusal: refusal("not_found") };
  found: Outcome<PeopleFound> = { ok: true, value: { people: [], more: false } };
  readonly begun: string[] = [];
  /** Messages asked for alone, and names searched. */
  readonly asked: string[] = [];

  rooms() {
    return Promise.resolve({ ok: true as const, value: [] });
  }

  begin(request: { nickname: string }) {
    this.begun.push(request.nickname);
    return Promise.resolve(this.beginning);
  }

  current() {
    return Promise.resolve(this.known);
  }

  end() {
    return Promise.resolve({ ok: true as const, value: null });
  }

  older() {
    return Promise.resolve(this.page);
  }

  message(_room: string, messageId: string) {
    this.asked.push(messageId);
    return Promise.resolve(this.single);
  }

  people(_room: string, name: string) {
    this.asked.push(name);
    return Promise.resolve(this.found);
  }

  hidden() {
    return Promise.resolve({ ok: true as const, value: { rooms: [] } });
  }
}

/** Signs by saying what it was asked to sign; `key` is null for a browser that has none. */
export class FakeKeyring implements Keyring {
  key: BrowserKey | null = { kty: "EC", crv: "P-256", x: "x", y: "y" };
  readonly pageKeys: string[] = [];

  async show(session: string, challenge: string) {
    return this.key && { key: this.key, signature: `${session}:${challenge}` };
  }

  goWith(pageKey: string): void {
    this.pageKeys.push(pageKey);
  }
}

export function sessionOf(nickname: string, createdAt = "2026-11-22T11:59:00Z"): SessionInfo {
  return { nickname, locale: "fr", created_at: createdAt, ends_at: "2026-11-22T15:59:00Z" };
}

export const AGORA: RoomInfo = {
  slug: "agora",
  name: "Agora",
  topic: "La place",
  rules: "",
  language: "fr",
  capacity: 1000,
  slow_mode: 0,
  readers: "everyone",
  closed: false,
  keep_seconds: 21_600,
};

const TAGS: Record<string, string> = { Ana: "tag-ana", Bilal: "tag-bilal", Chloé: "tag-chloe" };

export function tagOf(nickname: string): string {
  return TAGS[nickname] ?? `tag-${nickname}`;
}

export function messageBy(nickname: string, offset: number, extra: Partial<WireMessage> = {}): WireMessage {
  return {
    id: `m${offset}`,
    offset,
    client_message_id: `client-message-${offset}`,
    body: `message ${offset}`,
    author: { nickname, tag: tagOf(nickname) },
    sent_at: new Date(NOON - 60_000 + offset * 1_000).toISOString(),
    ...extra,
  };
}

export function postedBy(nickname: string, offset: number, extra: Partial<WireMessage> = {}): AnyEvent {
  return {
    type: "message.posted",
    room: "agora",
    epoch: EPOCH,
    offset,
    message: messageBy(nickname, offset, extra),
  };
}

export function entered(extra: Partial<RoomEntered> = {}): RoomEntered {
  return {
    type: "room.entered",
    room: "agora",
    mode: "snapshot",
    epoch: EPOCH,
    offset: 0,
    keep_seconds: 21_600,
    info: AGORA,
    roster: { present: 0, spectators: 1 },
    messages: [],
    ...extra,
  };
}

export function enteredAs(nickname: string, extra: Partial<RoomEntered> = {}): RoomEntered {
  const person = { nickname, tag: tagOf(nickname) };
  const roster = { present: 1, spectators: 0, people: [person] };
  return entered({ you: { ...person, named: false }, roster, ...extra });
}
