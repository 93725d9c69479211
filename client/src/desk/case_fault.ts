/** Why something could not be done about a case, in words. */
import { casesTexts } from "../i18n/cases_texts";
import type { Fault } from "./asking";
import { faultText } from "./fault";

export function caseFaultText(fault: Fault): string {
  const c = casesTexts.value;
  if (fault.code === "claimed_already" && fault.by) return `${c.heldByOther(fault.by)} ${c.keptHere}`;
  if (fault.code === "already_decided" && fault.by) return `${c.decidedMeanwhile(fault.by)} ${c.keptHere}`;
  return c.caseFaults[fault.code] ?? faultText(fault);
}
