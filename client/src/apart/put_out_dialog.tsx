/** Removing someone from one's private room, with the reason they will read. */
import { useState } from "preact/hooks";
import { apartTexts } from "../i18n/apart_texts";
import { removeMember } from "../platform/private_api";
import type { Person } from "../protocol/protocol.gen";
import { TitledDialog } from "../views/dialog";
import type { RoomDesk } from "../views/room_desk";
import { reasonOf } from "./reasons";

const MAX_REASON = 500;

export function PutOutDialog({ desk, person }: { desk: RoomDesk; person: Person }) {
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState("");
  const a = apartTexts.value;
  const remove = async () => {
    if (reason.trim() === "") {
      setRefused(a.putOutMissing);
      return;
    }
    const outcome = await removeMember(desk.live.slug, person.tag, reason.trim());
    if (outcome.ok) desk.closeDialog();
    else setRefused(a.notTaken(reasonOf(outcome.refusal)));
  };
  return (
    <TitledDialog label={a.putOutTitle(person.nickname)} onClose={() => desk.closeDialog()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <p>{a.putOutLead}</p>
        <div>
          <label class="label" for="put-out-reason">
            {a.putOutReason}
          </label>
          <textarea
            id="put-out-reason"
            class="input"
            rows={3}
            maxLength={MAX_REASON}
            data-first-focus
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        {refused !== "" && (
          <p class="field-refusal" role="alert">
            {refused}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="btn" onClick={() => desk.closeDialog()}>
            {a.cancelThis}
          </button>
          <button type="submit" class="btn btn-danger">
            {a.putOutDo}
          </button>
        </div>
      </form>
    </TitledDialog>
  );
}
