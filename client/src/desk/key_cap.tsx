/** The key beside what it does: for the eye, since the list of keys says it to everyone. */
export function KeyCap({ name }: { name: string }) {
  return (
    <span class="key-cap" aria-hidden="true">
      <kbd>{name}</kbd>
    </span>
  );
}
