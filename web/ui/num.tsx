/** A number as people read it, with the exact one for machines. */
export function Num({ value, text }: { value: number | null | undefined; text: string }) {
  if (value === null || value === undefined) {
    return (
      <span class="muted">
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">not available</span>
      </span>
    );
  }
  return <data value={String(value)}>{text}</data>;
}
