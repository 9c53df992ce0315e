/** Of an app that a person allowed to read their accounts: a token that lasts, and the app's own id and secret. */
export interface AppCredentials {
  readonly accessToken: string;
  readonly appId: string;
  readonly appSecret: string;
}

/** What a connection to each platform is made with. */
export interface CredentialsOf {
  readonly meta: AppCredentials;
  readonly tiktok: AppCredentials;
}
