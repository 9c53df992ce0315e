import { client, freePort, type OidcServer, startOidcServer } from "./oidc-server.ts";

export interface AppOidc {
  readonly corp: OidcServer;
  readonly liarPort: number;
  /** OIDC_PROVIDERS of the app. */
  readonly variable: string;
}

/** Starts the real provider for an app at this address, and tells the app of it, of the lying one, and of one that nobody runs. */
export async function appOidc(appUrl: string): Promise<AppOidc> {
  const [port, liarPort, deadPort] = [await freePort(), await freePort(), await freePort()];
  const corp = await startOidcServer(port, `${appUrl}/api/auth/oidc/corp/callback/`);
  const provider = (id: string, name: string, issuer: string) => ({
    ...{ id, name, issuer },
    client_id: client.id,
    client_secret: client.secret,
  });
  const variable = JSON.stringify([
    provider("corp", "Corp", corp.url),
    provider("liar", "O'Liar", `http://127.0.0.1:${liarPort}`),
    provider("impostor", "Impostor", `http://127.0.0.1:${liarPort}/impostor`),
    provider("dead", "Dead", `http://127.0.0.1:${deadPort}`),
  ]);
  return { corp, liarPort, variable };
}
