import { z } from "zod";

const Text = z
  .union([z.string().min(1).max(200), z.number().int()])
  .transform(String)
  .optional()
  .catch(undefined);

/** The sync that ended, where the notification names one. Schema changes and warnings carry words for people, with a link to the connection. */
const Notification = z.object({
  text: z.string().optional().catch(undefined),
  data: z
    .object({
      connection: z.object({ id: Text }).optional().catch(undefined),
      jobId: Text,
    })
    .optional()
    .catch(undefined),
});

export interface Notification {
  readonly airbyteConnectionId: string | null;
  readonly airbyteJobId: string | null;
  readonly isWordsOnly: boolean;
}

/** What can be looked after in a notification of Airbyte; undefined when the body is no JSON object. */
export function readNotification(bytes: Uint8Array): Notification | undefined {
  const parsed = Notification.safeParse(jsonOf(bytes));
  if (!parsed.success) return undefined;
  const { data, text } = parsed.data;
  return {
    airbyteConnectionId: data?.connection?.id ?? linkedIn(text ?? ""),
    airbyteJobId: data?.jobId ?? null,
    isWordsOnly: data === undefined,
  };
}

const linkedIn = (text: string): string | null => text.match(/\/connections\/([\w-]{1,200})[|>/]/)?.[1] ?? null;

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return undefined;
  }
}
