/** To who is taken for a minor: the way to show that they are not, where there is one. */
import { gateTexts } from "../i18n/gate_texts";
import { ProveLink, useStanding } from "./adults_gate";

export function ProofOffer() {
  const standing = useStanding();
  if (!standing?.can || standing.proven) return null;
  const g = gateTexts.value;
  return (
    <>
      <p>{g.proofIfAdult}</p>
      <p class="notice-actions">
        <ProveLink slug={null} label={g.gateProve} />
      </p>
    </>
  );
}
