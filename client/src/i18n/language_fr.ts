/** French, as the page fetches it. */
export { fr as texts } from "./fr";
