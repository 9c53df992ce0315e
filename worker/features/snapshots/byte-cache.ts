interface Entry {
  readonly value: unknown;
  readonly bytes: number;
}

export interface Sized<T> {
  readonly value: T;
  readonly bytes: number;
}

/** How long a request waits for a load that another request began, before it loads for itself. */
const patienceMs = 2_000;

/**
 * Least recently used values within a budget of bytes. A value larger than the whole budget is handed out but not kept.
 * Loads of one key that overlap share one promise; a load that fails is forgotten.
 */
export class ByteCache {
  readonly budget: number;
  #bytes = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #loading = new Map<string, Promise<unknown>>();

  constructor(budget: number) {
    this.budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The caller vouches that a key always stands for the same type of value. */
  async get<T>(key: string, load: () => Promise<Sized<T>>): Promise<T> {
    const kept = this.#entries.get(key);
    if (kept) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept.value as T;
    }
    const underWay = this.#loading.get(key) as Promise<T> | undefined;
    if (underWay) {
      const shared = await within(patienceMs, underWay);
      if (shared) return shared.value;
    }
    return this.#load(key, load);
  }

  async #load<T>(key: string, load: () => Promise<Sized<T>>): Promise<T> {
    const loading = load().then((entry) => {
      this.#keep(key, entry);
      return entry.value;
    });
    this.#loading.set(key, loading);
    try {
      return await loading;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  #keep(key: string, entry: Entry): void {
    if (entry.bytes > this.budget) return;
    this.#bytes += entry.bytes - (this.#entries.get(key)?.bytes ?? 0);
    this.#entries.set(key, entry);
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.budget) return;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}

/** `null` when the time is over: a request that workerd cancels never settles the promises it began. */
async function within<T>(ms: number, promise: Promise<T>): Promise<{ value: T } | null> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise.then((value) => ({ value })), over]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}
