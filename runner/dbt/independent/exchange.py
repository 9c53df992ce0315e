"""Exchange rates from what is published, as docs/dbt.md says: the newest of the pair itself, the other way round, and crosses."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import NamedTuple

TWELVE = Decimal("1e-12")


def rounded(rate):
    return rate.quantize(TWELVE, ROUND_HALF_UP)


def over(part, whole):
    with localcontext(prec=80):
        return rounded(part / whole)


def names(*sources):
    return "+".join(dict.fromkeys(sources))


class Way(NamedTuple):
    rate: Decimal
    day: str
    sources: tuple
    steps: int


class Exchange:
    def __init__(self, rates, reporting):
        self.reporting = reporting
        self.published = {(each["base"], each["quote"], each["date"]): each for each in rates}
        self.found = cache(self._found)

    def _last(self, base, quote, day):
        """What was published on the day or one of the seven before."""
        for back in range(8):
            told = self.published.get((base, quote, str(date.fromisoformat(day) - timedelta(back))))
            if told:
                return Way(Decimal(told["rate"]), told["date"], (told["source"],), 0)
        return None

    def _pair(self, base, quote, day):
        straight, back = self._last(base, quote, day), self._last(quote, base, day)
        if straight and (not back or straight.day >= back.day):
            return straight
        return back and Way(over(Decimal(1), back.rate), back.day, back.sources, 1)

    def _euro(self, currency, day):
        """One euro in a currency by way of dollars."""
        dollars, told = self._pair("EUR", "USD", day), self._pair("USD", currency, day)
        if not dollars or not told or currency == "EUR":
            return None
        with localcontext(prec=80):
            rate = rounded(dollars.rate * told.rate)
        return Way(rate, min(dollars.day, told.day), dollars.sources + told.sources, 3 * (dollars.steps + told.steps))

    def _units(self, hub, currency, day):
        """(what one of the hub is in a currency, whether that goes by way of dollars)"""
        pair = self._pair(hub, currency, day)
        if pair:
            yield pair._replace(steps=3 * pair.steps), False
        euro = self._euro(currency, day) if hub == "EUR" else None
        if euro:
            yield euro._replace(steps=1 + euro.steps), True

    def _ways(self, currency, day):
        yield self._pair(currency, self.reporting, day)
        if currency == "EUR":
            euro = self._euro(self.reporting, day)
            yield euro and euro._replace(steps=2 + euro.steps)
        if self.reporting == "EUR":
            euro = self._euro(currency, day)
            yield euro and euro._replace(rate=over(Decimal(1), euro.rate), steps=3 + euro.steps)
        for hub in ("EUR", "USD"):
            for base, long_base in self._units(hub, currency, day):
                for quote, long_quote in self._units(hub, self.reporting, day):
                    if not (long_base and long_quote):
                        sources = base.sources + quote.sources if long_base else quote.sources + base.sources
                        steps = 4 + base.steps + quote.steps
                        yield Way(over(quote.rate, base.rate), min(base.day, quote.day), sources, steps)

    def _found(self, currency, day):
        """The newest way; of those the shortest, and of those the first, euros before dollars."""
        ways = [way for way in self._ways(currency, day) if way]
        if not ways:
            raise ValueError(f"no rate of {currency} for {day}")
        newest = max(way.day for way in ways)
        return min((way for way in ways if way.day == newest), key=lambda way: way.steps)

    def told(self, currency, day):
        """As a row of a fact says it."""
        if currency == self.reporting:
            return {"exchange_rate": "1.000000000000", "rate_date": None, "rate_source": None}
        way = self.found(currency, day)
        return {"exchange_rate": f"{way.rate:.12f}", "rate_date": way.day, "rate_source": names(*way.sources)}

    def convert(self, micros, currency, day):
        rate = Decimal(1) if currency == self.reporting else self.found(currency, day).rate
        return int((micros * rate).quantize(Decimal(1), ROUND_HALF_UP))
