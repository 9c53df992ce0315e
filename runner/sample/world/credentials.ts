/** Of an app that a person allowed to read their accounts: a token that lasts, and the app's own id and secret. */
export interface AppCredentials {
  readonly accessToken: string;
  readonly appId: string;
  readonly appSecret: string;
}

/** Of an app that exchanges a person's refresh token for access tokens. */
export interface RefreshCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** What the exchange gives; the platform's API wants to see it. */
  readonly accessToken: string;
}

/** What a connection to each platform is made with. */
export interface CredentialsOf {
  readonly meta: AppCredentials;
  readonly tiktok: AppCredentials;
  readonly linkedin: RefreshCredentials;
}
