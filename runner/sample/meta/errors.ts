/** An error as the Graph API words it; thrown anywhere below `/meta`. */
export class GraphError extends Error {
  readonly status: 400 | 403 | 404 | 500;
  readonly error: Readonly<Record<string, unknown>>;

  constructor(status: GraphError["status"], error: Readonly<Record<string, unknown>> & { message: string }) {
    super(error.message);
    this.status = status;
    this.error = { type: "OAuthException", ...error, fbtrace_id: "AsampleTraceId" };
  }
}

export const invalidToken = (): GraphError =>
  new GraphError(400, { message: "Invalid OAuth access token - Cannot parse access token", code: 190 });

export const expiredToken = (): GraphError =>
  new GraphError(400, {
    message: "Error validating access token: The session has expired. Please sign in again.",
    code: 190,
    error_subcode: 463,
  });

/** Code 4 and not 17 with subcode 2446079: the connector retries it in seconds instead of waiting for ten minutes. */
export const rateLimited = (): GraphError =>
  new GraphError(403, { message: "(#4) Application request limit reached", code: 4, is_transient: true });

export const serverError = (): GraphError =>
  new GraphError(500, { message: "An unknown error occurred", code: 1, is_transient: true });

export const unknownObject = (id: string): GraphError =>
  new GraphError(400, {
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    type: "GraphMethodException",
    code: 100,
    error_subcode: 33,
  });

export const badParameter = (reason: string): GraphError =>
  new GraphError(400, { message: `(#100) ${reason}`, code: 100 });
