/** Creating a private room; who gave no proof of age is told why it is asked. */
import { useState } from "preact/hooks";
import { apartTexts } from "../i18n/apart_texts";
import { visitAddress } from "../platform/page";
import { createRoom } from "../platform/private_api";
import { ProveLink, useStanding } from "../views/adults_gate";
import { Choices } from "../views/choices";
import { TitledDialog } from "../views/dialog";
import { useScene } from "../views/scene";
import { RoomNameField } from "./name_of_room";
import { ownRoomsOf } from "./own_rooms";
import { reasonOf } from "./reasons";

type Kind = "general" | "adult";

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const standing = useStanding();
  const [needsProof, setNeedsProof] = useState(false);
  const a = apartTexts.value;
  const isUnproven = needsProof || standing?.proven === false;
  return (
    <TitledDialog label={a.newRoomTitle} onClose={onClose}>
      <p>{a.newRoomLead}</p>
      {isUnproven ? (
        <Unproven canProve={standing?.can !== false} onClose={onClose} />
      ) : (
        <Creating onClose={onClose} onUnproven={() => setNeedsProof(true)} />
      )}
    </TitledDialog>
  );
}

function Unproven({ canProve, onClose }: { canProve: boolean; onClose: () => void }) {
  const a = apartTexts.value;
  return (
    <>
      <p>{canProve ? a.invitedAdults : a.adultsFirstShut}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={onClose}>
          {a.notNow}
        </button>
        {canProve && <ProveLink slug={null} label={a.invitedProve} />}
      </div>
    </>
  );
}

function Creating({ onClose, onUnproven }: { onClose: () => void; onUnproven: () => void }) {
  const { visit } = useScene();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("general");
  const [refused, setRefused] = useState("");
  const a = apartTexts.value;
  const create = async () => {
    const outcome = await createRoom(name.trim(), kind === "adult");
    if (outcome.ok) {
      onClose();
      visitAddress(`/r/${outcome.value.slug}`);
      void ownRoomsOf(visit).refresh();
    } else if (outcome.refusal.code === "proof_required") onUnproven();
    else setRefused(a.roomNotMade(reasonOf(outcome.refusal)));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") void create();
      }}
    >
      <RoomNameField value={name} onChange={setName} />
      <Choices
        name="kind"
        legend={a.roomKind}
        chosen={kind}
        options={(["general", "adult"] as const).map((value) => ({ value, label: a.roomKinds[value] }))}
        onChoose={setKind}
      />
      {refused !== "" && (
        <p class="field-refusal" role="alert">
          {refused}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="btn btn-bare" onClick={onClose}>
          {a.cancelThis}
        </button>
        <button type="submit" class="btn btn-primary">
          {a.newRoomDo}
        </button>
      </div>
    </form>
  );
}
