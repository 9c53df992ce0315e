/** The rows that an answer holds, and how many there are. */
export interface Counted<Rows extends readonly unknown[]> {
  readonly rows: Rows;
  readonly count: number;
}
