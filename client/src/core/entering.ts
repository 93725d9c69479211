/** Entering a room, and entering it again until the server says yes, or no for good. */
import { type Signal, signal } from "@preact/signals-core";
import type { Ground } from "./place";
import { type Refusal, refusalOf } from "./refusal";
import { emptyRoom } from "./room";
import { Timers } from "./timers";

const ENTERED_WITHIN_MS = 10_000;
const TRY_AGAIN_MS = 3_000;

export type Standing =
  | "connecting"
  | "live"
  | "not_found"
  | "full"
  | "closed"
  /** Read by guests only, and this is a spectator. */
  | "guests_only"
  /** For proven adults, and nothing is proved. */
  | "adults_only"
  /** Put out, or banned: told with the decision. */
  | "sanctioned";

/** A refusal to let in that does not pass by itself, and where one then stands. */
const SHUT: Record<string, Standing> = {
  not_found: "not_found",
  room_closed: "closed",
  session_required: "guests_only",
  proof_required: "adults_only",
  kicked: "sanctioned",
  banned: "sanctioned",
};

export class Entering {
  readonly standing: Signal<Standing> = signal("connecting");
  isEntered = false;
  readonly #ground: Ground;
  readonly #isWanted: () => boolean;
  readonly #timers: Timers<"entered" | "again">;

  /** `isWanted`: whether the room is still to be entered when another attempt is due. */
  constructor(ground: Ground, isWanted: () => boolean) {
    this.#ground = ground;
    this.#isWanted = isWanted;
    this.#timers = new Timers(ground.tab.outside.clock);
  }

  /** With `isAnew` nothing is resumed: a snapshot is wanted. */
  ask(isAnew: boolean): void {
    const { slug, state, tab } = this.#ground;
    const { epoch, offset, reactionsAt } = state.value;
    const since = isAnew || epoch === "" ? {} : { since: { epoch, offset, reactions: reactionsAt } };
    this.isEntered = false;
    this.#timers.set("entered", ENTERED_WITHIN_MS, () => tab.breakOff());
    tab.ask({ type: "room.enter", room: slug, ...since }, (answer) => {
      if (answer.type !== "failed") return;
      if (answer.challenge) this.#bind(answer.challenge);
      else this.#refused(refusalOf(answer));
    });
  }

  /** The room was told: this tab is in it. */
  entered(): void {
    this.#timers.cancel("entered");
    this.isEntered = true;
    this.standing.value = "live";
  }

  disconnected(): void {
    this.isEntered = false;
    this.#timers.cancel("entered");
    this.#timers.cancel("again");
    if (this.standing.value === "live") this.standing.value = "connecting";
  }

  /** Nothing is read here any more. */
  leave(): void {
    const { slug, tab } = this.#ground;
    this.#timers.cancel("again");
    if (this.isEntered) tab.ask({ type: "room.leave", room: slug }, () => undefined);
    this.isEntered = false;
  }

  /** Who may no longer read the room is told nothing more, and keeps nothing of it on screen. */
  shutOut(standing: Standing): void {
    const { slug, state } = this.#ground;
    this.#timers.cancel("entered");
    this.isEntered = false;
    state.value = { ...emptyRoom(slug, state.value.info), presence: state.value.presence };
    this.standing.value = standing;
  }

  /** The age is proven: that it was in this browser is shown without a word. */
  #bind(challenge: string): void {
    const { tab } = this.#ground;
    const bound = (isBound: boolean) => {
      if (!isBound) this.shutOut("adults_only");
      else if (this.#isWanted()) this.ask(false);
    };
    import("./binding").then(({ bind }) => bind(tab, challenge, bound)).catch(() => bound(false));
  }

  #refused(refused: Refusal): void {
    this.#timers.cancel("entered");
    const shut = SHUT[refused.code];
    if (refused.sanction) this.#ground.sanctioned(refused.sanction);
    if (!shut) this.#again(refused);
    else if (shut === "adults_only" || shut === "sanctioned") this.shutOut(shut);
    else this.standing.value = shut;
  }

  #again({ code, retryAfter }: Refusal): void {
    if (code === "room_full") this.standing.value = "full";
    const delay = retryAfter === null ? TRY_AGAIN_MS : retryAfter * 1_000;
    this.#timers.set("again", delay, () => {
      if (this.#isWanted()) this.ask(false);
    });
  }
}
