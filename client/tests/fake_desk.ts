/** The desk's routes, played: what is asked of them is kept, what they answer is given beforehand. */
import type { Answer, DeskApi } from "../src/desk/api";
import type { Backtested, DeskPresence, DeskState } from "../src/protocol/desk.gen";
import { FakeCaseApi } from "./fake_cases";

const DONE: Answer<null> = { ok: true, value: null };

export class FakeDeskApi extends FakeCaseApi implements DeskApi {
  signingIn: Answer<null> = DONE;
  deciding: Answer<null> = DONE;
  presenting: Answer<null> = DONE;
  /** Given one after the other; after the last the question waits. */
  states: Answer<DeskState>[] = [];
  parts: Answer<Backtested>[] = [];
  readonly asked: (number | null)[] = [];
  readonly told: DeskPresence[] = [];
  readonly tried: string[] = [];

  signIn() {
    return Promise.resolve(this.signingIn);
  }

  signOut() {
    return Promise.resolve(DONE);
  }

  state(after: number | null): Promise<Answer<DeskState>> {
    this.asked.push(after);
    const next = this.states.shift();
    return next ? Promise.resolve(next) : new Promise(() => undefined);
  }

  release(messageId: string) {
    this.done.push(`release ${messageId}`);
    return Promise.resolve(this.deciding);
  }

  refuse(messageId: string, reason: string) {
    this.done.push(`refuse ${messageId} ${reason}`.trim());
    return Promise.resolve(this.deciding);
  }

  presence(presence: DeskPresence) {
    this.told.push(presence);
    return Promise.resolve(this.presenting);
  }

  shield() {
    return Promise.resolve(DONE);
  }

  privateRooms() {
    return Promise.resolve({ ok: true as const, value: { rooms: [] } });
  }

  openRoom(id: number) {
    this.done.push(`open ${id}`);
    const value = {
      id,
      handle: `private-${id}`,
      name: "",
      adult: false,
      opened: true,
      members: 1,
      present: 1,
    };
    return Promise.resolve({ ok: true as const, value });
  }

  events() {
    return Promise.resolve({ ok: true as const, value: { events: [], more: false } });
  }

  rules() {
    return Promise.resolve({ ok: true as const, value: { version: "1", problem: null, rules: [] } });
  }

  writeRule() {
    return Promise.resolve({ ok: true as const, value: { id: "", version: "" } });
  }

  setStatus() {
    return Promise.resolve(DONE);
  }

  checkRule() {
    return Promise.resolve({ ok: true as const, value: { problems: [] } });
  }

  backtest({ after = "" }: { after?: string }): Promise<Answer<Backtested>> {
    this.tried.push(after);
    const next = this.parts.shift();
    return next ? Promise.resolve(next) : new Promise(() => undefined);
  }
}
