/** The list of keys, from the tables of those who answer to them. */
import { panelTexts } from "../i18n/panel_texts";
import { texts } from "../i18n/texts";
import { TitledDialog } from "./dialog";
import { KEYS as EVERYWHERE, type KeyLine } from "./keys";
import { KEYS as OF_MESSAGES } from "./keys_of_messages";
import { panel } from "./panel";

export function KeysDialog() {
  const p = panelTexts.value;
  return (
    <TitledDialog label={p.keysTitle} onClose={panel.close} isTall>
      <Keys title={p.keysEverywhere} lines={EVERYWHERE} />
      <Keys title={p.keysOfMessages} lines={OF_MESSAGES} />
      <p>{p.keysSingle}</p>
    </TitledDialog>
  );
}

function Keys({ title, lines }: { title: string; lines: readonly KeyLine[] }) {
  return (
    <table class="keys-table">
      <caption>{title}</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={line.keys.join()}>
            <th scope="row">
              {line.keys.map((chord, index) => (
                <Chord key={chord} chord={chord} isFirst={index === 0} />
              ))}
            </th>
            <td>{line.does({ ...texts.value, ...panelTexts.value })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chord({ chord, isFirst }: { chord: string; isFirst: boolean }) {
  const p = panelTexts.value;
  return (
    <>
      {" "}
      <span class="or-chord">
        {!isFirst && <span class="or">{p.keyOr} </span>}
        <span class="chord">
          {chord.split("+").map((key) => (
            <kbd key={key}>{p.keyNames[key] ?? key.toUpperCase()}</kbd>
          ))}
        </span>
      </span>
    </>
  );
}
