import { z } from "zod";

export const Role = z.enum(["owner", "admin", "analyst", "viewer"]);
export type Role = z.infer<typeof Role>;

export const Capability = z.enum(["metrics.read", "connections.read", "connections.manage"]);
export type Capability = z.infer<typeof Capability>;

/** The one table of who may do what. */
export const capabilitiesOf: Readonly<Record<Role, readonly Capability[]>> = {
  owner: ["metrics.read", "connections.read", "connections.manage"],
  admin: ["metrics.read", "connections.read", "connections.manage"],
  analyst: ["metrics.read", "connections.read"],
  viewer: ["metrics.read"],
};
