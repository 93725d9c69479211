/** Boot: what the server writes into the page for the client to start from. */
import type { Locale, RoomCard, RoomInfo, SessionInfo } from "../protocol/protocol.gen";

interface Instance {
  readonly name: string;
  readonly publisher: string;
  /** The place's own. */
  readonly language: Locale;
  /** The operator's words for the lobby, by their language. */
  readonly welcome: Partial<Record<Locale, string>>;
  /** Address of the operator's own mark. */
  readonly logo: string | null;
}

export interface Boot {
  readonly mode: "demo" | "public";
  readonly instance: Instance;
  readonly locale: Locale;
  readonly room: RoomInfo | null;
  readonly rooms: readonly RoomCard[];
  readonly session: SessionInfo | null;
  /** Nicknames to suggest, one after the other. */
  readonly names: readonly string[];
  /** Hours. */
  readonly retention: { readonly messages_h: number; readonly sealed_h: number };
  readonly min_age: number;
  readonly pages: readonly string[];
  /** The server's time (RFC 3339), so that a wrong clock here does not expire what is fresh. */
  readonly now?: string;
}

export function readBoot(element: HTMLElement): Boot {
  return JSON.parse(element.dataset["boot"] ?? "") as Boot;
}
