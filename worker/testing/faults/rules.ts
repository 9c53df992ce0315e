import { z } from "zod";

const text = z.string();
const headers = z.record(text, text).default({});

/** What happens to a request instead of, or on top of, being passed on. */
export const Action = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("answer"), status: z.int().min(200).max(599), headers, body: text.default("") }),
  /** Passed on after a while. */
  z.strictObject({ kind: z.literal("delay"), milliseconds: z.int().min(0) }),
  /** The connection ends without an answer. */
  z.strictObject({ kind: z.literal("drop") }),
  /** Passed on; the connection breaks after so many bytes of the answer. */
  z.strictObject({ kind: z.literal("break"), afterBytes: z.int().min(0) }),
  /** Passed on; the answer ends properly, but too soon. */
  z.strictObject({ kind: z.literal("truncate"), bytes: z.int().min(0) }),
  /** Passed on twice; the second answer is the one that is given. */
  z.strictObject({ kind: z.literal("duplicate") }),
  /** Passed on; in the answer, what the pattern finds becomes `to`. */
  z.strictObject({ kind: z.literal("rewrite"), pattern: text, to: text }),
]);
export type Action = z.infer<typeof Action>;

export const Rule = z.strictObject({
  method: text.optional(),
  /** A pattern that path and query together must match. */
  path: text,
  /** A pattern that the request's body must match. */
  body: text.optional(),
  /** It strikes so often and is gone then; absent: until it is removed. */
  times: z.int().min(1).optional(),
  action: Action,
});
export type Rule = z.input<typeof Rule>;

/** Rules that wait to strike, in their order. */
export class Rules {
  #rules: z.output<typeof Rule>[] = [];
  #struck = 0;

  get struck(): number {
    return this.#struck;
  }

  add(rules: readonly z.output<typeof Rule>[]): void {
    this.#rules.push(...rules);
  }

  clear(): void {
    this.#rules = [];
    this.#struck = 0;
  }

  /** The first rule that fits, with one of its strikes used up. */
  strike(request: { method: string; path: string; body: string }): Action | undefined {
    const rule = this.#rules.find(
      ({ method, path, body }) =>
        (!method || method === request.method) &&
        new RegExp(path).test(request.path) &&
        (!body || new RegExp(body).test(request.body)),
    );
    if (!rule) return undefined;
    this.#struck += 1;
    if (rule.times !== undefined) {
      rule.times -= 1;
      if (rule.times === 0) this.#rules.splice(this.#rules.indexOf(rule), 1);
    }
    return rule.action;
  }
}
