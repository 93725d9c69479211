/** Before somebody is banned from the whole place: asked once, with how many are near. */
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import type { CaseRow } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import type { Desk } from "./desk";
import { Impact } from "./impact";
import { minutesOf } from "./ladder";
import { spanText } from "./spans";

interface Props {
  readonly row: CaseRow;
  readonly desk: Desk;
  readonly onClose: () => void;
}

export function BanDialog({ row, desk, onClose }: Props) {
  const c = casesTexts.value;
  const span = spanText(minutesOf(desk.work.draft.value) ?? 0);
  return (
    <TitledDialog label={c.banTitle(row.subject.nickname ?? "")} onClose={onClose}>
      <p>{c.banLead(span)}</p>
      <Impact kind="ban" desk={desk} />
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={onClose}>
          {deskTexts.value.cancel}
        </button>
        <button
          type="button"
          class="btn btn-danger"
          onClick={() => {
            onClose();
            void desk.work.decide();
          }}
        >
          {c.banNow(span)}
        </button>
      </div>
    </TitledDialog>
  );
}
