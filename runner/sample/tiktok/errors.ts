/** An answer of the Business API that is not OK: HTTP 200 with a code, except when the platform itself breaks. */
export class TiktokError extends Error {
  readonly code: number;
  readonly status: 200 | 500;

  constructor(code: number, message: string, status: TiktokError["status"] = 200) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const invalidToken = (): TiktokError => new TiktokError(40105, "Access token is incorrect or has been revoked.");

export const expiredToken = (): TiktokError =>
  new TiktokError(40105, "Access token has expired. Please authorize again.");

export const rateLimited = (): TiktokError => new TiktokError(40100, "Too many requests. Please retry in some time.");

export const serverError = (): TiktokError => new TiktokError(50000, "System error", 500);

export const noPermission = (advertiserId: string): TiktokError =>
  new TiktokError(40001, `No permission to operate advertiser ${advertiserId}.`);

export const badParameter = (reason: string): TiktokError => new TiktokError(40002, reason);
