/** How many would be near somebody who is shut out: in three classes, never exactly. */
import { useEffect, useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import type { ImpactInfo } from "../protocol/desk.gen";
import type { Desk } from "./desk";

export function Impact({ kind, desk }: { kind: "ban" | "room_ban"; desk: Desk }) {
  const c = casesTexts.value;
  const id = desk.work.opened.value?.id ?? "";
  const [impact, setImpact] = useState<ImpactInfo["impact"] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void desk.api.impact(id, kind).then((answer) => {
      if (isWanted && answer.ok) setImpact(answer.value.impact);
    });
    return () => {
      isWanted = false;
    };
  }, [desk, id, kind]);
  if (impact === null) return null;
  return (
    <p class="tiny" role="status">
      {c.impactOf[impact]} {c.impactLead}
    </p>
  );
}
