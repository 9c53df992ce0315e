/** E.g. `24 November 2026, 14:05 UTC`: whoever reads a mail may be anywhere. */
export function when(instant: number): string {
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(
    instant,
  );
  return `${text.replace(" at ", ", ")} UTC`;
}
