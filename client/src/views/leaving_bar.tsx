/** The bar that says one's session is being erased. */
import { partTexts } from "../i18n/part_texts";
import { Icon } from "./icons";

export function Leaving() {
  return (
    <div class="bar bar-thin" role="status">
      <Icon name="door" size="s" />
      {partTexts.value.leaving}
    </div>
  );
}
