"""Raw records as the lake holds them, read with plain Python."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

MILLION = Decimal(1_000_000)


def given(value):
    """The text of a value, None where the platform left it out."""
    if value is None:
        return None
    text = str(value).strip()
    return None if text in ("", "-") else text


def amount(value):
    """A decimal of nine places; what was left out counts as nothing."""
    text = given(value)
    return Decimal(0) if text is None else Decimal(text).quantize(Decimal("1e-9"), ROUND_HALF_UP)


def count(value):
    return int(amount(value))


def micros(value):
    """Millionths, halves away from nought."""
    return int((value * MILLION).quantize(Decimal(1), ROUND_HALF_UP))


def identifier(value):
    text = given(value)
    return None if text is None else re.sub(r"^(\d+)\.0+$", r"\1", text)


def first(*values):
    """The first that the platform did not leave out."""
    return next((given(value) for value in values if given(value) is not None), None)


def last_part(urn):
    return None if given(urn) is None else given(urn).rsplit(":", 1)[-1]


def spelling(name):
    """One form for all spellings of a region."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", plain.lower())
    words = ["st" if word == "saint" else word for word in words]
    return " ".join(word for word in words if word != "parish")


class Lake:
    """The records of every sync, by platform and stream, column names in lower case.

    Of days named as unclear nothing is known to be unattributed.
    """

    def __init__(self, syncs, unclear=frozenset()):
        self.unclear = unclear
        self.records = {}
        for sync in syncs:
            stream = self.records.setdefault((sync["platform"], sync["stream"]), [])
            for place, row in enumerate(sync["rows"]):
                low = {name.lower(): value for name, value in row.items()}
                stream.append(((sync["extractedAt"], place), low))

    def newest(self, platform, stream, key):
        """The newest record of each key, and when it was read; the order of landing does not matter."""
        newest = {}
        for when, row in self.every(platform, stream):
            name = key(row)
            if name not in newest or newest[name][0] < when:
                newest[name] = (when, row)
        return {name: (when[0], row) for name, (when, row) in newest.items()}

    def every(self, platform, stream):
        """Each record, and when it was read."""
        return self.records.get((platform, stream), [])

    def latest(self, platform, stream, key):
        return {name: row for name, (_, row) in self.newest(platform, stream, key).items()}
