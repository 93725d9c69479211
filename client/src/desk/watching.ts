/** Watching rooms: told every minute, with whether one did something, for a room is attended by who is there. */
import type { Cancel, Clock } from "../core/ports";
import type { Answer, DeskApi, Fault } from "./api";

export const TELL_EVERY_MS = 60_000;
export const MOST_WATCHED = 6;

type Api = Pick<DeskApi, "presence">;

export class Watching {
  #rooms: readonly string[] = [];
  #rested: readonly string[] = [];
  #isActive = true;
  #lastToldMs = Number.NEGATIVE_INFINITY;
  #cancel: Cancel = () => undefined;
  /** Called with why it could not be told. */
  onFault: (fault: Fault) => void = () => undefined;
  readonly #api: Api;
  readonly #clock: Clock;

  constructor(api: Api, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Go on with what the server says one watches. */
  adopt(rooms: readonly string[]): void {
    this.#rooms = rooms.slice(0, MOST_WATCHED);
    this.#tellLater();
  }

  /** Watch a room, or no more. Resolves to what the server said. */
  async watch(slug: string, isWatched: boolean): Promise<Answer<null>> {
    const others = this.#rooms.filter((room) => room !== slug);
    const before = this.#rooms;
    this.#rooms = isWatched ? [...others, slug] : others;
    const answer = await this.#tell();
    if (!answer.ok) this.#rooms = before;
    return answer;
  }

  /** The person did something. After a quiet minute it is told at once. */
  touched(): void {
    const wasQuiet = !this.#isActive;
    this.#isActive = true;
    if (wasQuiet && this.#clock.now() - this.#lastToldMs >= TELL_EVERY_MS / 2) void this.#tell();
  }

  /** Watch over nothing for a while. */
  async rest(): Promise<void> {
    this.#rested = this.#rooms;
    this.#rooms = [];
    this.#isActive = false;
    await this.#tell();
  }

  /** Watch over what one watched before. */
  async goOn(): Promise<void> {
    this.#rooms = this.#rested;
    this.#isActive = true;
    await this.#tell();
  }

  stop(): void {
    this.#cancel();
  }

  async #tell(): Promise<Answer<null>> {
    const active = this.#isActive;
    this.#isActive = false;
    this.#lastToldMs = this.#clock.now();
    this.#tellLater();
    const answer = await this.#api.presence({ rooms: [...this.#rooms], active });
    if (!answer.ok) this.onFault(answer.fault);
    return answer;
  }

  #tellLater(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(TELL_EVERY_MS, () => void this.#tell());
  }
}
