/** What the parts of a live room ask of the tab and of each other. */
import type { Signal } from "@preact/signals-core";
import type { Answer, Asked } from "./connection";
import type { Outside } from "./ports";
import type { Outcome } from "./refusal";

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
  begin(nickname: string, room: string): Promise<Outcome<null>>;
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
  /** Nothing waits to be sent any more. */
  emptied(): void;
}
