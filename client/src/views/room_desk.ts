/** One room on screen: how far it is read, what is announced, which dialog is open. */
import { computed, effect, type Signal, signal } from "@preact/signals";
import type { Announcement, Announcing } from "../core/announcing";
import type { LiveRoom } from "../core/live_room";
import type { ReadMark } from "../core/read_mark";
import { ALL_READ, arrive, catchUp, type Reading, resume } from "../core/reading";
import type { Message } from "../core/room";
import type { Seek, Seeking } from "../core/seeking";
import { texts } from "../i18n/texts";
import { isPageSeen } from "../platform/page";
import type { Person } from "../protocol/protocol.gen";
import { Talk } from "./talk";

const SAID_FOR_MS = 4_000;

export type Open =
  | { readonly kind: "rooms" | "roster" | "self" | "erase" }
  | OpenApart
  | { readonly kind: "remove"; readonly messageId: string }
  | { readonly kind: "report"; readonly about: Reported };

/** What opens about private rooms and conversations. */
export type OpenApart =
  | { readonly kind: "requests" | "invite" | "room" | "close" }
  | { readonly kind: "propose" | "put_out"; readonly person: Person };

/** What is reported: a message, a person, or the room. */
export interface Reported {
  readonly person: Person | null;
  readonly message: Pick<Message, "id" | "body"> | null;
}

export class RoomDesk {
  readonly live: LiveRoom;
  readonly talk = new Talk(this);
  readonly reading: Signal<Reading> = signal(ALL_READ);
  /** A message asked for, until what came of it was dealt with. */
  readonly seek: Signal<Seek | null> = signal(null);
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
  /** What the reader calls a place that has no name of its own: whom they talk with. */
  readonly with: Signal<string> = signal("");
  /** What closed a conversation to writing. */
  readonly over: Signal<"frozen" | "ended" | null> = signal(null);
  readonly info = computed(() => this.live.state.value.info);
  readonly #suggest: () => string;
  #announcing: Promise<Announcing> | null = null;
  #seeking: Promise<Seeking> | null = null;
  #mark: Promise<ReadMark> | null = null;
  #opener: Element | null = null;

  /** `suggest` gives another nickname each time. */
  constructor(live: LiveRoom, suggest: () => string) {
    this.live = live;
    this.#suggest = suggest;
    this.nickname = signal("");
    this.nickname.value = this.suggestion();
    live.onArrival = (message) => this.#arrived(message);
    live.onMention = (id) => {
      const held = live.state.peek().messages.findLast((message) => message.id === id);
      this.#announce((announcing) => announcing.concerns(id, held));
    };
    live.isFollowed = () => this.isAtEnd.peek();
    this.#followReading();
  }

  /** Show a message of the room, wherever it is. */
  goTo(messageId: string): void {
    this.#seeking ??= import("../core/seeking").then(({ Seeking }) => new Seeking(this.live, this.seek));
    this.#seeking.then(
      (seeking) => void seeking.goTo(messageId),
      () => {
        this.#seeking = null;
        this.warning.value = texts.peek().partMissing;
      },
    );
  }

  endSeek(): void {
    this.seek.value = null;
    void this.#seeking?.then((seeking) => seeking.end());
  }

  suggestion(): string {
    return this.#suggest();
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
    this.#announce((announcing) => announcing.arrived(message));
  }

  /** What is said of arrivals is reckoned by a part fetched with the first; without it nothing is said. */
  #announce(tell: (announcing: Announcing) => void): void {
    this.#announcing ??= import("../core/announcing").then(
      ({ Announcing }) => new Announcing(this.live.tab.outside.clock, (what) => this.say(textOf(what))),
    );
    this.#announcing.then(tell, () => {
      this.#announcing = null;
    });
  }

  #followReading(): void {
    effect(() => {
      if (this.#isSeen()) this.reading.value = catchUp(this.reading.peek());
    });
    effect(() => {
      const { offset } = this.live.state.value;
      if (this.#isSeen() && this.live.state.value.you) this.#marked((mark) => mark.seen(offset));
    });
    const epoch = computed(() => this.live.state.value.epoch);
    effect(() => {
      if (epoch.value !== "") this.#resume();
    });
  }

  /** Fetched with the first position there is to tell; a spectator's is told to nobody. */
  #marked(tell: (mark: ReadMark) => void): void {
    const { slug, tab } = this.live;
    this.#mark ??= import("../core/read_mark").then(({ ReadMark }) => new ReadMark(slug, tab));
    this.#mark.then(tell, () => {
      this.#mark = null;
    });
  }

  /** Entered for the first time, or anew: the line stands where the last visit stopped. */
  #resume(): void {
    const { you, messages } = this.live.state.peek();
    if (you?.read == null) return;
    const { read } = you;
    this.#marked((mark) => mark.known(read));
    this.reading.value = resume(messages, this.live.ownTags.peek(), you.read);
  }
}

function textOf(said: Announcement): string {
  const t = texts.value;
  return said.kind === "sum" ? t.newMessages(said.count) : t.messageForYou(said.nickname, said.others);
}
