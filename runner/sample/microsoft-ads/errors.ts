/** An error of the Microsoft Advertising services. SOAP and REST tell the same, each in its own way. */
export class MicrosoftError extends Error {
  readonly status: 400 | 401 | 404 | 429 | 500;
  readonly code: number;
  readonly errorCode: string;

  constructor(status: MicrosoftError["status"], code: number, errorCode: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.errorCode = errorCode;
  }

  get body(): Record<string, unknown> {
    const { code: Code, errorCode: ErrorCode, message: Message } = this;
    return { TrackingId: TRACKING_ID, Type: "AdApiFaultDetail", Errors: [{ Code, ErrorCode, Message, Detail: null }] };
  }
}

export const TRACKING_ID = "5a3c1e4f-0000-4000-8000-0000000000ad";

export const invalidToken = (): MicrosoftError =>
  new MicrosoftError(
    401,
    105,
    "InvalidCredentials",
    "Authentication failed. Either supplied credentials are invalid or the account is inactive",
  );

export const expiredToken = (): MicrosoftError =>
  new MicrosoftError(
    401,
    109,
    "AuthenticationTokenExpired",
    "Authentication token expired. Please renew the token or obtain a new one.",
  );

export const rateLimited = (): MicrosoftError =>
  new MicrosoftError(429, 117, "CallRateExceeded", "You have exceeded the number of calls you are permitted to make.");

export const serverError = (): MicrosoftError =>
  new MicrosoftError(500, 0, "InternalError", "An internal error has occurred");

export const notFound = (path: string): MicrosoftError =>
  new MicrosoftError(404, 404, "NotFound", `The sample platform has no ${path}`);

export const badParameter = (reason: string): MicrosoftError =>
  new MicrosoftError(400, 100, "InvalidParameter", reason);
