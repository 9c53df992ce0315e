const reasons = {
  400: "badRequest",
  401: "authError",
  403: "forbidden",
  404: "notFound",
  429: "rateLimitExceeded",
  500: "backendError",
} as const;

/** An answer of the Search Console API that is not OK. */
export class SearchConsoleError extends Error {
  readonly code: keyof typeof reasons;

  constructor(code: keyof typeof reasons, message: string) {
    super(message);
    this.code = code;
  }

  get body(): Record<string, unknown> {
    const { code, message } = this;
    return { error: { code, message, errors: [{ message, domain: "global", reason: reasons[code] }] } };
  }
}
