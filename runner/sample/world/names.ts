/** Names as people type them: accents, quotes, commas, emoji. They must survive every step to the page. */
const campaignNames: Readonly<Record<string, readonly string[]>> = {
  "blue-mountain": [
    "Jamaica Blue Mountain® – Always On",
    "Gift Box, “Father's Day” & Friends",
    "Peaberry Summer Roast ☕",
    'Wholesale Leads: "Cafés & Hotels", Kingston',
    "Reggae Month / Irie Blend",
    "Café au lait – Señal de mañana",
    "Subscribe & Save, 10% off",
    "Estate Tours (Blue Mountains)",
  ],
  "kingston-harbour": [
    "Harbour View Suites — Always On",
    'Weekend Escape "2 for 1"',
    "Winter Sun 🌴 USA, CA & UK",
    "Weddings, Conferences & Events",
    "Año Nuevo on the Water",
    "Staycation: Parish Residents' Rate",
    "Sunday Brunch @ The Pier",
    "Spa Day – Mère & Fille",
  ],
};

const audiences = [
  "Lookalike 1%, buyers",
  "Retargeting – 30 days",
  "Interests: food & travel",
  'Broad, 25–54, "Advantage+"',
];
const creatives = [
  "Video 15s",
  "Carousel, 4 cards",
  "Static “Sunrise”",
  "Reel: farmer's story",
  "UGC – Tanya's review",
];

export function campaignName(tenantId: string, index: number): string {
  const names = campaignNames[tenantId] ?? ["Campaign"];
  const round = Math.floor(index / names.length);
  return names[index % names.length]! + (round === 0 ? "" : ` #${round + 1}`);
}

export const adSetName = (index: number): string => audiences[index % audiences.length]!;

export const adName = (index: number): string => creatives[index % creatives.length]!;

/** The name of the ad that is tried out in a month (`YYYY-MM`) and deleted before the month ends. */
export const testAdName = (month: string): string => `A/B test "${month}", variant B`;
