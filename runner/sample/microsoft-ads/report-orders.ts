import { randomUUID } from "node:crypto";
import type { Caller } from "../platform.ts";
import type { ReportQuestion } from "./body.ts";
import { notFound } from "./errors.ts";

/** A report that was ordered. Some are still pending when they are first asked for. */
export interface ReportOrder {
  readonly id: string;
  readonly caller: Caller<"microsoft_ads">;
  readonly question: ReportQuestion;
  isReady: boolean;
}

const KEPT = 1000;
/** The connector waits 5 s before it asks again: not for every report. */
const PENDING_EVERY = 4;
/** Where the platform puts finished reports: a host of its own, and an address that nobody guesses. */
const DOWNLOADS = "https://bingadsappsstorageprod.blob.core.windows.net/reports";

export class ReportOrders {
  private readonly orders = new Map<string, ReportOrder>();
  private ordered = 0;

  order(caller: Caller<"microsoft_ads">, question: ReportQuestion): ReportOrder {
    this.ordered += 1;
    const order = { id: randomUUID(), caller, question, isReady: this.ordered % PENDING_EVERY !== 0 };
    this.orders.set(order.id, order);
    const [oldest] = this.orders.keys();
    if (this.orders.size > KEPT && oldest !== undefined) this.orders.delete(oldest);
    return order;
  }

  get(id: string): ReportOrder {
    const order = this.orders.get(id);
    if (!order) throw notFound(`report ${id}`);
    return order;
  }

  /** The status of a report of this caller; asking for it makes it ready. */
  poll(id: string, caller: Caller): Record<string, unknown> {
    const order = this.get(id);
    if (order.caller.tenant.id !== caller.tenant.id) throw notFound(`report ${id}`);
    const { isReady } = order;
    order.isReady = true;
    return isReady
      ? { Status: "Success", ReportDownloadUrl: `${DOWNLOADS}/${id}.zip` }
      : { Status: "Pending", ReportDownloadUrl: null };
  }
}
