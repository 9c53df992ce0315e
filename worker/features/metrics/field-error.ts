/** A query field that parses but does not fit the snapshot; the handler answers 400 with it. */
export class FieldError extends Error {
  override readonly name: string = "FieldError";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
