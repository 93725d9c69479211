/** The connection: one socket that comes back by itself, and the commands that wait for their replies. */
import type { AnyEvent, Command, Reply } from "../protocol/protocol.gen";
import { backOff } from "./backoff";
import { askedDelay, isFinal, LOST } from "./close_codes";
import type { Cancel, Outside, Socket } from "./ports";

export const REPLY_WITHIN_MS = 10_000;
export const OPEN_WITHIN_MS = 15_000;

export type ConnectionState =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting"; readonly attempt: number }
  | { readonly kind: "open" }
  /** `until` is when the next attempt is due (ms); `code` is what closed the last socket. */
  | { readonly kind: "waiting"; readonly attempt: number; readonly until: number; readonly code: number }
  | { readonly kind: "final"; readonly code: number };

type WithoutRef<T> = T extends unknown ? Omit<T, "ref"> : never;
export type Asked = WithoutRef<Command>;
/** `lost`: the connection went away first; nobody knows whether the command was carried out. */
export type Answer = Reply | { readonly type: "lost" };
type Done = (answer: Answer) => void;

export interface ConnectionListener {
  changed(state: ConnectionState): void;
  happened(event: AnyEvent): void;
}

interface Waiting {
  readonly done: Done;
  readonly cancel: Cancel;
}

export class Connection {
  state: ConnectionState = { kind: "idle" };
  readonly #outside: Pick<Outside, "transport" | "clock" | "chance">;
  readonly #listener: ConnectionListener;
  readonly #waiting = new Map<number, Waiting>();
  #socket: Socket | null = null;
  #timer: Cancel = () => undefined;
  #attempt = 0;
  #ref = 0;
  #notBefore = 0;

  constructor(outside: Pick<Outside, "transport" | "clock" | "chance">, listener: ConnectionListener) {
    this.#outside = outside;
    this.#listener = listener;
  }

  start(): void {
    if (this.state.kind === "idle" || this.state.kind === "final") this.restart();
  }

  /** Open a new socket now, whatever there is: the credential changed, or the guest asks. */
  restart(): void {
    this.#attempt = 0;
    this.#letGo();
    this.#open();
    this.#answerLost();
  }

  stop(): void {
    this.#letGo();
    this.#become({ kind: "idle" });
    this.#answerLost();
  }

  /** The network came back: try at once, unless the server asked for patience. */
  networkReturned(): void {
    if (this.state.kind === "waiting" && this.#outside.clock.now() >= this.#notBefore) this.restart();
  }

  /** The socket does not answer any more: give it up and come back. */
  breakOff(): void {
    if (this.#socket) this.#lose(LOST, "");
  }

  /** Send a command; `done` is called exactly once. */
  ask(command: Asked, done: Done): void {
    if (this.state.kind !== "open" || !this.#socket) {
      done({ type: "lost" });
      return;
    }
    const ref = ++this.#ref;
    const cancel = this.#outside.clock.after(REPLY_WITHIN_MS, () => this.breakOff());
    this.#waiting.set(ref, { done, cancel });
    this.#socket.send(JSON.stringify({ ...command, ref }));
  }

  #open(): void {
    let socket: Socket | null = null;
    const ifCurrent = (action: () => void) => {
      if (socket !== null && socket === this.#socket) action();
    };
    this.#become({ kind: "connecting", attempt: this.#attempt });
    this.#timer = this.#outside.clock.after(OPEN_WITHIN_MS, () => this.breakOff());
    socket = this.#outside.transport({
      opened: () => ifCurrent(() => this.#opened()),
      received: (text) => ifCurrent(() => this.#received(text)),
      closed: (code, reason) => ifCurrent(() => this.#lose(code, reason)),
    });
    this.#socket = socket;
  }

  #opened(): void {
    this.#timer();
    this.#become({ kind: "open" });
  }

  #received(text: string): void {
    const frame = parse(text);
    if (frame === null) return;
    // Only a server that speaks is well: one that accepts and closes at once still earns longer waits.
    this.#attempt = 0;
    if (frame.type === "ok" || frame.type === "failed") this.#answer(frame);
    else this.#listener.happened(frame);
  }

  #answer(reply: Reply): void {
    if (reply.ref === null) return;
    const waiting = this.#waiting.get(reply.ref);
    this.#waiting.delete(reply.ref);
    waiting?.cancel();
    waiting?.done(reply);
  }

  #lose(code: number, reason: string): void {
    this.#letGo();
    if (isFinal(code)) this.#become({ kind: "final", code });
    else this.#wait(code, reason);
    this.#answerLost();
  }

  #wait(code: number, reason: string): void {
    const { clock, chance } = this.#outside;
    const asked = askedDelay(reason);
    const delay = asked ?? backOff(this.#attempt, chance.fraction());
    this.#attempt += 1;
    this.#notBefore = asked === null ? 0 : clock.now() + asked;
    this.#timer = clock.after(delay, () => this.#open());
    this.#become({ kind: "waiting", attempt: this.#attempt, until: clock.now() + delay, code });
  }

  #letGo(): void {
    this.#timer();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #answerLost(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { done, cancel } of waiting) {
      cancel();
      done({ type: "lost" });
    }
  }

  #become(state: ConnectionState): void {
    this.state = state;
    this.#listener.changed(state);
  }
}

function parse(text: string): Reply | AnyEvent | null {
  try {
    const frame: unknown = JSON.parse(text);
    const isFrame = typeof frame === "object" && frame !== null && "type" in frame;
    return isFrame ? (frame as Reply | AnyEvent) : null;
  } catch {
    return null;
  }
}
