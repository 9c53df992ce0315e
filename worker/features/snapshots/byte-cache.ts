interface Entry {
  readonly value: unknown;
  readonly bytes: number;
}

export interface Sized<T> {
  readonly value: T;
  readonly bytes: number;
}

/** What a request is about to use, and what it takes at most. */
export interface Need {
  readonly key: string;
  readonly bytes: number;
}

interface Hold {
  readonly needs: ReadonlyMap<string, number>;
  /** A request that workerd cancels never lets go. */
  readonly lostAt: number;
}

const lostAfterMs = 30_000;

/** How long a request waits for a load that another request began, before it loads for itself. */
const patienceMs = 2_000;

/**
 * Least recently used values within a budget of bytes, those that requests hold while they use them included. A value larger than the whole
 * budget is handed out but not kept.
 * Loads of one key that overlap share one promise; a load that fails is forgotten.
 */
export class ByteCache {
  readonly budget: number;
  #bytes = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #loading = new Map<string, Promise<unknown>>();
  readonly #holds = new Set<Hold>();
  readonly #now: () => number;

  constructor(budget: number, now: () => number = Date.now) {
    this.budget = budget;
    this.#now = now;
  }

  /** Of what is kept, and of what is held and not there yet. */
  get bytes(): number {
    let bytes = this.#bytes;
    for (const [key, coming] of this.#held()) if (!this.#entries.has(key)) bytes += coming;
    return bytes;
  }

  /** Makes room, so that what is needed can be loaded and stays until it is let go. `null` when others hold too much for that now. */
  hold(needs: readonly Need[]): (() => void) | null {
    for (const hold of this.#holds) if (hold.lostAt <= this.#now()) this.#holds.delete(hold);
    const hold = {
      needs: new Map(needs.map(({ key, bytes }) => [key, bytes])),
      lostAt: this.#now() + lostAfterMs,
    };
    this.#holds.add(hold);
    const release = () => {
      this.#holds.delete(hold);
    };
    const all = [...this.#held().values()].reduce((sum, bytes) => sum + bytes, 0);
    if (all > this.budget) {
      release();
      return null;
    }
    this.#trim();
    return release;
  }

  #held(): Map<string, number> {
    return new Map([...this.#holds].flatMap(({ needs }) => [...needs]));
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
    this.#trim();
  }

  #trim(): void {
    let over = this.bytes - this.budget;
    if (over <= 0) return;
    const held = this.#held();
    for (const [oldest, { bytes }] of this.#entries) {
      if (over <= 0) return;
      if (held.has(oldest)) continue;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
      over -= bytes;
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
