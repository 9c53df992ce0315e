/** The marts hold something that a snapshot must not: told to people, and not tried again until data or model change. */
export class DataError extends Error {
  override readonly name = "DataError";
}
