import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  fullJitterGenerator,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import { AirbyteError } from "./airbyte-error.ts";

/** How long a call is waited for and how often it is tried again. */
export interface Patience {
  readonly tryMs: number;
  readonly callMs: number;
  readonly retries: number;
}

/** Of what makes something: a second try could make it twice. */
export const once: Partial<Patience> = { retries: 0 };

/** Of what has Airbyte start a connector and wait for its platform. */
export const untilConnectorAnswers: Patience = { tryMs: 180_000, callMs: 180_000, retries: 0 };

export interface GuardOptions extends Patience {
  readonly firstDelayMs: number;
  /** So many failures in a row stop the calls for `pauseMs`. */
  readonly breakAfter: number;
  readonly pauseMs: number;
}

export const usualGuard: GuardOptions = {
  tryMs: 8_000,
  callMs: 30_000,
  retries: 2,
  firstDelayMs: 250,
  breakAfter: 9,
  pauseMs: 10_000,
};

export type Guard = <T>(call: (signal: AbortSignal) => Promise<T>, patience?: Partial<Patience>) => Promise<T>;

const unreachable = handleWhen(
  (error) => error instanceof TaskCancelledError || (error instanceof AirbyteError && error.kind === "unreachable"),
);

/** Runs calls with a time limit, tries them again with full jitter, and leaves Airbyte alone for a while when it does not answer. */
export function openGuard(options: GuardOptions = usualGuard): Guard {
  const { firstDelayMs, breakAfter, pauseMs } = options;
  const newBreaker = () =>
    circuitBreaker(unreachable, { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(breakAfter) });
  let breaker = newBreaker();
  let halfOpenSince = 0;

  /** workerd may end an invocation amid the one call that a half-open breaker lets through; others would then wait for it for ever. */
  function currentBreaker() {
    if (breaker.state !== CircuitState.HalfOpen) halfOpenSince = 0;
    else if (halfOpenSince === 0) halfOpenSince = Date.now();
    else if (Date.now() - halfOpenSince > options.callMs) {
      breaker = newBreaker();
      halfOpenSince = 0;
    }
    return breaker;
  }

  return async (call, patience = {}) => {
    const { callMs, tryMs, retries } = { ...options, ...patience };
    const policy = wrap(
      timeout(callMs, TimeoutStrategy.Aggressive),
      retry(unreachable, {
        maxAttempts: retries,
        backoff: new ExponentialBackoff({ initialDelay: firstDelayMs, generator: fullJitterGenerator }),
      }),
      currentBreaker(),
      timeout(tryMs, TimeoutStrategy.Aggressive),
    );
    try {
      return await policy.execute(({ signal }) => call(signal));
    } catch (error) {
      if (error instanceof TaskCancelledError) throw new AirbyteError("unreachable", "Airbyte did not answer in time");
      if (error instanceof BrokenCircuitError)
        throw new AirbyteError("unreachable", "Airbyte did not answer lately; it is asked again soon");
      throw error;
    }
  };
}
