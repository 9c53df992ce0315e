import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An error of our own endpoints: what is wrong, and what to do about it. */
export class OwnError extends Error {
  readonly status: ContentfulStatusCode;
  readonly remedy: string;

  constructor(status: ContentfulStatusCode, message: string, remedy: string) {
    super(message);
    this.status = status;
    this.remedy = remedy;
  }
}
