/** What the server says of a rule, in the reader's words where they are known, as it stands otherwise. */
import { deskTexts } from "../i18n/desk_texts";
import { locale } from "../platform/locale";

export function FaultWords({ words }: { words: string }) {
  const known = knownFault(words);
  if (known !== null) return <>{known}</>;
  if (locale.value === "en") return <>{words}</>;
  return (
    <>
      {deskTexts.value.faultAsTold} <code lang="en">{words}</code>
    </>
  );
}

function knownFault(words: string): string | null {
  const { explanation, never, signal, near } = deskTexts.value.faultOf;
  if (words.startsWith("explanation: ")) return explanation();
  if (words === "it can never be true") return never();
  const [, name, like] = /^unknown signal `(.+?)`(?:; did you mean `(.+)`\?)?$/.exec(words) ?? [];
  if (name === undefined) return null;
  return like === undefined ? signal(name) : near(name, like);
}
