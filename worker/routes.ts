import { routes as identity } from "./features/identity/identity.routes.ts";
import type { Route } from "./http/route.ts";

/** Every feature's routes. */
export const routes: readonly Route[] = [...identity];
