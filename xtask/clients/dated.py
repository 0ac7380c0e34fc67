"""Do calendars of others read the deadlines? icalendar reads the dossiers of the demo in every language.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import datetime
import os
import subprocess
import sys
import urllib.request

import icalendar

# Where each edition stands, and a word of the deadline in its language.
EDITIONS = [("", "suspension"), ("/ru", "Приостановка"), ("/ar", "التعليق")]


def main(program, folder):
    words = [program, "serve", "--demo", "--data", os.path.join(folder, "data"), "--listen", "localhost:0"]
    agency = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        url = agency.stdout.readline().split()[-1].rstrip("/")
        uids = set()
        for prefix, word in EDITIONS:
            with urllib.request.urlopen(f"{url}{prefix}/dossiers/lenn-treaty/deadlines.ics", timeout=30) as answer:
                if answer.headers["content-type"] != "text/calendar; charset=utf-8":
                    sys.exit(f"the calendar says it is {answer.headers['content-type']}")
                calendar = icalendar.Calendar.from_ical(answer.read())
            (event,) = calendar.walk("VEVENT")
            day = event["DTSTART"].dt
            if word not in str(event["SUMMARY"]) or type(day) is not datetime.date:
                sys.exit(f"the deadline is not read: {event.to_ical()!r}")
            if not 28 <= (day - datetime.date.today()).days <= 31:
                sys.exit(f"the deadline is on another day: {day}")
            if calendar.errors or event.errors:
                sys.exit(f"icalendar complains: {calendar.errors} {event.errors}")
            uids.add(str(event["UID"]))
        if len(uids) != len(EDITIONS):
            sys.exit(f"editions share a name: {uids}")
        print("icalendar reads the deadlines")
    finally:
        agency.terminate()
        agency.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
