/** The door of the desk: by the key at hand, or by a code when every key is lost. */
import { useState } from "preact/hooks";
import { peopleTexts } from "../i18n/people_texts";
import type { Answer, Fault } from "./asking";
import { peopleApi } from "./people_api";
import { PeopleFault } from "./people_fault";
import { comeIn } from "./proving";

export function Door({ onIn }: { onIn: () => void }) {
  const p = peopleTexts.value;
  const [fault, setFault] = useState<Fault | null>(null);
  const [isAsking, setAsking] = useState(false);
  const enter = async (ask: () => Promise<Answer<null>>) => {
    setAsking(true);
    const answer = await ask();
    setAsking(false);
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) onIn();
  };
  return (
    <>
      <button
        type="button"
        class="btn btn-primary"
        disabled={isAsking}
        onClick={() => void enter(() => comeIn(peopleApi))}
      >
        {p.comeIn}
      </button>
      <span class="small" role="status">
        {isAsking ? p.asking : ""}
      </span>
      <PeopleFault fault={fault} />
      <details class="recovery">
        <summary>{p.recovery}</summary>
        <Recovery onCode={(code) => void enter(() => peopleApi.signInByRecovery(code))} />
        <p class="small">{p.noMore}</p>
      </details>
    </>
  );
}

function Recovery({ onCode }: { onCode: (code: string) => void }) {
  const p = peopleTexts.value;
  const [code, setCode] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <label class="field">
        <span>{p.recoveryCode}</span>
        <input
          class="input"
          value={code}
          maxLength={60}
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          aria-describedby="recovery-hint"
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </label>
      <p class="small" id="recovery-hint">
        {p.recoveryLead}
      </p>
      <button type="submit" class="btn">
        {p.recoveryEnter}
      </button>
    </form>
  );
}
