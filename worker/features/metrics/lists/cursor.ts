import { z } from "zod";

/** Where a list goes on: it stays with the snapshot that it began with, and with the question. */
export interface ListPosition {
  readonly snapshotId: string;
  readonly question: string;
  readonly offset: number;
}

const Encoded = z.tuple([z.uuid(), z.string().length(16), z.int().min(1)]);
const coding = { alphabet: "base64url", omitPadding: true } as const;

/** What a position remembers of a question, so that the cursor of one is not taken for another's. */
export async function fingerprint(question: object): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(Object.entries(question)));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 16);
}

export const writePosition = ({ snapshotId, question, offset }: ListPosition): string =>
  new TextEncoder().encode(JSON.stringify([snapshotId, question, offset])).toBase64(coding);

/** `null` for anything that `writePosition` did not write. */
export function readPosition(cursor: string): ListPosition | null {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    const [snapshotId, question, offset] = Encoded.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { snapshotId, question, offset };
  } catch {
    return null;
  }
}
