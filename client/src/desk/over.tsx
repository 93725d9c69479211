/** A case that waits for nobody: what became of it, and how it is closed. */
import { useRef, useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import { fullMoment } from "../i18n/moments";
import type { CaseRow, DeskCase } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import { caseFaultText } from "./case_fault";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";

interface Props {
  readonly file: DeskCase;
  readonly row: CaseRow;
  readonly desk: Desk;
}

export function isOver({ state }: CaseRow): boolean {
  return state === "decided" || state === "closed";
}

/** In the place of the ladder, where nothing was begun on it. */
export function Over({ file, row, desk }: Props) {
  const c = casesTexts.value;
  const title = useRef<HTMLHeadingElement>(null);
  const latest = file.decisions.find(({ case_id }) => case_id === row.id);
  const fault = desk.work.fault.value;
  return (
    <section class="decision-form">
      <h2 ref={title} class="label" tabIndex={-1}>
        {row.state === "closed" ? c.closedTitleOfCase : c.decidedTitle}
      </h2>
      {latest && (
        <p>
          {c.decidedLine(
            c.sanctionDone[latest.sanction] ?? latest.sanction,
            fullMoment(Date.parse(latest.at)),
            latest.by,
          )}
        </p>
      )}
      <p class="tiny">{row.state === "closed" ? c.closedLeadOfCase : c.decidedLead}</p>
      {fault && (
        <p class="notice notice-ochre" role="alert">
          {caseFaultText(fault)}
        </p>
      )}
      {row.state === "decided" && <CloseCase desk={desk} onClosed={() => title.current?.focus()} />}
    </section>
  );
}

/** Asked once: what is sealed is erased some time after. */
export function CloseCase({ desk, onClosed }: { desk: Desk; onClosed?: () => void }) {
  const c = casesTexts.value;
  const [isAsked, setAsked] = useState(false);
  const close = async () => {
    setAsked(false);
    await desk.work.conclude();
    onClosed?.();
  };
  return (
    <>
      <button
        type="button"
        class="btn btn-wide"
        data-close-case
        aria-haspopup="dialog"
        onClick={() => setAsked(true)}
      >
        {c.closeCase} <KeyCap name="F" />
      </button>
      {isAsked && (
        <TitledDialog label={c.closeCaseTitle} onClose={() => setAsked(false)}>
          <p>{c.closeCaseLead}</p>
          <div class="dialog-foot">
            <button type="button" class="btn" onClick={() => setAsked(false)}>
              {deskTexts.value.cancel}
            </button>
            <button type="button" class="btn btn-primary" data-first-focus onClick={() => void close()}>
              {c.closeCaseNow}
            </button>
          </div>
        </TitledDialog>
      )}
    </>
  );
}
