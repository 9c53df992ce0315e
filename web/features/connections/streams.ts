import type { ChosenStream, DiscoveredStream } from "#contracts/connectors.ts";

/** As they were read before, else incrementally where the platform can. */
export function chosenStreams(
  streams: readonly DiscoveredStream[],
  chosen: ReadonlySet<string>,
  before: readonly ChosenStream[] = [],
): ChosenStream[] {
  return streams
    .filter(({ name }) => chosen.has(name))
    .map(
      (stream) =>
        before.find(({ name }) => name === stream.name) ?? { name: stream.name, sync_mode: usualMode(stream) },
    );
}

const usualMode = ({ sync_modes }: DiscoveredStream): ChosenStream["sync_mode"] =>
  sync_modes.includes("incremental_append") ? "incremental_append" : (sync_modes[0] ?? "full_refresh_append");

/** What our model reads; all of them where it reads none. */
export const recommended = (streams: readonly DiscoveredStream[]): ReadonlySet<string> => {
  const wanted = streams.filter((stream) => stream.recommended);
  return new Set((wanted.length > 0 ? wanted : streams).map(({ name }) => name));
};

/** What a new choice adds, leaves out, and what of the old one the platform has no more. */
export function choiceChange(
  streams: readonly DiscoveredStream[],
  chosen: ReadonlySet<string>,
  before: readonly ChosenStream[],
) {
  const had = new Set(before.map(({ name }) => name));
  const offered = new Set(streams.map(({ name }) => name));
  return {
    added: [...chosen].filter((name) => !had.has(name)),
    removed: [...had].filter((name) => offered.has(name) && !chosen.has(name)),
    gone: [...had].filter((name) => !offered.has(name)),
  };
}
