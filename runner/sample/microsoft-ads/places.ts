import type { Parish } from "../world/regions.ts";

/** How Microsoft Advertising names a place, and the number it knows it by. The numbers are the sample's own. */
export interface Place {
  readonly id: string;
  /** Empty where only the country is known. */
  readonly state: string;
}

const JAMAICA = 1_009_100;

export const COUNTRY = "Jamaica";

/** People whose parish is unknown are in a row of the country alone. */
export const placeOf = (parish: Parish | null): Place =>
  parish === null
    ? { id: String(JAMAICA), state: "" }
    : { id: String(JAMAICA + Number(parish.code.slice(3))), state: stateNames[parish.code] ?? "" };

const stateNames: Readonly<Record<string, string>> = {
  "JM-01": "Kingston",
  "JM-02": "Saint Andrew",
  "JM-03": "Saint Thomas",
  "JM-04": "Portland",
  "JM-05": "Saint Mary",
  "JM-06": "Saint Ann",
  "JM-07": "Trelawny",
  "JM-08": "Saint James",
  "JM-09": "Hanover",
  "JM-10": "Westmoreland",
  "JM-11": "Saint Elizabeth",
  "JM-12": "Manchester",
  "JM-13": "Clarendon",
  "JM-14": "Saint Catherine",
};
