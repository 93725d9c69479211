/** One room on screen: how far it is read, what is announced, which dialog is open. */
import { computed, effect, type Signal, signal } from "@preact/signals";
import type { LiveRoom } from "../core/live_room";
import { ALL_READ, arrive, catchUp, type Reading } from "../core/reading";
import type { Message } from "../core/room";
import { suggestName } from "../i18n/names";
import { texts } from "../i18n/texts";
import { isPageSeen } from "../platform/page";
import { locale } from "../platform/preferences";
import { EDIT_WITHIN_SECONDS } from "../protocol/protocol.gen";

const BURST_MS = 1_200;
const SAID_FOR_MS = 4_000;

export type Open =
  | { readonly kind: "rooms" | "roster" | "self" | "erase" }
  | { readonly kind: "remove"; readonly messageId: string };

export class RoomDesk {
  readonly live: LiveRoom;
  readonly reading: Signal<Reading> = signal(ALL_READ);
  readonly isAtEnd: Signal<boolean> = signal(true);
  readonly isFarFromEnd: Signal<boolean> = signal(false);
  /** Grows when the timeline must go to its end, whatever is read. */
  readonly toEnd: Signal<number> = signal(0);
  /** What the polite live region says. */
  readonly said: Signal<string> = signal("");
  /** Something that could not be done, told above the timeline. */
  readonly warning: Signal<string> = signal("");
  readonly dialog: Signal<Open | null> = signal(null);
  readonly nickname: Signal<string>;
  readonly info = computed(() => this.live.state.value.info);
  readonly #fraction: () => number;
  #burst: Message[] = [];
  #opener: Element | null = null;

  constructor(live: LiveRoom, fraction: () => number) {
    this.live = live;
    this.#fraction = fraction;
    this.nickname = signal("");
    this.nickname.value = this.suggestion();
    live.onArrival = (message) => this.#arrived(message);
    effect(() => {
      if (this.#isSeen()) this.reading.value = catchUp(this.reading.peek());
    });
  }

  suggestion(): string {
    return suggestName(locale.peek(), this.#fraction);
  }

  /** Another name is being tried. */
  forgetNameRefusal(): void {
    const { refused } = this.live.posting;
    if (refused.value?.what === "nickname") refused.value = null;
  }

  /** Whole seconds until the server accepts another message. */
  secondsLeft(): number {
    const left = this.live.posting.slowUntil.value - this.live.tab.outside.clock.now();
    return Math.max(0, Math.ceil(left / 1_000));
  }

  isSlowed(): boolean {
    return this.secondsLeft() > 0;
  }

  canEdit(message: Pick<Message, "sentMs" | "removed">): boolean {
    const age = this.live.tab.outside.clock.now() - message.sentMs;
    return message.removed === null && age < EDIT_WITHIN_SECONDS * 1_000;
  }

  /** Take one's own last message up again, if it is still young enough. */
  editLast(): void {
    const own = this.live.ownTags.value;
    const last = this.live.state.value.messages.findLast((message) => own.has(message.tag));
    if (last && this.canEdit(last)) this.live.posting.drafting.edit(last.id, last.body);
  }

  send(): void {
    this.reading.value = ALL_READ;
    this.toEnd.value += 1;
    void this.live.posting.post(this.nickname.value.trim());
  }

  open(dialog: Open): void {
    if (this.dialog.value === null) this.#opener = document.activeElement;
    this.dialog.value = dialog;
  }

  closeDialog(): void {
    this.dialog.value = null;
  }

  /** To what the dialog was opened from; called once the dialog is gone, for until then the page is inert. */
  returnFocus(): void {
    if (this.#opener instanceof HTMLElement) this.#opener.focus({ preventScroll: true });
    this.#opener = null;
  }

  say(text: string): void {
    this.said.value = text;
    setTimeout(() => {
      if (this.said.value === text) this.said.value = "";
    }, SAID_FOR_MS);
  }

  #isSeen(): boolean {
    return isPageSeen.value && this.isAtEnd.value;
  }

  #arrived(message: Message): void {
    this.reading.value = arrive(this.reading.value, message.offset, this.#isSeen());
    if (this.#burst.length === 0) setTimeout(() => this.#announce(), BURST_MS);
    this.#burst.push(message);
  }

  /** One sentence for all that arrived together: a busy room must not talk without end. */
  #announce(): void {
    const burst = this.#burst;
    this.#burst = [];
    this.say(texts.value.newMessages(burst.length));
  }
}
