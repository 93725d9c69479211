/** Asking someone for a private conversation: once, without a text; who gave no proof of age is told why it is asked. */
import { useState } from "preact/hooks";
import { apartTexts } from "../i18n/apart_texts";
import type { Person } from "../protocol/protocol.gen";
import { ProveLink, useStanding } from "../views/adults_gate";
import { TitledDialog } from "../views/dialog";
import type { RoomDesk } from "../views/room_desk";
import { useScene } from "../views/scene";
import { tell } from "../views/toasting";
import { correspondingOf } from "./correspondence";
import { reasonOf } from "./reasons";

export function ProposeDialog({ desk, person }: { desk: RoomDesk; person: Person }) {
  const standing = useStanding();
  const [needsProof, setNeedsProof] = useState(false);
  const a = apartTexts.value;
  const isUnproven = needsProof || standing?.proven === false;
  const title = isUnproven ? a.adultsFirst : a.proposeTitle(person.nickname);
  return (
    <TitledDialog label={title} onClose={() => desk.closeDialog()}>
      {isUnproven ? (
        <AdultsFirst desk={desk} canProve={standing?.can !== false} />
      ) : (
        <Asking desk={desk} person={person} onUnproven={() => setNeedsProof(true)} />
      )}
    </TitledDialog>
  );
}

function AdultsFirst({ desk, canProve }: { desk: RoomDesk; canProve: boolean }) {
  const a = apartTexts.value;
  return (
    <>
      <p>{canProve ? a.adultsFirstLead : a.adultsFirstShut}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={() => desk.closeDialog()}>
          {a.notNow}
        </button>
        {canProve && <ProveLink slug={desk.live.slug} label={a.invitedProve} />}
      </div>
    </>
  );
}

interface AskingProps {
  readonly desk: RoomDesk;
  readonly person: Person;
  readonly onUnproven: () => void;
}

function Asking({ desk, person, onUnproven }: AskingProps) {
  const corresponding = correspondingOf(useScene().visit);
  const [refused, setRefused] = useState("");
  const [isAsking, setAsking] = useState(false);
  const a = apartTexts.value;
  const ask = async () => {
    setAsking(true);
    const outcome = await corresponding.request(desk.live.slug, person.tag);
    setAsking(false);
    if (outcome.ok) {
      desk.closeDialog();
      tell(desk, a.proposed);
    } else if (outcome.refusal.code === "proof_required") onUnproven();
    else setRefused(a.notProposed(reasonOf(outcome.refusal)));
  };
  return (
    <>
      <p>{a.proposeWhat(desk.info.value?.name ?? "")}</p>
      <p>{a.proposeThen}</p>
      {refused !== "" && (
        <p class="field-refusal" role="alert">
          {refused}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="btn" onClick={() => desk.closeDialog()}>
          {a.notNow}
        </button>
        <button
          type="button"
          class="btn"
          data-first-focus
          aria-disabled={isAsking}
          onClick={() => void (isAsking || ask())}
        >
          {a.proposeDo}
        </button>
      </div>
    </>
  );
}
