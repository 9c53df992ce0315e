import type { Campaign } from "../world/campaigns.ts";
import { numericId } from "../world/random.ts";
import { apportion } from "../world/split.ts";
import { money, type Sums } from "../world/sums.ts";
import { pixelOf } from "./entities.ts";

/**
 * What people did, in Meta's overlapping action types: a purchase is reported as `offsite_conversion.fb_pixel_purchase`, again as
 * `purchase` and again as `omni_purchase`. Whoever counts conversions must choose.
 */
interface Action {
  readonly types: readonly string[];
  readonly count: number;
  readonly valueCents: number;
  /** Pixel events happen on a site; with `action_destination` they come apart by site. */
  readonly pixel: boolean;
}

export interface ActionOptions {
  readonly breakdowns: readonly string[];
  readonly windows: readonly string[];
}

export const linkClicks = (sums: Sums): number => Math.floor(sums.clicks * 0.82);

function actionsOf(sums: Sums): Action[] {
  const onPage = (types: readonly string[], count: number): Action => ({ types, count, valueCents: 0, pixel: false });
  return [
    onPage(["link_click"], linkClicks(sums)),
    onPage(["landing_page_view"], Math.floor(sums.clicks * 0.6)),
    onPage(["page_engagement", "post_engagement"], sums.clicks + Math.floor(sums.impressions / 150)),
    {
      types: ["offsite_conversion.fb_pixel_purchase", "purchase", "omni_purchase"],
      count: sums.purchases,
      valueCents: sums.valueCents,
      pixel: true,
    },
    { types: ["offsite_conversion.fb_pixel_lead", "lead"], count: sums.leads, valueCents: 0, pixel: true },
  ];
}

/** `value` is the account's default window, seven days after a click and one after a view; the others are asked for by name. */
function windowed(whole: number, windows: readonly string[], show: (part: number) => string): Record<string, string> {
  const view = Math.floor(whole * 0.2);
  const click = whole - view;
  const parts: Readonly<Record<string, number>> = {
    "1d_view": view,
    "1d_click": Math.floor(click * 0.7),
    "7d_click": click,
    "28d_click": click + (click > 5 ? 1 : 0),
  };
  const named = windows.filter((name) => (parts[name] ?? 0) > 0).map((name) => [name, show(parts[name]!)]);
  return { value: show(whole), ...Object.fromEntries(named) };
}

/** One entry an action type; two for pixel events when they are broken down by destination (the shop and the booking site). */
function entriesOf(action: Action, kind: "count" | "value", campaign: Campaign, options: ActionOptions): unknown[] {
  const whole = kind === "count" ? action.count : action.valueCents;
  if (whole === 0) return [];
  const show = kind === "count" ? String : money;
  const byDestination = options.breakdowns.includes("action_destination");
  const counts = action.pixel && byDestination ? apportion(action.count, [7, 3], 0.5) : [action.count];
  const parts = kind === "count" ? counts : apportion(action.valueCents, counts, 0.5);
  return action.types.flatMap((action_type) =>
    parts.flatMap((part, site) => {
      if (part === 0) return [];
      const destination = byDestination ? { action_destination: destinationOf(campaign, action, site) } : {};
      const target = options.breakdowns.includes("action_target_id")
        ? { action_target_id: targetOf(campaign, action) }
        : {};
      return [{ action_type, ...target, ...destination, ...windowed(part, options.windows, show) }];
    }),
  );
}

const targetOf = (campaign: Campaign, action: Action): string =>
  action.pixel ? pixelOf(campaign) : numericId("11", 15, campaign.account.tenantId, "page");

const destinationOf = (campaign: Campaign, action: Action, site: number): string =>
  action.pixel
    ? `https://${site === 0 ? "shop" : "book"}.${campaign.account.tenantId}.example/`
    : targetOf(campaign, action);

export const actionCounts = (sums: Sums, campaign: Campaign, options: ActionOptions): unknown[] =>
  actionsOf(sums).flatMap((action) => entriesOf(action, "count", campaign, options));

export const actionValues = (sums: Sums, campaign: Campaign, options: ActionOptions): unknown[] =>
  actionsOf(sums).flatMap((action) => entriesOf(action, "value", campaign, options));
