const shown = 1;

/** A few names and how many more; the whole list for the pointer and for screen readers. */
export function ParishList({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span class="muted">–</span>;
  const rest = names.length - shown;
  const all = names.join(", ");
  if (rest <= 0) return <span class="nowrap">{all}</span>;
  return (
    <span class="nowrap" title={all}>
      <span aria-hidden="true">
        {names.slice(0, shown).join(", ")} <span class="muted">+{rest}</span>
      </span>
      <span class="visually-hidden">{all}</span>
    </span>
  );
}
