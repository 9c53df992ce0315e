import { locale } from "./locale.ts";

const none = "–";

const numberFormats = new Map<string, Intl.NumberFormat>();
function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  numberFormats.set(key, made);
  return made;
}

type Value = number | null | undefined;
const show = (value: Value, options: Intl.NumberFormatOptions): string =>
  value === null || value === undefined ? none : numbers(options).format(value);

/** Two digits after the point for cells; from ten thousand on a headline needs none, from a hundred million on it is shortened. */
function headlineDigits(value: number): Intl.NumberFormatOptions {
  if (Math.abs(value) >= 100_000_000) return { notation: "compact", maximumFractionDigits: 2 };
  return { maximumFractionDigits: Math.abs(value) >= 10_000 ? 0 : 2 };
}

export const money = (value: Value, currency: string): string => show(value, { style: "currency", currency });

export const moneyHeadline = (value: Value, currency: string): string =>
  show(value, { style: "currency", currency, ...headlineDigits(value ?? 0) });

/** Money without its currency, for columns whose head names it. */
export const amount = (value: Value): string => show(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Counts; conversions may carry fractions, of which one digit is shown. */
export const count = (value: Value): string => show(value, { maximumFractionDigits: 1 });
export const countHeadline = (value: Value): string =>
  show(value, {
    ...headlineDigits(value ?? 0),
    ...(Math.abs(value ?? 0) < 10_000 ? { maximumFractionDigits: 1 } : {}),
  });

/** A fraction such as 0.0123 as 1.23 %. */
export const percent = (value: Value, digits = 2): string =>
  show(value, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits });

export const times = (value: Value): string =>
  value === null || value === undefined
    ? none
    : `${show(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}×`;

export const compact = (value: number): string => show(value, { notation: "compact", maximumFractionDigits: 1 });

const mebibyte = 2 ** 20;
/** Bytes in MiB, as limits of memory and disk are set. */
export const size = (bytes: number): string =>
  `${show(bytes / mebibyte, { maximumFractionDigits: bytes < 10 * mebibyte ? 1 : 0 })} MiB`;

/** The change from one number to another as a fraction, null where there is nothing to compare with. */
export function change(now: Value, before: Value): number | null {
  if (now === null || now === undefined || before === null || before === undefined || before === 0) return null;
  return (now - before) / Math.abs(before);
}

export const signedPercent = (value: number): string =>
  show(value, { style: "percent", maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0, signDisplay: "exceptZero" });

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
