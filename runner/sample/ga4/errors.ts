const statuses = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
} as const;

/** An answer of the GA4 Data API that is not OK. */
export class AnalyticsError extends Error {
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.code = code;
  }

  get body(): Record<string, unknown> {
    return { error: { code: this.code, message: this.message, status: statuses[this.code] } };
  }
}
