/** Before a decision is lifted: what ends with it, what stays in force, and the words its guest will read. */
import { useEffect, useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import { fullMoment } from "../i18n/moments";
import type { CaseDecision, ReversalPreview, SanctionStanding } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import type { Fault } from "./asking";
import { caseFaultText } from "./case_fault";
import type { Desk } from "./desk";
import { roomName } from "./held";

interface Props {
  readonly decision: CaseDecision;
  readonly desk: Desk;
  readonly onClose: () => void;
}

export function ReversalDialog({ decision, desk, onClose }: Props) {
  const c = casesTexts.value;
  const [preview, setPreview] = useState<ReversalPreview | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [reason, setReason] = useState("");
  useEffect(() => {
    void desk.api.previewReversal(decision.id).then((answer) => {
      if (answer.ok) setPreview(answer.value);
      else setFault(answer.fault);
    });
  }, [decision.id, desk]);
  const reverse = async () => {
    if (reason.trim() === "") return;
    const refused = await desk.work.reverse(decision.id, reason.trim());
    if (refused === null) onClose();
    else setFault(refused);
  };
  return (
    <TitledDialog label={c.reverseTitle} onClose={onClose}>
      {preview && <Preview preview={preview} desk={desk} />}
      <form
        class="decision-form"
        onSubmit={(event) => {
          event.preventDefault();
          void reverse();
        }}
      >
        <div class="field">
          <label class="label" for="reversal-reason">
            {c.reverseReason}
          </label>
          <textarea
            id="reversal-reason"
            class="input"
            rows={3}
            maxLength={1_000}
            data-first-focus
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        {fault && (
          <p class="notice notice-ochre" role="alert">
            {caseFaultText(fault)}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="btn" onClick={onClose}>
            {deskTexts.value.cancel}
          </button>
          <button
            type="submit"
            class="btn btn-primary"
            aria-disabled={reason.trim() === "" ? "true" : undefined}
          >
            {c.reverseNow}
          </button>
        </div>
      </form>
    </TitledDialog>
  );
}

function Preview({ preview, desk }: { preview: ReversalPreview; desk: Desk }) {
  const c = casesTexts.value;
  const { ends, stays, removed } = preview;
  return (
    <>
      <p>{ends ? c.reverseEnds(standingText(ends, desk)) : c.reverseEndsNothing}</p>
      <div>
        <p>{stays.length > 0 ? c.reverseStays : c.reverseStaysNothing}</p>
        <ul class="list-tight">
          {stays.map((standing) => (
            <li key={standing.id}>{standingText(standing, desk)}</li>
          ))}
        </ul>
      </div>
      {removed > 0 && <p>{c.reverseRemoved(removed)}</p>}
    </>
  );
}

function standingText({ kind, room, until }: SanctionStanding, desk: Desk): string {
  const c = casesTexts.value;
  const where = room === null ? c.everywhere : c.inRoomNamed(roomName(desk, room));
  const end = until === null ? [] : [c.untilLine(fullMoment(Date.parse(until)))];
  return [c.sanctionDone[kind] ?? kind, where, ...end].join(", ");
}
