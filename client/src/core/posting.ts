/** Posting: each message from the field to the room, once, in order, or back to the field with the reason. */
import { batch, type Signal, signal } from "@preact/signals-core";
import type { RefusedMessage } from "../protocol/protocol.gen";
import { normaliseBody } from "./body";
import type { Answer } from "./connection";
import { type Draft, Drafting } from "./drafting";
import { drawMessageId } from "./message_id";
import * as outboxes from "./outbox";
import type { Place } from "./place";
import { isAboutTheName, isTemporary, type Refusal, refusalFrom, refusalOf } from "./refusal";
import { Timers } from "./timers";
import { Typing } from "./typing";

const TRY_AGAIN_MS = 3_000;
/** A refusal for haste this short is waited out, unseen; a longer one gives the text back and counts down. */
const PATIENCE_MS = 2_000;

export interface About {
  readonly what: "message" | "nickname" | "edit";
  readonly refusal: Refusal;
}

/** One's own message that was held, and will not be shown; without its text when this page never had it. */
export interface Returned {
  readonly event: RefusedMessage;
  readonly draft: Draft | undefined;
}

export class Posting {
  readonly drafting = new Drafting();
  readonly outbox: Signal<outboxes.Outbox> = signal([]);
  readonly refused: Signal<About | null> = signal(null);
  /** Until when (ms) nothing more may be written: the button counts down to it. 0 when it need not. */
  readonly slowUntil: Signal<number> = signal(0);
  readonly isBeginning: Signal<boolean> = signal(false);
  /** What came back after it was held, until the guest has done with it. */
  readonly returned: Signal<readonly Returned[]> = signal([]);
  /** Until when (ms) the server takes nothing without a proof of work; null when it asks for none. */
  readonly challengedUntil: Signal<number | null> = signal(null);
  /** Why it asks, in its own words, when it says so. */
  readonly challengedFor: Signal<string | null> = signal(null);
  readonly typing: Typing;
  readonly #place: Place;
  readonly #timers: Timers<"flush" | "slow">;
  /** Until when (ms) nothing leaves, though writing goes on. */
  #heldUntil = 0;
  #wantedName: string | null = null;

  constructor(place: Place) {
    this.#place = place;
    this.typing = new Typing(place);
    this.#timers = new Timers(place.tab.outside.clock);
  }

  get hasWaiting(): boolean {
    return outboxes.waiting(this.outbox.value).length > 0;
  }

  /** Post what stands in the field. `nickname` is what the guest chose, while they are asked for one. */
  async post(nickname: string): Promise<void> {
    const { tab } = this.#place;
    if (!this.#place.isNamed()) this.#wantedName = nickname;
    batch(() => {
      this.refused.value = null;
      const { body, replyTo } = this.drafting.take();
      this.outbox.value = outboxes.write(this.outbox.value, {
        clientMessageId: drawMessageId(tab.outside.chance),
        body: normaliseBody(body),
        replyTo,
        writtenMs: this.#now(),
        session: tab.sessionKey(),
      });
    });
    if (tab.sessionKey() === null) await this.begin(nickname);
    else this.flush();
  }

  /** Open a session under this nickname; refusals come back to the field. */
  async begin(nickname: string): Promise<void> {
    if (this.isBeginning.value) return;
    this.isBeginning.value = true;
    this.refused.value = null;
    const outcome = await this.#place.tab.begin(nickname, this.#place.slug);
    batch(() => {
      this.isBeginning.value = false;
      if (outcome.ok) this.#begun();
      else this.#noName(outcome.refusal);
    });
  }

  resend(clientMessageId: string): void {
    const session = this.#place.tab.sessionKey();
    this.outbox.value = outboxes.resend(this.outbox.value, clientMessageId, this.#now(), session);
    if (session === null) this.#giveBackAll(null);
    else this.flush();
  }

  discard(clientMessageId: string): void {
    this.outbox.value = outboxes.drop(this.outbox.value, clientMessageId);
    if (!this.hasWaiting) this.#place.emptied();
  }

  /** Send the next message that waits, if it may leave now. */
  flush(): void {
    const wait = this.#heldUntil - this.#now();
    if (wait > 0) this.#timers.set("flush", wait, () => this.flush());
    if (wait > 0 || !this.#place.isEntered() || this.#place.tab.sessionKey() === null) return;
    const entry = outboxes.next(this.outbox.value);
    if (entry === null) this.#place.emptied();
    else if (this.challengedUntil.value !== null) this.challengeOver();
    else if (this.#wantedName !== null && this.#wantedName !== this.#place.nickname())
      this.#takeName(this.#wantedName);
    else this.#send(entry);
  }

  interrupted(): void {
    this.#timers.cancel("flush");
    this.outbox.value = outboxes.interrupt(this.outbox.value);
  }

  /** Back in the room: what is too old, or of another session, asks before leaving. */
  reentered(): void {
    // A name that stood suggested in the field while the room was still on its way takes nobody's own away.
    if (this.#place.isNamed()) this.#wantedName = null;
    this.outbox.value = outboxes.review(this.outbox.value, this.#now(), this.#place.tab.sessionKey());
    this.flush();
  }

  folded(shown: readonly string[], offset: number): void {
    this.outbox.value = outboxes.settle(this.outbox.value, shown, offset);
  }

  /** The proof was accepted, or the time is over: what waits leaves now; declined, it comes back into the field. */
  challengeOver(isDeclined = false): void {
    this.challengedUntil.value = null;
    this.#heldUntil = 0;
    if (isDeclined) this.#giveBackAll(null);
    else this.flush();
  }

  /** Somebody watches over the room again: nobody has to wait there. */
  slowModeEnded(): void {
    if (this.slowUntil.value === 0 || this.challengedUntil.value !== null) return;
    this.slowUntil.value = 0;
    this.#heldUntil = 0;
    this.flush();
  }

  sessionEnded(): void {
    this.#wantedName = null;
    this.slowUntil.value = 0;
    this.challengedUntil.value = null;
    this.returned.value = [];
    this.#heldUntil = 0;
    this.interrupted();
    const left = this.outbox.value.filter(({ status }) => status !== "held");
    this.outbox.value = outboxes.review(left, this.#now(), null);
  }

  rename(nickname: string, done: (refused: Refusal | null) => void): void {
    const { slug, tab } = this.#place;
    tab.ask({ type: "nickname.change", room: slug, nickname }, (answer) => {
      if (answer.type === "ok") this.#named("nickname" in answer ? answer.nickname : nickname);
      done(answer.type === "ok" ? null : refusalFrom(answer));
    });
  }

  #now(): number {
    return this.#place.tab.outside.clock.now();
  }

  #begun(): void {
    const session = this.#place.tab.sessionKey();
    if (session !== null) this.outbox.value = outboxes.bind(this.outbox.value, session);
    this.#wantedName = null;
    this.#place.setNamed(true);
  }

  #noName(refused: Refusal): void {
    const concernsName = isAboutTheName(refused) || refused.code === "screened";
    if (concernsName) this.#place.setNamed(false);
    if (refused.code === "slowed") this.#slowDown(delayOf(refused));
    this.#giveBackAll({ what: concernsName ? "nickname" : "message", refusal: refused });
  }

  #takeName(nickname: string): void {
    this.rename(nickname, (refused) => {
      if (refused === null) this.flush();
      else if (refused.code !== "unreachable") this.#noName(refused);
    });
  }

  #named(nickname: string): void {
    this.#wantedName = null;
    this.#place.setNickname(nickname);
    this.#place.setNamed(true);
  }

  #send(entry: outboxes.Entry): void {
    const { slug, tab } = this.#place;
    const { clientMessageId, body, replyTo } = entry;
    const reply = replyTo === null ? {} : { reply_to: replyTo };
    this.outbox.value = outboxes.markSending(this.outbox.value, clientMessageId);
    tab.ask(
      { type: "message.post", room: slug, body, client_message_id: clientMessageId, ...reply },
      (answer) => this.#answered(entry, answer),
    );
  }

  #answered(entry: outboxes.Entry, answer: Answer): void {
    if (answer.type === "lost") {
      this.#requeue(entry);
      return;
    }
    batch(() => {
      if (answer.type === "ok") this.#sent(entry, answer);
      else this.#notSent(entry, refusalOf(answer));
    });
    this.flush();
  }

  #sent({ clientMessageId }: outboxes.Entry, answer: Answer): void {
    const offset = "offset" in answer ? answer.offset : null;
    const taken = outboxes.markSent(this.outbox.value, clientMessageId, offset);
    this.outbox.value = outboxes.settle(taken, [], this.#place.offset());
    this.typing.posted();
    this.#wantedName = null;
    this.#place.setNamed(true);
    if (this.#place.slowMode() > 0) this.#slowDown(this.#place.slowMode() * 1_000);
  }

  #notSent(entry: outboxes.Entry, refused: Refusal): void {
    if (refused.code === "slowed") this.#slowed(entry, refused);
    else if (isTemporary(refused)) this.#requeue(entry, () => this.#hold(delayOf(refused)));
    else if (refused.code === "not_entered") this.#requeue(entry, () => this.#place.enter());
    else if (refused.code === "challenge_required") this.#requeue(entry, () => this.#challenged(refused));
    else if (refused.code === "session_required") this.#requeue(entry, () => this.#place.tab.sessionIsGone());
    else this.#declined(entry, refused);
  }

  #declined(entry: outboxes.Entry, refused: Refusal): void {
    const concernsName = isAboutTheName(refused);
    if (concernsName) this.#place.setNamed(false);
    this.#giveBack(entry);
    if (refused.code === "writing_closed") this.#place.tab.isWritingClosed.value = true;
    if (refused.sanction) this.#place.sanctioned(refused.sanction);
    if (refused.sanction) return;
    this.refused.value = { what: concernsName ? "nickname" : "message", refusal: refused };
  }

  #challenged(refused: Refusal): void {
    this.#hold(delayOf(refused));
    this.challengedFor.value = refused.explanation;
    this.challengedUntil.value = this.#heldUntil;
  }

  /** The same text again would be refused again: it always comes back; another waits its turn when others do. */
  #slowed(entry: outboxes.Entry, refused: Refusal): void {
    const delay = delayOf(refused);
    const isRepeated = refused.reason === "repetition";
    const isAlone = outboxes.waiting(this.outbox.value).length === 1 && this.drafting.text.value === "";
    const isLong = delay > PATIENCE_MS;
    const comesBack = isRepeated || (isLong && isAlone);
    if (comesBack) this.#giveBack(entry);
    else this.#requeue(entry);
    if (comesBack) this.refused.value = { what: "message", refusal: refused };
    if (isLong && !isRepeated) this.#slowDown(delay);
    else if (!isRepeated) this.#hold(delay);
  }

  #requeue(entry: outboxes.Entry, then: () => void = () => undefined): void {
    this.outbox.value = outboxes.requeue(this.outbox.value, entry.clientMessageId);
    then();
  }

  #giveBack(entry: outboxes.Entry): void {
    this.outbox.value = outboxes.drop(this.outbox.value, entry.clientMessageId);
    this.drafting.giveBack(entry);
  }

  /** Take everything that waits out of the timeline, back into the field. */
  #giveBackAll(about: About | null): void {
    const waiting = this.outbox.value.filter((entry) => entry.status === "queued");
    batch(() => {
      for (const entry of waiting.reverse()) this.#giveBack(entry);
      this.refused.value = about;
    });
  }

  /** Once the wait is over, why one had to is no news any more. */
  #slowDown(ms: number): void {
    this.#hold(ms);
    this.slowUntil.value = this.#heldUntil;
    this.#timers.set("slow", ms, () => {
      if (this.refused.value?.refusal.code === "slowed") this.refused.value = null;
    });
  }

  #hold(ms: number): void {
    this.#heldUntil = this.#now() + ms;
  }
}

/** In milliseconds; a server that names no delay means a short one. */
function delayOf(refused: Refusal): number {
  return refused.retryAfter === null ? TRY_AGAIN_MS : refused.retryAfter * 1_000;
}
