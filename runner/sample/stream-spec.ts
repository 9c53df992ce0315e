/** How a connector's stream is to be read; `primaryKey` identifies a row over all its extractions. */
export interface StreamSpec {
  readonly name: string;
  readonly syncMode: "full_refresh" | "incremental";
  /** The path of the cursor, as a configured catalog wants it; empty for full refresh. */
  readonly cursorField: readonly string[];
  readonly primaryKey: readonly (readonly string[])[];
}

const path = (names: readonly string[]): string[][] => names.map((name) => [name]);

export const fullRefresh = (name: string, primaryKey: readonly string[]): StreamSpec => ({
  name,
  syncMode: "full_refresh",
  cursorField: [],
  primaryKey: path(primaryKey),
});

export const incremental = (name: string, cursor: string, primaryKey: readonly string[]): StreamSpec => ({
  name,
  syncMode: "incremental",
  cursorField: [cursor],
  primaryKey: path(primaryKey),
});
