import { z } from "zod";
import { Combined } from "#contracts/metrics.ts";

interface Credentials {
  readonly email: string;
  readonly password: string;
}

async function call(base: string, path: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
  const response = await fetch(base + path, {
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    headers: { "content-type": "application/json", ...headers },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

async function bearerOf(base: string, { email, password }: Credentials): Promise<Record<string, string>> {
  const answer = await call(base, "/api/auth/login/", {}, { email, password });
  return { authorization: `Bearer ${z.object({ access: z.string() }).parse(answer).access}` };
}

/** An address of the Worker to which Airbyte may post how the syncs of the owner's tenant ended. */
export async function givePlaceForNotifications(base: string, owner: Credentials): Promise<string> {
  const answer = await call(base, "/api/airbyte/webhooks/", await bearerOf(base, owner), { signed: false });
  return z.object({ url: z.url() }).parse(answer).url;
}

/** The days of the tenant's current snapshot between the two. */
export async function trendOf(base: string, owner: Credentials, from: string, to: string) {
  const query = new URLSearchParams({ start_date: from, end_date: to });
  const answer = await call(base, `/api/metrics/combined/?${query}`, await bearerOf(base, owner));
  return Combined.parse(answer).campaign.trend;
}
