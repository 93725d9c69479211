/** A code typed back: what the other device shows, or what two people of the team gave. */
import { useState } from "preact/hooks";
import type { Stage } from "../core/age_stage";
import { type Proving, plain } from "../core/proving";
import { ageTexts } from "../i18n/age_texts";
import { Icon } from "../views/icons";
import { Title } from "./title";

type CodeStage = Stage & { readonly kind: "code" };

export function CodeForm({ proving, stage }: { proving: Proving; stage: CodeStage }) {
  const a = ageTexts.value;
  const [typed, setTyped] = useState("");
  const isDigits = stage.needs === "matching_code";
  const { wrong } = stage;
  return (
    <>
      <Title title={isDigits ? a.ageMatchingTitle : a.ageStaffTitle}>
        <p id="age-code-lead">{isDigits ? a.ageMatchingLead : a.ageStaffLead}</p>
      </Title>
      <form
        class="age-code"
        onSubmit={(event) => {
          event.preventDefault();
          if (plain(typed) !== "") void proving.giveCode(typed);
        }}
      >
        <label class="field">
          <span class="label">{isDigits ? a.ageMatchingLabel : a.ageStaffLabel}</span>
          <input
            class="input"
            value={typed}
            required
            maxLength={20}
            inputMode={isDigits ? "numeric" : "text"}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellcheck={false}
            aria-invalid={wrong !== null}
            aria-describedby="age-code-lead age-code-wrong"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="btn btn-primary">
          {a.ageCheckCode}
        </button>
        <p id="age-code-wrong" class="age-wrong" role="alert">
          {wrong && (
            <>
              <Icon name="block" size="s" />
              {a.ageWrongCode} {wrong.triesLeft !== null && a.ageTriesLeft(wrong.triesLeft)}
            </>
          )}
        </p>
      </form>
      <div class="age-acts">
        <button type="button" class="btn" onClick={() => void proving.back()}>
          {a.ageOtherWay}
        </button>
      </div>
    </>
  );
}
