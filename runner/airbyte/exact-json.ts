interface RawJson {
  readonly rawJSON: string;
}
/** ES2026, which Node has and the compiler's library does not know yet. */
interface ExactJson {
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): RawJson;
}
const exact = JSON as unknown as ExactJson;

/** Parses like JSON.parse, but a number that float64 would change keeps its digits, and `JSON.stringify` writes it back as it was. */
export function parseExactly(text: string): unknown {
  return exact.parse(text, (_key, value, { source }) => {
    if (typeof value !== "number" || source === undefined || String(value) === source) return value;
    return exact.rawJSON(source);
  });
}
