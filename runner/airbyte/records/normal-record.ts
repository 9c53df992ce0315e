import { toMessage } from "../connector/messages.ts";
import { parseExactly } from "../exact-json.ts";

/**
 * A RECORD message in the order and form that the scanner takes, with every digit of its numbers. `undefined`: no RECORD message.
 * Throws when it is one that does not fit the protocol.
 */
export function normalRecord(line: Buffer): Buffer | undefined {
  const text = line.toString();
  const message = toMessage(JSON.parse(text));
  if (message?.type !== "RECORD") return undefined;
  const { record } = parseExactly(text) as { record: Record<string, unknown> };
  const { stream, data, namespace, meta } = record;
  const emitted_at = Math.trunc(message.record.emitted_at);
  return Buffer.from(JSON.stringify({ type: "RECORD", record: { stream, namespace, data, emitted_at, meta } }));
}
