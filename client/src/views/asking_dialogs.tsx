/** The dialogs that ask before something is done: about oneself, erasing everything, taking a message back. */

import { useState } from "preact/hooks";
import { takeBack } from "../core/amending";
import type { Refusal } from "../core/refusal";
import { panelTexts } from "../i18n/panel_texts";
import { sideTexts } from "../i18n/side_texts";
import { TitledDialog } from "./dialog";
import { Icon } from "./icons";
import "./more_icons";
import { leaveForGood } from "./leaving";
import { NameField } from "./name_field";
import { nameRefusalText } from "./refusal_text";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function SelfDialog({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const s = sideTexts.value;
  const p = panelTexts.value;
  return (
    <TitledDialog label={p.self} onClose={() => desk.closeDialog()}>
      <RenameForm desk={desk} />
      <hr />
      <WayOut
        label={s.leave}
        lead={p.leaveLead}
        icon="door"
        onClick={() => void leaveForGood(visit, desk, false)}
      />
      <WayOut
        label={s.eraseAll}
        lead={p.eraseLead}
        icon="eraser"
        onClick={() => desk.open({ kind: "erase" })}
      />
    </TitledDialog>
  );
}

interface Way {
  readonly label: string;
  readonly lead: string;
  readonly icon: "door" | "eraser";
  readonly onClick: () => void;
}

function WayOut({ label, lead, icon, onClick }: Way) {
  return (
    <div class="way-out">
      <button type="button" class="btn" onClick={onClick}>
        <Icon name={icon} size="s" />
        {label}
      </button>
      <p>{lead}</p>
    </div>
  );
}

function RenameForm({ desk }: { desk: RoomDesk }) {
  const p = panelTexts.value;
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [name, setName] = useState(desk.live.nickname() ?? "");
  const save = () =>
    desk.live.posting.rename(name.trim(), (refusal) => {
      setRefused(refusal);
      if (refusal === null) desk.closeDialog();
    });
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <NameField
        id="rename"
        value={name}
        onChange={setName}
        onSuggest={() => setName(desk.suggestion())}
        describedBy="rename-scope"
        isRefused={refused !== null}
      />
      <button type="submit" class="btn btn-primary">
        {p.changeName}
      </button>
      {refused && (
        <p class="field-refusal" role="alert">
          {nameRefusalText(refused)}
        </p>
      )}
      <p id="rename-scope">{p.nameScope}</p>
    </form>
  );
}

export function EraseDialog({ desk }: { desk: RoomDesk }) {
  const { boot, visit } = useScene();
  const s = sideTexts.value;
  const p = panelTexts.value;
  return (
    <TitledDialog label={p.eraseTitle} onClose={() => desk.closeDialog()}>
      <p>{p.eraseWhat(boot.retention.sealed_h)}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={() => desk.closeDialog()}>
          {p.keep}
        </button>
        <button type="button" class="btn btn-danger" onClick={() => void leaveForGood(visit, desk, true)}>
          {s.eraseAll}
        </button>
      </div>
    </TitledDialog>
  );
}

export function RemoveDialog({ desk, messageId }: { desk: RoomDesk; messageId: string }) {
  const { boot } = useScene();
  const p = panelTexts.value;
  const remove = () => {
    takeBack(desk.live, messageId);
    desk.closeDialog();
  };
  return (
    <TitledDialog label={p.removeTitle} onClose={() => desk.closeDialog()}>
      <p>{p.removeLead(boot.retention.sealed_h)}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={() => desk.closeDialog()}>
          {p.keep}
        </button>
        <button type="button" class="btn btn-danger" onClick={remove}>
          {panelTexts.value.remove}
        </button>
      </div>
    </TitledDialog>
  );
}
