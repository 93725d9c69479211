/** The browser's key for age proofs, behind the core's port. */
import type { Keyring } from "../core/ports";
import { knownKeyOf } from "./bound_key";
import { goWith } from "./json_api";

export const keyring: Keyring = {
  async show(session, challenge) {
    const key = await knownKeyOf(session);
    if (key === null) return null;
    const signature = await key.sign(`palabre-age-bind:${challenge}:${location.origin}`);
    return { signature, key: key.jwk };
  },
  goWith,
};
