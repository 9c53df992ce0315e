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

export interface GoogleAdsCredentials extends RefreshCredentials {
  /** The agency's own, the same for all its tenants: rate limits count by it. */
  readonly developerToken: string;
  /** The manager account through which the tenant's accounts are reached. */
  readonly loginCustomerId: string;
}

export interface MicrosoftAdsCredentials extends RefreshCredentials {
  /** The agency's own, the same for all its tenants: rate limits count by it. */
  readonly developerToken: string;
}

/** What a connection to each platform is made with. */
export interface CredentialsOf {
  readonly meta: AppCredentials;
  readonly tiktok: AppCredentials;
  readonly linkedin: RefreshCredentials;
  readonly google_ads: GoogleAdsCredentials;
  readonly microsoft_ads: MicrosoftAdsCredentials;
}
