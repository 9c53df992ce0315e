import { resumePlatform as contract } from "#contracts/operator.ts";
import { internalRoute } from "../../http/route.ts";

/** The syncs that wait are let in by the next minute's tick, as many as have a place. */
const resumePlatform = internalRoute(contract, async (c) => {
  const { platform } = c.params;
  const resumed = await c.system.platformGroups.resume(platform);
  c.log.info("platform-resumed", { platform, count: resumed });
  return { resumed };
});

export const routes = [resumePlatform];
