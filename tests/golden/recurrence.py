"""When recurring time happens, by python-dateutil (rrule) in local time and zoneinfo for the offsets.

python3 tests/golden/recurrence.py > tests/Reliability.Recurrence.Tests/Golden/recurrence.json
"""
import json
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import dateutil
from dateutil.rrule import rrulestr

CASES = [
    ("FREQ=WEEKLY;BYDAY=SU", "2026-03-01T02:15:00", "Europe/Berlin", 30, "2026-03-15", "2026-04-20"),
    ("FREQ=DAILY", "2026-03-20T02:30:00", "America/New_York", 45, "2026-10-25", "2026-11-08"),
    ("FREQ=DAILY;INTERVAL=3;COUNT=5", "2026-05-01T23:00:00", "Asia/Kolkata", 120, "2026-04-01", "2026-06-01"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-06-01T18:00:00", "Europe/London", 900, "2026-06-05", "2026-06-20"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU", "2026-08-04T09:00:00", "UTC", 60, "2026-08-01", "2026-10-01"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T20:00:00", "Australia/Sydney", 240, "2026-03-01", "2026-12-31"),
    ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31T00:00:00", "UTC", 60, "2026-01-01", "2027-01-01"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-30T17:00:00", "America/Sao_Paulo", 60, "2026-01-01", "2026-12-31"),
    ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-26T00:00:00", "America/Chicago", 1440, "2026-01-01", "2030-12-31"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29T12:00:00", "UTC", 60, "2026-01-01", "2037-01-01"),
    ("FREQ=DAILY;UNTIL=20260610T000000Z", "2026-06-01T06:00:00", "UTC", 10, "2026-06-05", "2026-07-01"),
    ("FREQ=HOURLY;INTERVAL=6", "2026-06-01T00:00:00", "UTC", 15, "2026-06-10", "2026-06-14"),
    ("FREQ=DAILY;BYHOUR=1,13", "2026-06-01T01:00:00", "Asia/Kathmandu", 20, "2026-06-10", "2026-06-14"),
]


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def occurrences(rule, start, zone, minutes, first, last):
    local = datetime.fromisoformat(start)
    text = rule.replace("T000000Z", "T000000") if "UNTIL" in rule else rule
    for naive in rrulestr(text, dtstart=local).between(utc(first).replace(tzinfo=None) - timedelta(days=9), utc(last).replace(tzinfo=None) + timedelta(days=2), inc=True):
        begin = naive.replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc)
        end = begin + timedelta(minutes=minutes)
        if end > utc(first) and begin < utc(last):
            yield [begin.isoformat(), end.isoformat()]


print(json.dumps({
    "source": f"python-dateutil {dateutil.__version__}, zoneinfo",
    "cases": [
        {"rule": c[0], "start": c[1], "zone": c[2], "minutes": c[3], "from": utc(c[4]).isoformat(), "to": utc(c[5]).isoformat(), "occurrences": list(occurrences(*c))}
        for c in CASES
    ],
}, indent=1))
