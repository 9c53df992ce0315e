/** A sync that brings nothing where syncs used to bring rows is suspicious, though Airbyte calls it a success. */
export function emptyWarning(rows: number | null, lastRows: number | null): string | null {
  if (rows !== 0 || !lastRows) return null;
  return `no rows came, where the sync before brought ${lastRows}`;
}
