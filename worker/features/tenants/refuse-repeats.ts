import { problem } from "../../http/problem.ts";

/** Of a list in which each key may stand once. */
export function refuseRepeats(field: string, keys: readonly string[]): void {
  const repeated = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  if (repeated === -1) return;
  const message = "is there twice; leave one out";
  throw problem("invalid-input", { errors: [{ field: `${field}.${repeated}`, message }] });
}
