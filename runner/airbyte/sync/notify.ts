import type { SchemaChange } from "../connector/schema-changes.ts";
import { messageOf } from "../log.ts";
import type { Services } from "../services.ts";
import type { Job } from "../store/jobs.ts";
import type { Source } from "../store/sources.ts";
import type { NotificationKind, Workspace } from "../store/workspaces.ts";
import { syncNotification } from "./notification.ts";
import { changesFor, schemaNoticeKind, schemaNotification } from "./schema-notification.ts";

const PATIENCE_MS = 5_000;

export interface Notifier {
  /** Tells the workspace's webhook how the job ended; nobody is told of a cancelled one. */
  jobEnded(jobId: number): void;
  /** Tells it for each connection that the changes of its source's schema concern. */
  schemaChanged(source: Source, changes: readonly SchemaChange[]): void;
  /** Resolves when none is under way any more. */
  settled(): Promise<void>;
}

/** One POST without signature and without a second try, as Airbyte does it: who must not miss a sync asks for its job too. */
export function createNotifier({ store, log, config }: Pick<Services, "store" | "log" | "config">): Notifier {
  const underWay = new Set<Promise<void>>();
  const base = `http://127.0.0.1:${config.port}`;

  const post = (workspace: Workspace, kind: NotificationKind, body: unknown): void => {
    const webhook = workspace.notifications[kind]?.webhook;
    if (!webhook?.enabled || !webhook.url) return;
    const sending = send(webhook.url, body).then(
      (status) => log(status < 300 ? "info" : "warn", "notification.sent", { kind, status }),
      // The address may hold a secret: it is not logged.
      (error: unknown) => log("warn", "notification.lost", { kind, reason: messageOf(error) }),
    );
    underWay.add(sending);
    void sending.finally(() => underWay.delete(sending));
  };

  const partiesOf = (job: Job) => {
    const connection = store.connections.get(job.connectionId);
    const source = connection && store.sources.get(connection.sourceId);
    const destination = connection && store.destinations.get(connection.destinationId);
    const workspace = source && store.workspaces.get(source.workspaceId);
    return connection && source && destination && workspace && { connection, source, destination, workspace };
  };

  return {
    jobEnded(jobId) {
      const job = store.jobs.get(jobId);
      if (!job || (job.status !== "succeeded" && job.status !== "failed")) return;
      const parties = partiesOf(job);
      if (!parties) return;
      const kind = job.status === "succeeded" ? "success" : "failure";
      post(parties.workspace, kind, syncNotification(base, { job, ...parties }));
    },
    schemaChanged(source, changes) {
      const workspace = store.workspaces.get(source.workspaceId);
      if (!workspace) return;
      for (const id of store.connections.ofSource(source.id)) {
        const connection = store.connections.get(id);
        const concerned = connection ? changesFor(connection, changes) : [];
        if (!connection || concerned.length === 0) continue;
        post(
          workspace,
          schemaNoticeKind(connection, concerned),
          schemaNotification(base, { workspace, connection, source }, concerned),
        );
      }
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

async function send(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await response.body?.cancel();
  return response.status;
}
