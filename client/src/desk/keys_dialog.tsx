/** The list of the desk's keys, in three parts: moving, reading, deciding. */
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import { TitledDialog } from "../views/dialog";
import { type Act, isListed, KEYS } from "./keys";

type Row = readonly [key: string, does: string];

const WORK: readonly Act[] = ["release", "refuse", "refuseWhy", "unveil", "handOver", "closeCase", "undo"];

/** The list, where it was asked for. */
export function ListedKeys() {
  return isListed.value ? <KeysDialog /> : null;
}

function KeysDialog() {
  const d = deskTexts.value;
  const close = () => {
    isListed.value = false;
  };
  return (
    <TitledDialog label={d.keysOfDesk} isTall onClose={close}>
      <div class="keys-columns">
        <Part title={d.keyParts.work} rows={rowsOf((act) => WORK.includes(act))} />
        <Part title={d.keyParts.decide} rows={deciding()} />
        <Part title={d.keyParts.move} rows={[...rowsOf((act) => !WORK.includes(act)), held()]} />
      </div>
    </TitledDialog>
  );
}

function rowsOf(isIn: (act: Act) => boolean): readonly Row[] {
  const { keys } = deskTexts.value;
  return KEYS.filter(([, act]) => isIn(act)).map(([key, act]) => [key.toUpperCase(), keys[act]]);
}

function deciding(): readonly Row[] {
  const { keysOfCases } = casesTexts.value;
  const { ctrlEnterKey, escapeKey } = deskTexts.value;
  const rungs = ["1", "2", "3", "4", "5"].map((key): Row => [key, keysOfCases[key] ?? ""]);
  return [
    ...rungs,
    ["↵", keysOfCases["enter"] ?? ""],
    [ctrlEnterKey, keysOfCases["ctrlEnter"] ?? ""],
    [escapeKey, keysOfCases["escape"] ?? ""],
  ];
}

function held(): Row {
  return [deskTexts.value.spaceKey, casesTexts.value.keysOfCases["space"] ?? ""];
}

function Part({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <table class="keys-table">
      <caption>{title}</caption>
      <tbody>
        {rows.map(([key, does]) => (
          <tr key={key}>
            <th scope="row">
              <kbd>{key}</kbd>
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
