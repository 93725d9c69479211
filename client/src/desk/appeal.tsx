/** The answer to an appeal: by somebody else than who decided, with a reason both sides read. */
import { useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import type { CaseAppeal } from "../protocol/desk.gen";
import { caseFaultText } from "./case_fault";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";

const OUTCOMES = ["upheld", "reversed"] as const;
type Outcome = (typeof OUTCOMES)[number];

export function AppealForm({ appeal, desk }: { appeal: CaseAppeal; desk: Desk }) {
  const c = casesTexts.value;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const fault = desk.work.fault.value;
  if (!appeal.may_judge) {
    return (
      <p class="notice notice-ochre" role="status">
        {c.appealNotYours}
      </p>
    );
  }
  const judge = () => {
    setMissing(reason.trim() === "");
    if (outcome !== null && reason.trim() !== "") void desk.work.judge(outcome, reason.trim());
  };
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        judge();
      }}
    >
      <fieldset class="ladder">
        <legend>{c.appealTitle}</legend>
        {OUTCOMES.map((each, index) => (
          <label key={each} class="rung">
            <input
              type="radio"
              class="hide"
              name="outcome"
              data-rung={index + 1}
              checked={outcome === each}
              onChange={() => setOutcome(each)}
            />
            <KeyCap name={`${index + 1}`} />
            <span>{nameOf(each)}</span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label class="label" for="appeal-reason">
          {c.appealReason}
        </label>
        <textarea
          id="appeal-reason"
          class="input"
          rows={4}
          maxLength={1_000}
          aria-invalid={isMissing ? "true" : undefined}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        {isMissing && (
          <p class="field-faults" role="alert">
            {c.caseFaults["reason_needed"]}
          </p>
        )}
      </div>
      {fault && (
        <p class="notice notice-ochre" role="alert">
          {caseFaultText(fault)}
        </p>
      )}
      <button
        type="submit"
        class="btn btn-primary btn-wide"
        aria-disabled={outcome === null || desk.work.isBusy.value ? "true" : undefined}
      >
        {outcome === null ? c.judgeChoose : nameOf(outcome)} <KeyCap name="↵" />
      </button>
    </form>
  );
}

function nameOf(outcome: Outcome): string {
  const c = casesTexts.value;
  return outcome === "upheld" ? c.uphold : c.overturn;
}
