/** What stands on the page when not even the texts of its language could be fetched: the server wrote it there. */

/** Above what the server wrote, which stays. */
export function tellUnloaded(page: HTMLElement): void {
  page.querySelector(".unloaded")?.removeAttribute("hidden");
}
