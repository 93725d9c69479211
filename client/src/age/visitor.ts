/** Who proves their age: their session, made when there is none, and the key of this browser. */
import type { Outcome } from "../core/refusal";
import type { Boot } from "../platform/boot";
import { keyOf } from "../platform/bound_key";
import { jsonApi } from "../platform/json_api";
import { locale } from "../platform/locale";
import type { BrowserKey, SessionInfo } from "../protocol/protocol.gen";

export class Visitor {
  readonly #names: readonly string[];
  readonly #tellTabs: () => void;
  #session: SessionInfo | null;

  constructor({ session, names }: Boot, tellTabs: () => void) {
    this.#session = session;
    this.#names = names;
    this.#tellTabs = tellTabs;
  }

  get isNew(): boolean {
    return this.#session === null;
  }

  /** Under a suggested name, which shows nowhere: a room asks for one's own. */
  async session(): Promise<Outcome<unknown>> {
    if (this.#session !== null) return { ok: true, value: null };
    const [nickname = "Palabre"] = this.#names;
    const made = await jsonApi.begin({ nickname, locale: locale.peek() });
    if (made.ok) {
      this.#session = made.value;
      this.#tellTabs();
    }
    return made;
  }

  async key(): Promise<BrowserKey | null> {
    const key = this.#session && (await keyOf(this.#session.created_at));
    return key?.jwk ?? null;
  }
}
