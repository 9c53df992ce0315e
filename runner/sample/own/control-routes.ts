import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Control } from "../control/control.ts";
import { controlled, Fault } from "../control/state.ts";
import type { World } from "../world/world.ts";
import { OwnError } from "./errors.ts";
import { tenantOf } from "./facts.ts";

const Advance = z.strictObject({ days: z.int().min(1).max(1000).default(1) });

const Restate = z.strictObject({
  tenant: z.string(),
  platform: z.enum(controlled),
  days_back: z.int().min(0).max(1000).default(3),
  factor: z.number().min(0).max(100),
});

/** Tells the world to move on or to misbehave. */
export function controlRoutes(world: World, control: Control): Hono {
  const app = new Hono();
  const view = (): Record<string, unknown> => ({
    first_day: control.moment.firstDay,
    today: control.moment.today,
    latest_possible_day: control.limit,
    advanced_days: control.state.advanced_days,
    restatements: control.state.restatements,
    faults: control.state.faults,
  });

  app.get("/control", (context) => context.json(view()));

  app.post("/control/advance", async (context) => {
    const { days } = await bodyOf(context, Advance);
    const moved = control.advance(days);
    if (moved === 0) {
      throw new OwnError(
        409,
        `The world is at ${control.moment.today} and cannot move on: connectors ask for no day after ${control.limit}`,
        "Start with SAMPLE_TODAY further in the past, or use /control/restate to change what is past",
      );
    }
    return context.json({ moved_days: moved, ...view() });
  });

  app.post("/control/restate", async (context) => {
    const { tenant, platform, days_back, factor } = await bodyOf(context, Restate);
    const restatement = control.restate({ tenant: tenantOf(world, tenant).id, platform, factor }, days_back);
    return context.json({ restated: restatement, ...view() });
  });

  app.post("/control/faults", async (context) => {
    const fault = await bodyOf(context, Fault);
    if (fault.tenant !== undefined) tenantOf(world, fault.tenant);
    control.addFault(fault);
    return context.json(view());
  });

  app.delete("/control/faults", (context) => {
    control.clearFaults();
    return context.json(view());
  });

  return app;
}

async function bodyOf<T extends z.ZodType>(context: Context, type: T): Promise<z.output<T>> {
  let given: unknown;
  try {
    given = JSON.parse((await context.req.text()) || "{}");
  } catch {
    throw new OwnError(400, "The body is not JSON", "Send a JSON object");
  }
  const parsed = type.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OwnError(400, `${issue?.path.join(".") || "body"}: ${issue?.message}`, "GET / describes the fields");
}
