/** The rest one is reminded of, and takes without being asked why. */
import { casesTexts } from "../i18n/cases_texts";
import { TitledDialog } from "../views/dialog";
import type { Desk } from "./desk";
import { useTick } from "./tick";

/** A shorter while is no news. */
const TOLD_AFTER_MIN = 30;

export function RestLine({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const { resting } = desk;
  useTick();
  const minutes = resting.minutes(desk.clock.now());
  const next = desk.state.value?.next_break;
  const isDue = next !== undefined && resting.isDue(next, desk.clock.now());
  const exposures = resting.exposures.value;
  const isLong = minutes >= TOLD_AFTER_MIN || isDue;
  return (
    <span class={isDue ? "rest rest-due" : "rest"}>
      {isLong && (
        <span class="small">
          {minutes < 60 ? c.without(minutes) : c.withoutHours(Math.floor(minutes / 60), minutes % 60)}
        </span>
      )}
      {exposures > 0 && (
        <span class="small" title={c.exposedLead}>
          {c.exposedTo(exposures)}
        </span>
      )}
      {isDue && (
        <span class="small" role="status">
          {c.restDue}
        </span>
      )}
      <button type="button" class="btn btn-s" onClick={() => void desk.rest()}>
        {c.takeRest}
      </button>
    </span>
  );
}

export function RestDialog({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  if (!desk.resting.isResting.value) return null;
  const goOn = () => void desk.goOn();
  return (
    <TitledDialog label={c.resting} onClose={goOn}>
      <p>{c.restingLead}</p>
      <div class="dialog-foot">
        <button type="button" class="btn btn-primary" data-first-focus onClick={goOn}>
          {c.backToDesk}
        </button>
      </div>
    </TitledDialog>
  );
}
