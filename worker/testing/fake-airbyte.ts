import { FakeObjects } from "./fake-airbyte-objects.ts";

interface FakeJob {
  readonly jobId: number;
  readonly connectionId: string;
  status: "pending" | "running" | "incomplete" | "failed" | "succeeded" | "cancelled";
  /** Of a backfill: the days it reads. */
  readonly range: { readonly from: string; readonly to: string } | null;
  rows: number | undefined;
  detail: object | undefined;
}

const isUnfinished = ({ status }: FakeJob) => ["pending", "running", "incomplete"].includes(status);

type Fault = (request: Request) => Response | Promise<Response>;

export const fakeSecret = "airbyte-client-secret";

/** An Airbyte that tests command: real requests and answers, no process behind them, since none runs inside workerd. */
export class FakeAirbyte {
  readonly jobs: FakeJob[] = [];
  readonly objects = new FakeObjects();
  readonly requests: string[] = [];
  readonly tokenBodies: unknown[] = [];
  tokenSeconds = 900;
  /** The log of every job. */
  logText = "";
  /** Each answers one request that is not for a token, before anything else happens. */
  readonly faults: Fault[] = [];
  readonly #refusals: { readonly call: string; readonly fault: Fault }[] = [];
  #token = "";

  /** Answers the next request whose method and path begin so, such as `POST /sources`; the API's base is left out. */
  refuse(call: string, fault: Fault): void {
    this.#refusals.push({ call, fault });
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.requests.push(`${request.method} ${url.pathname}`);
    if (url.pathname.endsWith("/applications/token")) return this.#issue(await request.json());
    const fault = this.faults.shift();
    if (fault) return fault(request);
    if (request.headers.get("authorization") !== `Bearer ${this.#token}`) return answer(401, "invalid token");
    const call = `${request.method} ${url.pathname.replace("/api/public/v1", "")}`;
    const refusal = this.#refusals.findIndex((each) => call.startsWith(each.call));
    if (refusal >= 0) return this.#refusals.splice(refusal, 1)[0]!.fault(request);
    const handled = await this.objects.handle(request);
    if (handled) return handled;
    const jobId = Number(url.pathname.match(/\/jobs\/(\d+)/)?.[1]);
    const job = this.jobs.find((each) => each.jobId === jobId);
    if (url.pathname.endsWith("/log")) return logPart(this.logText, url.searchParams);
    if (url.pathname === "/embedded/v1/backfills") return this.#start(await request.json());
    if (url.pathname.startsWith("/embedded/")) return Response.json({ range: job?.range ?? null, ...job?.detail });
    if (url.pathname.endsWith("/jobs") && request.method === "POST") return this.#start(await request.json());
    if (url.pathname.endsWith("/jobs")) return this.#list(url.searchParams);
    if (!job) return answer(404, `job ${jobId} is not known`);
    if (request.method === "DELETE") {
      if (!isUnfinished(job)) return answer(409, `job ${jobId} is not running`);
      job.status = "cancelled";
    }
    return Response.json(shown(job));
  };

  /** What the one job that has not ended becomes. */
  end(status: FakeJob["status"], more: Partial<Pick<FakeJob, "rows" | "detail">> = {}): void {
    const job = this.jobs.find(isUnfinished);
    if (!job) throw new Error("no job is unfinished");
    Object.assign(job, { status, ...more });
  }

  count(request: string): number {
    return this.requests.filter((each) => each.endsWith(request)).length;
  }

  expireToken(): void {
    this.#token = "nobody has this one";
  }

  #issue(body: unknown): Response {
    this.tokenBodies.push(body);
    this.#token = crypto.randomUUID();
    return Response.json({ access_token: this.#token, token_type: "Bearer", expires_in: this.tokenSeconds });
  }

  #start({ connectionId, from, to }: { connectionId: string; from?: string; to?: string }): Response {
    const busy = this.jobs.some(
      (job) => job.connectionId === connectionId && ["pending", "running"].includes(job.status),
    );
    if (busy) return answer(409, "A sync is already running");
    const job: FakeJob = {
      jobId: this.jobs.length + 1,
      connectionId,
      status: "running",
      range: from === undefined || to === undefined ? null : { from, to },
      rows: undefined,
      detail: undefined,
    };
    this.jobs.push(job);
    return Response.json(shown(job));
  }

  #list(query: URLSearchParams): Response {
    const fits = (job: FakeJob) => job.connectionId === query.get("connectionId") && job.status === query.get("status");
    return Response.json({ data: this.jobs.filter(fits).map(shown) });
  }
}

/** ASCII, so that a character is a byte. */
function logPart(log: string, query: URLSearchParams): Response {
  const offset = Number(query.get("offset"));
  const text = log.slice(offset, offset + Number(query.get("limit")));
  const headers = { "x-next-offset": String(offset + text.length), "x-log-bytes": String(log.length) };
  return new Response(text, { headers });
}

export function answer(status: number, detail: string): Response {
  return Response.json({ status, type: "about:blank", title: "problem", detail }, { status });
}

/** As Airbyte shows it: times without seconds, no duration while it runs. */
function shown({ jobId, connectionId, status, rows }: FakeJob) {
  const totals = rows === undefined ? {} : { rowsSynced: rows, bytesSynced: rows * 100 };
  return { jobId, connectionId, status, jobType: "sync", startTime: "2026-03-01T10:00Z", ...totals };
}
