import { addDays, datesBetween, dayNumber } from "./calendar.ts";
import { drawsOf } from "./random.ts";

export const RATE_DECIMALS = 9;
const ONE = 10n ** BigInt(RATE_DECIMALS);

/** USD → JMD on a date, times 10⁹: a slow wave and a little noise around 157. */
function dollars(seed: number, date: string): bigint {
  const day = dayNumber(date);
  const noise = drawsOf(seed, "USDJMD", date)() - 0.5;
  const rate = 157 + 2.5 * Math.sin((2 * Math.PI * day) / 190) + 0.8 * Math.sin((2 * Math.PI * day) / 23) + 0.5 * noise;
  return BigInt(Math.round(rate * 1e9));
}

/** The rate of a day as a whole number of 10⁻⁹. JMD → USD is published on its own, rounded to nine decimals. */
export function rateNanos(seed: number, base: string, quote: string, date: string): bigint {
  if (base === quote) return ONE;
  if (base === "USD" && quote === "JMD") return dollars(seed, date);
  if (base === "JMD" && quote === "USD") {
    const inverse = dollars(seed, date);
    return (ONE * ONE * 2n + inverse) / (2n * inverse);
  }
  throw new Error(`The sample world has no rate from ${base} to ${quote}`);
}

/** Micros in another currency, rounded half away from zero. */
export function convertMicros(micros: bigint, nanos: bigint): bigint {
  const doubled = 2n * micros * nanos;
  return doubled >= 0n ? (doubled + ONE) / (2n * ONE) : (doubled - ONE) / (2n * ONE);
}

const decimal = (nanos: bigint): string => `${nanos / ONE}.${String(nanos % ONE).padStart(RATE_DECIMALS, "0")}`;

/** `date,base,quote,rate` from 35 days before the world's first day to the day after its last. */
export function ratesCsv(seed: number, firstDay: string, today: string): string {
  const lines = datesBetween(addDays(firstDay, -35), addDays(today, 1)).flatMap((date) => [
    `${date},USD,JMD,${decimal(rateNanos(seed, "USD", "JMD", date))}`,
    `${date},JMD,USD,${decimal(rateNanos(seed, "JMD", "USD", date))}`,
  ]);
  return `date,base,quote,rate\n${lines.join("\n")}\n`;
}
