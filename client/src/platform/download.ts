/** Files the browser keeps where its person says. */

export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not before the browser began to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
