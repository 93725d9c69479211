/** One's own age proof: until when it holds, and how to end it. */
import { useRef, useState } from "preact/hooks";
import { gateTexts } from "../i18n/gate_texts";
import { hourOf } from "../i18n/hour";
import { endOwnProof } from "../platform/age_api";
import { ProveLink, useStanding } from "./adults_gate";

export function OwnProof() {
  const g = gateTexts.value;
  const standing = useStanding();
  const [said, setSaid] = useState<"proofEnded" | "proofNotEnded" | null>(null);
  if (standing === null) return null;
  const isProven = standing.proven && said !== "proofEnded";
  const told = useRef<HTMLParagraphElement>(null);
  const end = async () => {
    setSaid((await endOwnProof()).ok ? "proofEnded" : "proofNotEnded");
    // The button that had the focus may be gone.
    told.current?.focus();
  };
  return (
    <>
      <p>{isProven ? g.proofUntil(hourOf(Date.parse(standing.until ?? ""), g.proofClock)) : g.proofNone}</p>
      <div class="settings-acts">
        {isProven ? (
          <button type="button" class="btn" onClick={() => void end()}>
            {g.proofEnd}
          </button>
        ) : (
          standing.can && <ProveLink slug={null} label={g.gateProve} />
        )}
      </div>
      <p ref={told} role="status" tabIndex={-1}>
        {said && g[said]}
      </p>
    </>
  );
}
