/** An error of the Marketing API, as its JSON body says it. */
export class LinkedinError extends Error {
  readonly status: 400 | 401 | 404 | 429 | 500;
  readonly code: string;
  readonly serviceErrorCode: number | undefined;

  constructor(status: LinkedinError["status"], code: string, message: string, serviceErrorCode?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.serviceErrorCode = serviceErrorCode;
  }

  get body(): Record<string, unknown> {
    return {
      status: this.status,
      code: this.code,
      message: this.message,
      ...(this.serviceErrorCode === undefined ? {} : { serviceErrorCode: this.serviceErrorCode }),
    };
  }
}

export const invalidToken = (): LinkedinError =>
  new LinkedinError(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65_600);

export const expiredToken = (): LinkedinError =>
  new LinkedinError(401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", 65_602);

export const rateLimited = (): LinkedinError =>
  new LinkedinError(
    429,
    "TOO_MANY_REQUESTS",
    "Resource level throttle limit for calls to this resource is reached",
    101,
  );

export const serverError = (): LinkedinError =>
  new LinkedinError(500, "INTERNAL_SERVER_ERROR", "Internal Server Error");

export const notFound = (path: string): LinkedinError =>
  new LinkedinError(404, "RESOURCE_NOT_FOUND", `No virtual resource found for ${path}`);

export const badParameter = (reason: string): LinkedinError => new LinkedinError(400, "ILLEGAL_ARGUMENT", reason, 100);
