/** The page's title: where one is, and a mark when something came unseen; never who, never what. */
import { useEffect } from "preact/hooks";

export function titleOf(name: string, hasUnseen: boolean): string {
  return hasUnseen ? `• ${name}` : name;
}

export function usePageTitle(name: string, hasUnseen: boolean): void {
  useEffect(() => {
    document.title = titleOf(name, hasUnseen);
  }, [name, hasUnseen]);
}
