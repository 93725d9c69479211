/** The ladder's five rungs, and for how long the chosen one holds. */
import { casesTexts } from "../i18n/cases_texts";
import type { DeskCase } from "../protocol/desk.gen";
import type { Desk } from "./desk";
import { Impact } from "./impact";
import { KeyCap } from "./key_cap";
import { isLong, minutesOf, RUNGS, type Rung, spansOf } from "./ladder";
import { spanText } from "./spans";

export function Rungs({ file, desk }: { file: DeskCase; desk: Desk }) {
  const c = casesTexts.value;
  const { rung } = desk.work.draft.value;
  const isRoom = file.row.subject.kind === "room";
  const wasWarned = file.decisions.some(({ sanction, lifted_at }) => sanction === "warning" && !lifted_at);
  return (
    <fieldset class="ladder">
      <legend>{c.caseDecision}</legend>
      {RUNGS.map((each, index) => (
        <div key={each}>
          <label class="rung">
            <input
              type="radio"
              class="hide"
              name="rung"
              value={each}
              data-rung={index + 1}
              checked={rung === each}
              disabled={isRoom && each !== "none"}
              onChange={() => desk.work.think({ rung: each })}
            />
            <KeyCap name={`${index + 1}`} />
            <span>{c.rungs[each]}</span>
            {each === "warning" && wasWarned && <span class="end">{c.alreadyWarned}</span>}
          </label>
          {rung === each && <Spans rung={each} desk={desk} />}
        </div>
      ))}
    </fieldset>
  );
}

function Spans({ rung, desk }: { rung: Rung; desk: Desk }) {
  const c = casesTexts.value;
  const draft = desk.work.draft.value;
  const spans = spansOf(rung);
  if (spans.length === 0) return null;
  const chosen = minutesOf(draft);
  const choose = (minutes: number) =>
    desk.work.think({ minutes: { ...draft.minutes, [rung]: minutes }, isDanger: false });
  return (
    <>
      <div class="segment" role="radiogroup" aria-label={c.duration}>
        {spans.map((minutes) => (
          <label key={minutes}>
            <input
              type="radio"
              class="hide"
              name="span"
              checked={minutes === chosen}
              onChange={() => choose(minutes)}
            />
            <span>{spanText(minutes)}</span>
          </label>
        ))}
      </div>
      {isLong(draft) && (
        <label class="decision-danger">
          <input
            type="checkbox"
            checked={draft.isDanger}
            onChange={() => desk.work.think({ isDanger: !draft.isDanger })}
          />
          {c.danger}
        </label>
      )}
      {rung === "out" && <Impact kind="room_ban" desk={desk} />}
    </>
  );
}
