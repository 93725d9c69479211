/** Why a passkey, a code or an invitation did not do. */
import { deskTexts } from "../i18n/desk_texts";
import { peopleTexts } from "../i18n/people_texts";
import type { Fault } from "./asking";

export function PeopleFault({ fault }: { fault: Fault | null }) {
  if (fault === null) return null;
  const d = deskTexts.value;
  return (
    <p class="people-fault" role="alert">
      {peopleTexts.value.keyFaults[fault.code] ?? d.faults[fault.code] ?? d.faultOtherwise}
    </p>
  );
}
