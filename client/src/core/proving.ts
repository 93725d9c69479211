/** Proving one's age: one method chosen, one attempt followed to its end. */
import { type Signal, signal } from "@preact/signals-core";
import type {
  AgeDevice,
  AgeMethod,
  AgeStanding,
  AttemptBegun,
  AttemptInfo,
  BrowserAsk,
  BrowserKey,
} from "../protocol/protocol.gen";
import type { AgeApi } from "./age";
import type { NeededCode, Stage, Wrong } from "./age_stage";
import type { Cancel, Clock } from "./ports";
import { type Outcome, type Refusal, refusal } from "./refusal";

const LOOK_EVERY_MS = 1_500;

/** A wallet being asked by the browser itself. */
export interface WalletAsked {
  /** What the wallet gave; null when it gave nothing. Never rejects. */
  readonly answer: Promise<string | null>;
  stop(): void;
}

export interface Proofs {
  readonly api: AgeApi;
  readonly clock: Clock;
  /** The public half of this browser's key; null when it can keep none. Called once there is a session. */
  readonly key: () => Promise<BrowserKey | null>;
  /** A proof belongs to a session: make one where there is none. */
  readonly session: () => Promise<Outcome<unknown>>;
  /** Leave this page for where the proof is given. */
  readonly go: (link: string) => void;
  /** Null in a browser that cannot. */
  readonly askWallet: ((ask: BrowserAsk) => WalletAsked) | null;
}

export class Proving {
  readonly stage: Signal<Stage> = signal({ kind: "loading" });
  readonly methods: Signal<readonly AgeMethod[]> = signal([]);
  readonly #proofs: Proofs;
  #attempt: AttemptBegun | null = null;
  #stopLooking: Cancel = () => undefined;
  #stopAsking: Cancel = () => undefined;
  /** What nobody answered. */
  #again: () => Promise<void> = () => this.load();

  constructor(proofs: Proofs) {
    this.#proofs = proofs;
  }

  /** What can be done here, and whether it is done already. */
  async load(): Promise<void> {
    const standing = await this.#proofs.api.standing();
    if (standing.ok) this.#stands(standing.value);
    else this.#unanswered(() => this.load());
  }

  #stands({ can, proven, until, methods }: AgeStanding): void {
    this.methods.value = methods;
    if (proven) this.stage.value = { kind: "proven", untilMs: until ? Date.parse(until) : null };
    else this.stage.value = { kind: can && methods.length > 0 ? "choosing" : "shut" };
  }

  /** Once more what nobody answered. */
  retry(): Promise<void> {
    return this.#again();
  }

  #unanswered(again: () => Promise<void>): void {
    this.#again = again;
    this.stage.value = { kind: "unreachable" };
  }

  /** Begin; another attempt of this session ends by it. */
  async choose(method: AgeMethod, device: AgeDevice): Promise<void> {
    this.#forget();
    const beginning: Stage = { kind: "beginning", method };
    this.stage.value = beginning;
    const begun = await this.#begin(method, device);
    // They went back to the choice meanwhile.
    if (this.stage.value !== beginning) return;
    if (!begun.ok) this.#failed(begun.refusal, () => this.choose(method, device));
    else this.#begun(begun.value, method, device);
  }

  async #begin(method: AgeMethod, device: AgeDevice): Promise<Outcome<AttemptBegun>> {
    const session = await this.#proofs.session();
    if (!session.ok) return session;
    const key = await this.#proofs.key();
    if (key === null) return { ok: false, refusal: refusal("no_key") };
    return this.#proofs.api.begin({ method: method.name, device, key });
  }

  #begun(attempt: AttemptBegun, method: AgeMethod, device: AgeDevice): void {
    this.#attempt = attempt;
    if (method.kind === "human") {
      this.#ask("staff_code", null);
      return;
    }
    this.stage.value = { kind: "waiting", method, device, attempt };
    this.#look(attempt);
    if (device !== "same") return;
    if (this.canAskWallet(attempt)) void this.askWallet();
    else if (attempt.link) this.#proofs.go(attempt.link);
  }

  /** Whether this browser asks wallets itself: then their link is for whoever has one that it does not find. */
  canAskWallet({ browser }: AttemptBegun): boolean {
    return Boolean(browser && this.#proofs.askWallet);
  }

  /** Once more, too, by whoever changed their mind. */
  async askWallet(): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt?.browser || !this.#proofs.askWallet) return;
    this.#stopAsking();
    const asked = this.#proofs.askWallet(attempt.browser);
    this.#stopAsking = () => asked.stop();
    const response = await asked.answer;
    if (this.#attempt !== attempt || response === null) return;
    this.#stopLooking();
    await this.#present(attempt, response);
  }

  async #present(attempt: AttemptBegun, response: string): Promise<void> {
    this.stage.value = { kind: "completing" };
    const answer = await this.#proofs.api.present(attempt.id, response);
    if (answer.ok) await this.#found(answer.value, attempt);
    else if (answer.refusal.code === "unreachable") this.#unanswered(() => this.#present(attempt, response));
    else await this.#explain(attempt, answer.refusal);
  }

  /** Why it was not taken, as the attempt itself says it. */
  async #explain({ id }: AttemptBegun, { code }: Refusal): Promise<void> {
    const now = await this.#proofs.api.attempt(id);
    this.#refuse((now.ok && now.value.reason) || code);
  }

  #ask(needs: NeededCode, wrong: Wrong | null): void {
    if (this.#attempt) this.stage.value = { kind: "code", needs, attempt: this.#attempt, wrong };
  }

  /** Look how the attempt stands, until something is to be done here. */
  #look(attempt: AttemptBegun): void {
    this.#stopLooking = this.#proofs.clock.after(LOOK_EVERY_MS, async () => {
      const found = await this.#proofs.api.attempt(attempt.id);
      if (this.#attempt !== attempt || this.stage.value.kind !== "waiting") return;
      if (this.#proofs.clock.now() >= Date.parse(attempt.expires_at)) this.#refuse("ended");
      else if (found.ok) await this.#found(found.value, attempt);
      else if (found.refusal.code === "not_found") this.#refuse("ended");
      else this.#look(attempt);
    });
  }

  async #found({ state, reason, needs }: AttemptInfo, attempt: AttemptBegun): Promise<void> {
    if (state === "proven") await this.#proven();
    else if (state === "refused") this.#refuse(reason || state);
    else if (state === "ended") this.#refuse(state);
    else if (state === "answered" && needs === "matching_code") this.#ask(needs, null);
    else this.#look(attempt);
  }

  /** What was typed: digits or letters, as they came. */
  async giveCode(typed: string): Promise<void> {
    const { value: stage } = this.stage;
    if (stage.kind !== "code") return;
    const code = plain(typed);
    this.stage.value = { kind: "completing" };
    const answer = await this.#proofs.api.code(stage.attempt.id, code);
    if (answer.ok) await this.#proven();
    else await this.#notTaken(answer.refusal, stage);
  }

  async #notTaken({ code, limit }: Refusal, { needs, attempt }: Stage & { kind: "code" }): Promise<void> {
    if (code === "unreachable") {
      this.#unanswered(async () => this.#ask(needs, null));
      return;
    }
    const now = await this.#proofs.api.attempt(attempt.id);
    const state = now.ok ? now.value.state : "ended";
    if (state === "proven") await this.#proven();
    else if (state === "refused") this.#refuse((now.ok && now.value.reason) || code);
    else if (state === "ended") this.#refuse(code === "slowed" ? code : state);
    else this.#ask(needs, { triesLeft: limit });
  }

  /** Back from where the proof was given, on this device. */
  async complete(attemptId: string, responseCode: string): Promise<void> {
    this.stage.value = { kind: "completing" };
    const answer = await this.#proofs.api.complete(attemptId, responseCode);
    if (answer.ok) await this.#proven();
    else if (answer.refusal.code === "not_found" || answer.refusal.code === "session_required")
      this.stage.value = { kind: "elsewhere" };
    else this.#failed(answer.refusal, () => this.complete(attemptId, responseCode));
  }

  /** Another choice; what was begun is given up. */
  async back(): Promise<void> {
    const attempt = this.#attempt;
    this.#forget();
    this.stage.value = { kind: this.methods.value.length > 0 ? "choosing" : "loading" };
    if (attempt) await this.#proofs.api.cancel(attempt.id);
    if (this.methods.value.length === 0) await this.load();
  }

  /** Said by where it was given. */
  refused(reason: string): void {
    this.#refuse(reason);
  }

  async #proven(): Promise<void> {
    this.#forget();
    const standing = await this.#proofs.api.standing();
    const until = standing.ok && standing.value.until;
    this.stage.value = { kind: "proven", untilMs: until ? Date.parse(until) : null };
  }

  #failed({ code }: Refusal, again: () => Promise<void>): void {
    if (code === "unreachable") this.#unanswered(again);
    else this.#refuse(code);
  }

  #refuse(reason: string): void {
    this.#forget();
    this.stage.value = { kind: "refused", reason };
  }

  #forget(): void {
    this.#stopLooking();
    this.#stopAsking();
    this.#attempt = null;
  }
}

/** Codes are read aloud and copied by hand: spaces, dashes and case mean nothing. */
export function plain(typed: string): string {
  return typed.replace(/[\s\u00a0\u202f-]/g, "").toUpperCase();
}

/** Where to go back to: an address of this place and nothing else. */
export function ownPath(asked: string | null): string {
  const isOwn = asked !== null && /^\/(?![/\\])[\w\-./~%]*$/.test(asked);
  return isOwn ? asked : "/";
}
