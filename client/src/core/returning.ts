/** What came back after it was held: written again, or put aside. */
import { batch } from "@preact/signals-core";
import type { Posting, Returned } from "./posting";
import { type Refusal, refusal } from "./refusal";

/** Why, in the form of every other refusal. */
export function refusalOfReturned({ event }: Returned): Refusal {
  const { rule, words, explanation } = event;
  return { ...refusal("screened"), rule, words, explanation };
}

/** Into the field, above what is being written there. */
export function writeAgain(posting: Posting, returned: Returned): void {
  batch(() => {
    if (returned.draft) posting.drafting.giveBack(returned.draft);
    putAside(posting, returned);
  });
}

/** Put aside in this page; the server tells them again at each entry. */
const aside = new Set<string>();

export function putAside(posting: Posting, returned: Returned): void {
  aside.add(returned.event.message_id);
  posting.returned.value = posting.returned.value.filter((each) => each !== returned);
}

/** Each once, but for those put aside. */
export function toBeTold({ returned }: Posting): readonly Returned[] {
  const ids = returned.value.map(({ event }) => event.message_id);
  return returned.value.filter(
    ({ event: { message_id: id } }, at) => ids.indexOf(id) === at && !aside.has(id),
  );
}
