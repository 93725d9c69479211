/** English, as the page fetches it. */
export { en as texts } from "./en";
