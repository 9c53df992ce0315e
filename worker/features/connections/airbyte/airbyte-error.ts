/**
 * Why Airbyte did not do as asked. `conflict`: its state forbids it (a sync is running). `missing`: it knows no such thing. `refused`: the
 * request or our credentials are wrong, trying again does not help. `unreachable`: no answer, or one that says to try later.
 */
export type AirbyteErrorKind = "conflict" | "missing" | "refused" | "unauthorized" | "unreachable";

export class AirbyteError extends Error {
  readonly kind: AirbyteErrorKind;
  readonly status: number | null;
  /** In Airbyte's own words, or its connector's. */
  readonly reason: string | null;

  constructor(kind: AirbyteErrorKind, message: string, status: number | null = null, reason: string | null = null) {
    super(message);
    this.name = "AirbyteError";
    this.kind = kind;
    this.status = status;
    this.reason = reason;
  }
}

const kindOfStatus: Readonly<Record<number, AirbyteErrorKind>> = {
  401: "unauthorized",
  404: "missing",
  408: "unreachable",
  409: "conflict",
  429: "unreachable",
};

export function kindOf(status: number): AirbyteErrorKind {
  return kindOfStatus[status] ?? (status >= 500 ? "unreachable" : "refused");
}
