type Status =
  | "INVALID_ARGUMENT"
  | "UNAUTHENTICATED"
  | "PERMISSION_DENIED"
  | "NOT_FOUND"
  | "RESOURCE_EXHAUSTED"
  | "INTERNAL";

const codes = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
} as const satisfies Record<Status, number>;

const messages: Readonly<Record<Status, string>> = {
  INVALID_ARGUMENT: "Request contains an invalid argument.",
  UNAUTHENTICATED:
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
  PERMISSION_DENIED: "The caller does not have permission",
  NOT_FOUND: "Requested entity was not found.",
  RESOURCE_EXHAUSTED: "Resource has been exhausted (e.g. check quota).",
  INTERNAL: "Internal error encountered.",
};

/** One error of a GoogleAdsFailure: its kind and name, e.g. `["queryError", "UNRECOGNIZED_FIELD"]`. */
interface Failure {
  readonly errorCode: readonly [string, string];
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An answer of the Google Ads API that is not OK, thrown anywhere below `/google-ads`. */
export class GoogleAdsError extends Error {
  readonly code: (typeof codes)[Status];
  private readonly status: Status;
  private readonly failure: Failure;

  constructor(status: Status, failure: Failure) {
    super(failure.message);
    this.code = codes[status];
    this.status = status;
    this.failure = failure;
  }

  body(version: string): Record<string, unknown> {
    const { errorCode, message, details } = this.failure;
    const [kind, name] = errorCode;
    const failure = {
      "@type": `type.googleapis.com/google.ads.googleads.${version}.errors.GoogleAdsFailure`,
      errors: [{ errorCode: { [kind]: name }, message, ...(details ? { details } : {}) }],
      requestId: "sampleRequestId",
    };
    return { error: { code: this.code, message: messages[this.status], status: this.status, details: [failure] } };
  }
}

export const invalidToken = (): GoogleAdsError =>
  new GoogleAdsError("UNAUTHENTICATED", {
    errorCode: ["authenticationError", "OAUTH_TOKEN_INVALID"],
    message: "The OAuth access token is not valid.",
  });

export const expiredToken = (): GoogleAdsError =>
  new GoogleAdsError("UNAUTHENTICATED", {
    errorCode: ["authenticationError", "OAUTH_TOKEN_EXPIRED"],
    message: "The OAuth access token has expired.",
  });

export const wrongDeveloperToken = (): GoogleAdsError =>
  new GoogleAdsError("UNAUTHENTICATED", {
    errorCode: ["authenticationError", "DEVELOPER_TOKEN_INVALID"],
    message: "The developer token is not valid.",
  });

export const noPermission = (): GoogleAdsError =>
  new GoogleAdsError("PERMISSION_DENIED", {
    errorCode: ["authorizationError", "USER_PERMISSION_DENIED"],
    message:
      "User doesn't have permission to access customer. The id of the manager it belongs to must be in the 'login-customer-id' header.",
  });

export const customerNotEnabled = (): GoogleAdsError =>
  new GoogleAdsError("PERMISSION_DENIED", {
    errorCode: ["authorizationError", "CUSTOMER_NOT_ENABLED"],
    message: "The customer account can't be accessed because it is not yet enabled or has been deactivated.",
  });

/** The quota is the developer token's, shared by everybody who uses it. */
export const rateLimited = (seconds: number): GoogleAdsError =>
  new GoogleAdsError("RESOURCE_EXHAUSTED", {
    errorCode: ["quotaError", "RESOURCE_EXHAUSTED"],
    message: `Too many requests. Retry in ${seconds} seconds.`,
    details: {
      quotaErrorDetails: {
        rateScope: "DEVELOPER",
        rateName: "Number of operations for basic access",
        retryDelay: `${seconds}s`,
      },
    },
  });

export const serverError = (): GoogleAdsError =>
  new GoogleAdsError("INTERNAL", {
    errorCode: ["internalError", "INTERNAL_ERROR"],
    message: "An internal error has occurred.",
  });

export const unsupportedVersion = (version: string): GoogleAdsError =>
  new GoogleAdsError("INVALID_ARGUMENT", {
    errorCode: ["requestError", "UNSUPPORTED_VERSION"],
    message: `Version ${version} is deprecated. Requests to this version will be blocked.`,
  });

export const badRequest = (name: string, message: string): GoogleAdsError =>
  new GoogleAdsError("INVALID_ARGUMENT", { errorCode: ["requestError", name], message });

/** `name` is one of Google's QueryErrorEnum. */
export const queryError = (name: string, message: string): GoogleAdsError =>
  new GoogleAdsError("INVALID_ARGUMENT", { errorCode: ["queryError", name], message });

export const notFound = (path: string): GoogleAdsError =>
  new GoogleAdsError("NOT_FOUND", {
    errorCode: ["requestError", "RESOURCE_NOT_FOUND"],
    message: `The sample platform has no ${path}`,
  });
