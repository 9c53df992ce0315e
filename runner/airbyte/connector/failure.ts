import type { ErrorClass } from "../store/jobs.ts";

/** Why a connector or a sync did not do what was asked. The message is for people and holds no secret. */
export class ConnectorFailure extends Error {
  readonly errorClass: ErrorClass;
  constructor(errorClass: ErrorClass, message: string) {
    super(message);
    this.errorClass = errorClass;
  }
}
