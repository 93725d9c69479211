/** Typing: telling the room, now and then, that one is writing. */
import { TYPING_EVERY_SECONDS, TYPING_UP_TO } from "../protocol/protocol.gen";
import type { Place } from "./place";

export class Typing {
  readonly #place: Place;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(place: Place) {
    this.#place = place;
  }

  /** The text in the field changed, by the guest's hand. */
  wrote(): void {
    const { slug, tab } = this.#place;
    const now = tab.outside.clock.now();
    if (now - this.#toldMs < TYPING_EVERY_SECONDS * 1_000 || !this.#isTold()) return;
    this.#toldMs = now;
    tab.ask({ type: "typing.start", room: slug }, () => undefined);
  }

  /** A message left: writing the next one is told at once. */
  posted(): void {
    this.#toldMs = Number.NEGATIVE_INFINITY;
  }

  #isTold(): boolean {
    const place = this.#place;
    return (
      place.isEntered() &&
      place.isNamed() &&
      place.tab.sessionKey() !== null &&
      place.present() <= TYPING_UP_TO
    );
  }
}
