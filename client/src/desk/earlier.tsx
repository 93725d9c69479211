/** What was decided before about the guest of a case, each of it to be lifted at any time. */
import { useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { fullMoment } from "../i18n/moments";
import type { CaseDecision, DeskCase } from "../protocol/desk.gen";
import { CaseLink } from "./case_link";
import type { Desk } from "./desk";
import { ReversalDialog } from "./reversal";

export function Earlier({ file, desk }: { file: DeskCase; desk: Desk }) {
  const c = casesTexts.value;
  const [reversed, setReversed] = useState<CaseDecision | null>(null);
  const mayDecide = desk.state.value?.me.may_decide ?? false;
  return (
    <section aria-labelledby="earlier-title">
      <h2 id="earlier-title">
        {c.decisionsTitle} <span class="count">{file.decisions.length}</span>
      </h2>
      {file.decisions.length === 0 && <p class="tiny">{c.decisionsNone}</p>}
      <ul class="list-tight">
        {file.decisions.map((decision) => (
          <Decided
            key={decision.id}
            decision={decision}
            desk={decision.case_id === file.row.id ? null : desk}
            onReverse={mayDecide ? () => setReversed(decision) : null}
          />
        ))}
      </ul>
      {reversed && <ReversalDialog decision={reversed} desk={desk} onClose={() => setReversed(null)} />}
    </section>
  );
}

interface DecidedProps {
  readonly decision: CaseDecision;
  /** Null where its case is the one that is open. */
  readonly desk: Desk | null;
  /** Null where it is not for the reader to lift. */
  readonly onReverse: (() => void) | null;
}

export function Decided({ decision, desk, onReverse }: DecidedProps) {
  const c = casesTexts.value;
  const what = c.sanctionDone[decision.sanction] ?? decision.sanction;
  const facts = [
    ...(decision.until ? [c.untilLine(fullMoment(Date.parse(decision.until)))] : []),
    ...(decision.removed ? [c.removedLine(decision.removed)] : []),
    ...(decision.lifted_at ? [c.liftedLine(fullMoment(Date.parse(decision.lifted_at)))] : []),
  ];
  return (
    <li>
      {c.decidedLine(what, fullMoment(Date.parse(decision.at)), decision.by)}
      {decision.reason && <small dir="auto">{decision.reason}</small>}
      {facts.length > 0 && <small>{facts.join(" · ")}</small>}
      {decision.note && <small dir="auto">{c.noteLine(decision.note)}</small>}
      {desk && <CaseLink id={decision.case_id} desk={desk} />}
      {onReverse && !decision.lifted_at && (decision.sanction !== "none" || decision.removed) && (
        <button type="button" class="link-btn" aria-haspopup="dialog" onClick={onReverse}>
          {c.reverse}
        </button>
      )}
    </li>
  );
}
