import type { ErrorClass } from "../store/jobs.ts";

/** Why a connector or a sync did not do what was asked. The message is for people and holds no secret. */
export class ConnectorFailure extends Error {
  readonly errorClass: ErrorClass;
  /** In seconds, where the platform said how long it wants to be left alone. */
  readonly retryAfter: number | undefined;
  constructor(errorClass: ErrorClass, message: string, retryAfter?: number) {
    super(message);
    this.errorClass = errorClass;
    this.retryAfter = retryAfter;
  }
}
