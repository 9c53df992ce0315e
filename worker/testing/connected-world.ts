import { openAirbyte } from "../features/connections/airbyte/airbyte.ts";
import { openGuard, usualGuard } from "../features/connections/airbyte/guard.ts";
import { createTenant, member, signIn } from "./factories.ts";
import { FakeAirbyte, fakeSecret } from "./fake-airbyte.ts";
import { FakeQueue } from "./fake-queue.ts";
import { startApp, unlimited } from "./harness.ts";

/** In every configuration that is sent: an answer, a log line or a row with it has given a secret away. */
export const canary = "EAAcanary-of-the-mine";

export const configuration = (more: Record<string, unknown> = {}) => ({
  account_ids: ["1001", "1002"],
  credentials: { auth_type: "Service", client_id: "an-app", access_token: canary },
  ...more,
});

/** A tenant whose owner is signed in, over an Airbyte that the test commands. */
export async function connectedWorld({ embedded = true, env = {} as Record<string, string> } = {}) {
  const airbyte = new FakeAirbyte();
  const queue: FakeQueue = new FakeQueue(() => app.clock());
  const app = startApp({
    env: { ...unlimited, ...env, JOBS: queue as unknown as Queue<unknown> },
    airbyte: (clock) =>
      openAirbyte({
        url: "http://airbyte.test/api/public/v1",
        clientId: "adinsights",
        clientSecret: fakeSecret,
        embedded,
        clock,
        fetch: airbyte.fetch,
        guard: openGuard({ ...usualGuard, firstDelayMs: 1 }),
      }),
  });
  const tenantId = `t-${crypto.randomUUID().slice(0, 8)}`;
  const email = `owner@${tenantId}.test`;
  await createTenant(app, tenantId, { members: [member(email)] });
  const session = await signIn(app, email);
  const answers: string[] = [];

  /** Keeps every answer, so that a test can look for what should not be there. */
  async function call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown) {
    const at = `/api/airbyte/${path}`;
    const response = await (method === "GET" || method === "DELETE"
      ? app.fetch(at, { method, headers: session.bearer })
      : app.send(method, at, body ?? {}, session.bearer));
    const text = await response.text();
    answers.push(text);
    return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as Body };
  }

  return {
    app,
    airbyte,
    tenantId,
    session,
    call,
    answers,
    /** Connects what the fake offers. */
    async connect(more: Record<string, unknown> = {}) {
      const wanted = {
        source_type: "facebook-marketing",
        name: "Meta of ours",
        configuration: configuration(),
        ...more,
      };
      return call<{ connection: { id: string }; run: { id: string } | null }>("POST", "connections/", wanted);
    },
    row: async (id: string) =>
      app.env.DB.prepare("select * from connections where tenant_id = ? and id = ?")
        .bind(tenantId, id)
        .first<Record<string, unknown>>(),
    audit: async () =>
      (
        await app.env.DB.prepare("select action, detail from audit_log where tenant_id = ? order by id")
          .bind(tenantId)
          .all<{ action: string; detail: string | null }>()
      ).results,
  };
}
