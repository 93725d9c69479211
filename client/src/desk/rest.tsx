/** The rest one is reminded of, and takes without being asked why. */
import { casesTexts } from "../i18n/cases_texts";
import { TitledDialog } from "../views/dialog";
import type { Desk } from "./desk";
import { REST_AFTER_MS } from "./resting";
import { useTick } from "./tick";

/** A shorter while is no news. */
const TOLD_AFTER_MS = 30 * 60_000;

export function RestLine({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const { resting } = desk;
  useTick();
  const minutes = resting.minutes(desk.clock.now());
  const isDue = minutes * 60_000 >= REST_AFTER_MS;
  const exposures = resting.exposures.value;
  const isLong = minutes * 60_000 >= TOLD_AFTER_MS;
  return (
    <span class={isDue ? "rest rest-due" : "rest"}>
      {isLong && (
        <span class="small" title={isDue ? c.restDue : undefined}>
          {minutes < 60 ? c.without(minutes) : c.withoutHours(Math.floor(minutes / 60), minutes % 60)}
        </span>
      )}
      {exposures > 0 && (
        <span class="small" title={c.exposedLead}>
          {c.exposedTo(exposures)}
        </span>
      )}
      {isDue && (
        <span class="hide" role="status">
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
