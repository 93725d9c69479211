/** What could not be done, told plainly until it is closed. */
import { deskTexts } from "../i18n/desk_texts";
import { clockTime, texts } from "../i18n/texts";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { Fault } from "./api";
import type { Desk } from "./desk";

export function FaultNotice({ desk }: { desk: Desk }) {
  const trouble = desk.trouble.value;
  if (trouble === null) return null;
  return (
    <div class="notice notice-ochre" role="alert">
      <Icon name="clock" />
      <div>
        <p>{faultText(trouble.fault)}</p>
        <div class="notice-actions">
          <button
            type="button"
            class="link-btn"
            onClick={() => {
              desk.trouble.value = null;
            }}
          >
            {texts.value.close}
          </button>
        </div>
      </div>
    </div>
  );
}

export function faultText(fault: Fault): string {
  const d = deskTexts.value;
  const { by, at } = fault;
  if (fault.code === "already_settled")
    return d.alreadySettled(by ?? "", at ? clockTime(Date.parse(at)) : "");
  return d.faults[fault.code] ?? d.faultOtherwise;
}
