/** What stands on the page when not even the texts of its language could be fetched. */

/** Both languages, because neither was loaded. */
const SENTENCES = {
  fr: ["La page n’a pas pu se charger en entier.", "Réessayer"],
  en: ["The page could not load in full.", "Try again"],
} as const;

/** Above what the server wrote, which stays. */
export function tellUnloaded(page: HTMLElement): void {
  const [sentence, again] = SENTENCES[document.documentElement.lang === "en" ? "en" : "fr"];
  const bar = document.createElement("div");
  bar.className = "bar bar-ochre";
  bar.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-btn";
  button.textContent = again;
  button.onclick = () => location.reload();
  bar.append(sentence, button);
  page.prepend(bar);
}
