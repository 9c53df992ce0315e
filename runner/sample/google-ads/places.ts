import { type Parish, parishes } from "../world/regions.ts";

/**
 * Criterion ids, as `geoTargetConstants/ID`. A country's is 2000 and its ISO 3166-1 number, Jamaica's 2388. Those of the parishes and
 * their capitals are the sample's own: 93880NN and 10388NN, NN being the number in the parish's ISO code.
 */
export const JAMAICA = 2388;

const numberOf = (parish: Parish): string => parish.code.slice(-2);

export const regionCriterion = (parish: Parish): string => `93880${numberOf(parish)}`;
export const cityCriterion = (parish: Parish): string => `10388${numberOf(parish)}`;

export const geoTarget = (criterion: string | number): string => `geoTargetConstants/${criterion}`;

export const parishOfGeoTarget = (name: unknown): Parish | undefined =>
  parishes.find((parish) => geoTarget(regionCriterion(parish)) === name);
