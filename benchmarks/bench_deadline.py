"""One deadline with its explanation: counted from an anchor, rolled over a holiday, bound to an hour, put into words.

Goal: under 0.2 ms. No floor: it is arithmetic, and asks neither database nor clock.
"""

import datetime as dt
import sys

from measure import median_cpu_ms, median_ms, report, scratch_portal

BATCH = 500
LIMIT_MS = 0.2


def main():
    with scratch_portal():
        from django.utils import translation

        from calendar_app.enums import Precision
        from calendar_app.rules import AnchorDate, RelativeRule, explain, resolve
        from mechanisms.enums import Anchor, Roll

        rule = RelativeRule(
            anchor=Anchor.SESSION_OPENS,
            key="a-rule",
            titles=(("", "A rule"),),
            months=-9,
            days=-3,
            at=dt.time(18),
            time_zone="Europe/Zurich",
            roll=Roll.BACK,
        )
        anchors = {Anchor.SESSION_OPENS: AnchorDate(dt.date(2027, 4, 12), Precision.DAY, subject="UPR 54")}
        days_off = frozenset({dt.date(2026, 7, 9)})

        def reasons():
            return explain(resolve(rule, anchors, days_off=days_off).explanation)

        def batch():
            for _ in range(BATCH):
                reasons()

        kept = True
        for language in ("en", "fr", "ar"):
            with translation.override(language):
                found = len(reasons())
                what = f"one deadline, {found} reasons, {language}"
                kept &= report(f"{what}: processor", median_cpu_ms(batch) / BATCH, limit=LIMIT_MS)
                report(f"{what}: clock", median_ms(batch) / BATCH)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
