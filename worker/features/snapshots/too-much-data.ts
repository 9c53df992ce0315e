/** A question whose columns an isolate cannot hold, whoever else asks. */
export class TooMuchData extends Error {
  override readonly name = "TooMuchData";
  readonly wanted: number;
  readonly budget: number;

  constructor(wanted: number, budget: number) {
    super(`${wanted} bytes of columns are more than the ${budget} that there is room for`);
    this.wanted = wanted;
    this.budget = budget;
  }
}

/** There was no room for a question for too long. */
export class BusyIsolate extends Error {
  override readonly name = "BusyIsolate";
}
