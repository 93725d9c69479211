/** What the parts of a live room ask of the tab and of each other. */
import type { Signal } from "@preact/signals-core";
import type { SanctionInfo } from "../protocol/protocol.gen";
import type { Answer, Asked } from "./connection";
import type { Outside } from "./ports";
import type { Outcome } from "./refusal";
import type { RoomState } from "./room";

/** Whether a slug is that of a private room or of a conversation: neither stands in any list. */
export function isApart(slug: string): boolean {
  return /^[pc]-[a-z2-7]{26}$/.test(slug);
}

/** The tab: one connection and one session, shared by its rooms. */
export interface Tab {
  readonly outside: Outside;
  /** Kindly and for good: this session reads, and writes nothing more. */
  readonly isWritingClosed: Signal<boolean>;
  isOpen(): boolean;
  /** What names the session messages are written under; null for a spectator. */
  sessionKey(): string | null;
  sessionNickname(): string | null;
  ask(command: Asked, done: (answer: Answer) => void): void;
  breakOff(): void;
  /** Open a session under this nickname. */
  begin(nickname: string, room: string | null): Promise<Outcome<null>>;
  sessionIsGone(): void;
  becameQuiet(): void;
}

/** The room, as its writing side needs it. */
export interface Place {
  readonly slug: string;
  readonly tab: Tab;
  isEntered(): boolean;
  isNamed(): boolean;
  setNamed(isNamed: boolean): void;
  nickname(): string | null;
  setNickname(nickname: string): void;
  /** Position of the last event folded in. */
  offset(): number;
  /** How many are listed here. */
  present(): number;
  /** Seconds between two messages of one guest. */
  slowMode(): number;
  enter(): void;
  /** A decision about the reader is why something was declined. */
  sanctioned(sanction: SanctionInfo): void;
  /** Nothing waits to be sent any more. */
  emptied(): void;
}

/** The room, as those parts need it that change what is held of it. */
export interface Ground {
  readonly slug: string;
  readonly tab: Tab;
  readonly state: Signal<RoomState>;
  sanctioned(sanction: SanctionInfo): void;
}
