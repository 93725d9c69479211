/** What the core needs from outside: time, chance, a socket and the JSON routes. */
import type {
  AgeBind,
  HiddenList,
  MessagePage,
  PeopleFound,
  RoomCard,
  SessionInfo,
  SessionRequest,
} from "../protocol/protocol.gen";
import type { Outcome } from "./refusal";

export type Cancel = () => void;

export interface Clock {
  /** Unix time in milliseconds, as the server counts it. */
  now(): number;
  after(ms: number, action: () => void): Cancel;
  /** Before the screen is drawn next; soon, when it is not drawn. */
  frame(action: () => void): void;
}

export interface Chance {
  /** A number in [0, 1). */
  fraction(): number;
  /** Bytes fit for identifiers nobody can guess. */
  bytes(count: number): Uint8Array;
}

export interface SocketListener {
  opened(): void;
  received(text: string): void;
  closed(code: number, reason: string): void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

export type Transport = (listener: SocketListener) => Socket;

export interface Api {
  rooms(): Promise<Outcome<readonly RoomCard[]>>;
  begin(request: SessionRequest): Promise<Outcome<SessionInfo>>;
  current(): Promise<Outcome<SessionInfo>>;
  end(erase: boolean): Promise<Outcome<null>>;
  older(room: string, before: number): Promise<Outcome<MessagePage>>;
  /** One message, alone on its page. */
  message(room: string, messageId: string): Promise<Outcome<MessagePage>>;
  /** Who is listed there under a name that begins so. */
  people(room: string, name: string): Promise<Outcome<PeopleFound>>;
  /** Whom this session hides, room by room. */
  hidden(): Promise<Outcome<HiddenList>>;
}

/** The key an age proof is bound to: it never leaves this browser. */
export interface Keyring {
  /** The key of this session and its signature; null when this browser has none. */
  show(session: string, challenge: string): Promise<Pick<AgeBind, "signature" | "key"> | null>;
  /** From now on this goes with what is read over HTTP. */
  goWith(pageKey: string): void;
}

export interface Outside {
  readonly api: Api;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Fetched when it is first asked for. */
  readonly keyring: () => Promise<Keyring>;
}
