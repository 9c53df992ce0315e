/** Made when a few campaigns are first asked for; the size of a shard counts it in. */
const made = new WeakMap<Int32Array, Int32Array>();

/** Row numbers sorted by campaign, and those of one campaign as they are in the shard. `campaign`: of each row of the shard, below `campaigns`. */
export function byCampaign(campaign: Int32Array, campaigns: number): Int32Array {
  const known = made.get(campaign);
  if (known) return known;
  const order = sortedByCampaign(campaign, campaigns);
  made.set(campaign, order);
  return order;
}

function sortedByCampaign(campaign: Int32Array, campaigns: number): Int32Array {
  const next = new Int32Array(campaigns + 1);
  for (let row = 0; row < campaign.length; row++) next[campaign[row]! + 1]!++;
  for (let at = 0; at < campaigns; at++) next[at + 1]! += next[at]!;
  const order = new Int32Array(campaign.length);
  for (let row = 0; row < campaign.length; row++) order[next[campaign[row]!]!++] = row;
  return order;
}

/** Where the rows of a campaign begin in `order`; where they would, when it has none. */
export function firstOfCampaign(order: Int32Array, campaign: Int32Array, wanted: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (campaign[order[middle]!]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
