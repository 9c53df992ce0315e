import { z } from "zod";
import type { LookBack } from "../connector/definitions.ts";
import type { Configuration } from "../store/sources.ts";

const DAY_MS = 86_400_000;
const Day = z.iso.date();
const Part = z.looseObject({
  partition: z.record(z.string(), z.unknown()),
  cursor: z.record(z.string(), z.unknown()),
});
type Part = z.infer<typeof Part>;
/** A state message of a stream with one cursor, or with one for each part of it. */
const State = z.looseObject({
  stream: z.looseObject({
    stream_state: z.looseObject({
      states: z.array(Part).optional(),
      state: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
});
type StreamState = z.infer<typeof State>["stream"]["stream_state"];

/** How many days the configuration wants to be read again. */
export function lookBackDays(lookBack: LookBack, configuration: Configuration): number {
  const given = z.int().min(0).safeParse(configuration[lookBack.setting]);
  return given.success ? given.data : lookBack.usualDays;
}

/**
 * The state from which `days` before the last known day are read again. Parts that became known together go on together: one that never had
 * a record would otherwise be read from its first day on each time. A state of another shape stays as it is.
 */
export function movedBack(state: unknown, { cursor, together }: LookBack, days: number): unknown {
  return mapState(state, (stream) => {
    const last = new Map<unknown, string>();
    for (const part of stream.states ?? []) {
      const key = part.partition[together];
      last.set(key, later(last.get(key), dayIn(part.cursor, cursor)));
    }
    const back = (at: Record<string, unknown>, day = dayIn(at, cursor)) =>
      day === undefined || day === "" ? at : { ...at, [cursor]: daysBefore(day, days) };
    return {
      ...(back(stream) as StreamState),
      ...(stream.states && {
        states: stream.states.map((part) => ({
          ...part,
          cursor: back(part.cursor, last.get(part.partition[together])),
        })),
      }),
      ...(stream.state && { state: back(stream.state) }),
    };
  });
}

/** What to keep of the state `told` after a read that went on from before `known`: no cursor falls behind where it was. */
export function notBehind(known: unknown, told: unknown, { cursor }: LookBack): unknown {
  const before = State.safeParse(known);
  if (!before.success) return told;
  const was = before.data.stream.stream_state;
  const parts = new Map((was.states ?? []).map((part) => [keyOf(part), part]));
  const ahead = (at: Record<string, unknown>, old: Record<string, unknown> | undefined) => {
    const day = later(dayIn(at, cursor), old && dayIn(old, cursor));
    return day === "" ? at : { ...at, [cursor]: day };
  };
  return mapState(told, (stream) => ({
    ...(ahead(stream, was) as StreamState),
    ...(stream.states && {
      states: stream.states.map((part) => ({ ...part, cursor: ahead(part.cursor, parts.get(keyOf(part))?.cursor) })),
    }),
    ...(stream.state && { state: ahead(stream.state, was.state) }),
  }));
}

function mapState(state: unknown, change: (stream: StreamState) => StreamState): unknown {
  const parsed = State.safeParse(state);
  if (!parsed.success) return state;
  const { stream } = parsed.data;
  return { ...parsed.data, stream: { ...stream, stream_state: change(stream.stream_state) } };
}

const dayIn = (at: Record<string, unknown>, cursor: string): string | undefined => {
  const day = Day.safeParse(at[cursor]);
  return day.success ? day.data : undefined;
};

const later = (left = "", right = ""): string => (left > right ? left : right);

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

/** Connectors write the fields of a partition in any order. */
const keyOf = ({ partition }: Part): string => JSON.stringify(Object.entries(partition).sort());
