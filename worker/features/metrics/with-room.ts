import type { Need } from "../snapshots/byte-cache.ts";
import type { OpenSnapshot } from "../snapshots/reader.ts";
import { TooMuchData } from "../snapshots/too-much-data.ts";
import { FieldError } from "./field-error.ts";

/** A question that needs more columns than an isolate may hold; it tells what to narrow. */
export class TooLargeQuestion extends FieldError {
  override readonly name = "TooLargeQuestion";
}

/** What to ask for less of, when it is too much. */
export interface Narrower {
  readonly field: string;
  readonly remedy: string;
}

/** Does work that uses the columns of `needs`, all of them in memory. @throws TooLargeQuestion when they never fit */
export async function withRoom<T>(
  snapshot: OpenSnapshot,
  needs: readonly Need[],
  { field, remedy }: Narrower,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await snapshot.holding(needs, work);
  } catch (error) {
    if (!(error instanceof TooMuchData)) throw error;
    const [wanted, room] = [error.wanted, error.budget].map((bytes) => Math.ceil(bytes / 2 ** 20));
    throw new TooLargeQuestion(field, `asks for ${wanted} MB of columns, and ${room} MB fit; ${remedy}`);
  }
}
