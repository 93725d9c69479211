/** Numbers kept in this tab alone: they outlive a reload, and end with it. */

export const tabNotebook = {
  read(name: string): number | null {
    try {
      const kept = sessionStorage.getItem(`palabre_${name}`);
      return kept === null ? null : Number(kept);
    } catch {
      return null;
    }
  },

  write(name: string, value: number): void {
    try {
      sessionStorage.setItem(`palabre_${name}`, `${value}`);
    } catch {
      // Storage may be denied; the number then lasts as long as the page.
    }
  },
};
