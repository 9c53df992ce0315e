export interface Change {
  /** The field's name, "" where the whole is meant. */
  name: string;
  /** Undefined where only a fact is told, not a change. */
  before: string | undefined;
  after: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isFromTo = (value: unknown): value is { from?: unknown; to?: unknown } =>
  isObject(value) &&
  ("from" in value || "to" in value) &&
  Object.keys(value).every((key) => key === "from" || key === "to");

/** What an entry tells besides who, what and whom: changes as before and after, everything else as a fact. */
export function changesIn(detail: Readonly<Record<string, unknown>> | null): Change[] {
  if (!detail) return [];
  if (isFromTo(detail)) return [{ name: "", before: inWords(detail.from), after: inWords(detail.to) }];
  return Object.entries(detail).map(([key, value]) => {
    const name = key.replaceAll("_", " ");
    return isFromTo(value)
      ? { name, before: inWords(value.from), after: inWords(value.to) }
      : { name, before: undefined, after: inWords(value) };
  });
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length > 0 ? value.map(inWords).join(", ") : "nothing";
  if (isObject(value)) {
    const parts = Object.entries(value).map(([key, part]) => `${key.replaceAll("_", " ")} ${inWords(part)}`);
    return parts.length > 0 ? parts.join(", ") : "nothing";
  }
  return String(value);
}
