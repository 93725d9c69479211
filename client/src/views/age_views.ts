/** What is told of ages in a room and in the settings, fetched when it is first asked for. */
import { loadGateTexts } from "../i18n/gate_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { lazy } from "./lazy";

export const AdultsGate = lazy(async () => {
  const [{ AdultsGate: view }] = await Promise.all([
    import("./adults_gate"),
    loadGateTexts(),
    loadSideTexts(),
  ]);
  return view;
});

export const OwnProof = lazy(async () => {
  const [{ OwnProof: view }] = await Promise.all([import("./settings_age"), loadGateTexts()]);
  return view;
}, true);

export const ProofOffer = lazy(async () => {
  const [{ ProofOffer: view }] = await Promise.all([import("./proof_offer"), loadGateTexts()]);
  return view;
}, true);
