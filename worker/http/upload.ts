import { problem } from "./problem.ts";

/** A body that is handed on as it comes. */
export interface Upload {
  /** Null: nothing was sent. Breaks off where it grows beyond the limit. */
  readonly stream: ReadableStream<Uint8Array> | null;
  /** How many bytes came so far. */
  readonly bytes: () => number;
  /** Throws what is wrong with it. Whoever took the stream only knows that it broke off. */
  readonly refuseTooLarge: () => void;
}

export const tooLarge = (max: number) => problem("too-large", `The body may hold ${max} bytes at most.`);

export function uploadOf({ body }: Request, max: number): Upload {
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > max) controller.error(tooLarge(max));
      else controller.enqueue(chunk);
    },
  });
  return {
    stream: body?.pipeThrough(counted) ?? null,
    bytes: () => bytes,
    refuseTooLarge() {
      if (bytes > max) throw tooLarge(max);
    },
  };
}
