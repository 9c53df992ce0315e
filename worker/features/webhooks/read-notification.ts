import { z } from "zod";

const Text = z
  .union([z.string().min(1).max(200), z.number().int()])
  .transform(String)
  .optional()
  .catch(undefined);

/** The sync that ended, where the notification names one. Schema changes, warnings and older tests carry words for people only. */
const Notification = z.object({
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
}

/** What can be looked after in a notification of Airbyte; undefined when the body is no JSON object. */
export function readNotification(bytes: Uint8Array): Notification | undefined {
  const parsed = Notification.safeParse(jsonOf(bytes));
  if (!parsed.success) return undefined;
  const { data } = parsed.data;
  return { airbyteConnectionId: data?.connection?.id ?? null, airbyteJobId: data?.jobId ?? null };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return undefined;
  }
}
