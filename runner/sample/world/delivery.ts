import { dayNumber } from "./calendar.ts";
import { type Ad, CENTS_PER_USD_CENT, type Objective } from "./campaigns.ts";
import { between, type Draw, drawsOf } from "./random.ts";
import { demandOn } from "./seasons.ts";

/** What an ad did on a day, with all its conversions, as it stands once nothing is restated any more. */
export interface AdDay {
  readonly ad: Ad;
  readonly date: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly spendCents: number;
  readonly purchases: number;
  readonly leads: number;
  /** What the purchases were worth, in hundredths of the account's currency. */
  readonly valueCents: number;
}

interface Rates {
  readonly clicks: number;
  readonly purchases: number;
  readonly leads: number;
}

const rates: Readonly<Record<Objective, Rates>> = {
  sales: { clicks: 0.016, purchases: 0.045, leads: 0.002 },
  leads: { clicks: 0.012, purchases: 0.003, leads: 0.06 },
  traffic: { clicks: 0.024, purchases: 0.006, leads: 0.004 },
  awareness: { clicks: 0.005, purchases: 0.002, leads: 0.001 },
};
const orderValueUsd: Readonly<Record<string, number>> = { "blue-mountain": 38, "kingston-harbour": 240 };

/** A whole number whose mean is `expected`. */
const rounded = (draw: Draw, expected: number): number => Math.floor(expected + draw());

/** Null on a day without a single impression: the platforms do not report such days. `share`: this ad's part of the budget. */
export function adDay(seed: number, ad: Ad, date: string, share: number): AdDay | null {
  const { campaign } = ad.adSet;
  const fx = CENTS_PER_USD_CENT[campaign.account.currency];
  const lasting = drawsOf(seed, ad.id, "ad");
  const draw = drawsOf(seed, ad.id, date);
  const wave = 1 + 0.1 * Math.sin((2 * Math.PI * ((dayNumber(date) + campaign.schedule.phase) % 17)) / 17);
  const demand = demandOn(campaign.account.tenantId, date) * wave * between(draw, 0.85, 1.15);
  const wanted = Math.round(campaign.dailyBudgetCents * share * demand * 0.9);
  const centsPerThousand = between(lasting, 220, 620) * fx * between(draw, 0.9, 1.1);
  const impressions = rounded(draw, (wanted / centsPerThousand) * 1000);
  if (impressions === 0) return null;

  const expected = rates[campaign.objective];
  const taste = between(lasting, 0.7, 1.3);
  const clicks = Math.min(
    impressions,
    rounded(draw, impressions * expected.clicks * taste * between(draw, 0.85, 1.15)),
  );
  const purchases = Math.min(clicks, rounded(draw, clicks * expected.purchases * demand));
  const leads = Math.min(clicks - purchases, rounded(draw, clicks * expected.leads * demand));
  const orderCents = (orderValueUsd[campaign.account.tenantId] ?? 50) * 100 * fx;
  const valueCents = Math.round(purchases * orderCents * between(draw, 0.75, 1.25));
  return { ad, date, impressions, clicks, spendCents: wanted, purchases, leads, valueCents };
}
