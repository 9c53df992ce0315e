/** Airbyte's server writes times as Java does: whole seconds of UTC, and no seconds at all when they are 0. */
export function javaInstant(epochMs: number): string {
  const text = new Date(Math.floor(epochMs / 1000) * 1000).toISOString();
  return text.replace(/(:00)?\.000Z$/, "Z");
}

/** `PT1H2M3S`; zero is `PT0S`. */
export function javaDuration(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: [number, string][] = [
    [Math.floor(total / 3600), "H"],
    [Math.floor(total / 60) % 60, "M"],
    [total % 60, "S"],
  ];
  const text = parts.map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : "")).join("");
  return `PT${text || "0S"}`;
}
