"""Exchange rates from what is published, as docs/dbt.md says: the pair itself, else the other way round, else crosses."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache

TWELVE = Decimal("1e-12")


def rounded(rate):
    return rate.quantize(TWELVE, ROUND_HALF_UP)


def over(part, whole):
    with localcontext(prec=80):
        return rounded(part / whole)


def names(*sources):
    return "+".join(dict.fromkeys(sources))


class Exchange:
    def __init__(self, rates, reporting):
        self.reporting = reporting
        self.published = {(each["base"], each["quote"], each["date"]): each for each in rates}
        self.found = cache(self._found)

    def _last(self, base, quote, day):
        """What was published on the day or one of the seven before: (rate, day, sources)."""
        for back in range(8):
            told = self.published.get((base, quote, str(date.fromisoformat(day) - timedelta(back))))
            if told:
                return Decimal(told["rate"]), told["date"], (told["source"],)
        return None

    def _pair(self, base, quote, day):
        straight = self._last(base, quote, day)
        if straight:
            return straight
        back = self._last(quote, base, day)
        return back and (over(Decimal(1), back[0]), *back[1:])

    def _euro(self, currency, day):
        """One euro in a currency by way of dollars."""
        dollars, told = self._pair("EUR", "USD", day), self._pair("USD", currency, day)
        if not dollars or not told or currency in ("EUR", "USD"):
            return None
        with localcontext(prec=80):
            return rounded(dollars[0] * told[0]), min(dollars[1], told[1]), dollars[2] + told[2]

    def _found(self, currency, day):
        pair = self._pair(currency, self.reporting, day)
        if pair:
            return pair
        if currency == "EUR" and self._euro(self.reporting, day):
            return self._euro(self.reporting, day)
        raise ValueError(f"no rate of {currency} for {day}")

    def told(self, currency, day):
        """As a row of a fact says it."""
        if currency == self.reporting:
            return {"exchange_rate": "1.000000000000", "rate_date": None, "rate_source": None}
        rate, rate_day, sources = self.found(currency, day)
        return {"exchange_rate": f"{rate:.12f}", "rate_date": rate_day, "rate_source": names(*sources)}

    def convert(self, micros, currency, day):
        rate = Decimal(1) if currency == self.reporting else self.found(currency, day)[0]
        return int((micros * rate).quantize(Decimal(1), ROUND_HALF_UP))
