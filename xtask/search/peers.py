"""What does SQLite's or PostgreSQL's full-text search cost, on the stories and for the questions that the bench has written down?

peers.py fts5 FOLDER FOLDER | peers.py postgres DATABASE FOLDER. Prints a line for each figure: its name, and milliseconds at the
median and at the 99th percentile, or what the name says.
"""

import pathlib
import sqlite3
import sys
import time

import psycopg

# How many questions of each kind PostgreSQL is asked.
FEWER = 60
# No question takes longer, in milliseconds.
LONGEST = 10_000


def tell(name: str, times: list[float]) -> None:
    times.sort()
    print(f"{name}\t{times[len(times) // 2]:.3f}\t{times[len(times) * 99 // 100]:.3f}", flush=True)


def timed(act) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


def questions(folder: pathlib.Path) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for line in (folder / "questions.tsv").read_text().splitlines():
        kind, text = line.split("\t")
        kinds.setdefault(kind, []).append(text)
    return kinds


def stories(folder: pathlib.Path):
    with open(folder / "archive.tsv", encoding="utf-8") as lines:
        for line in lines:
            number, headline, text = line.rstrip("\n").split("\t")
            yield int(number), headline, text


def fts5(folder: pathlib.Path) -> None:
    place = folder / "fts5.db"
    place.unlink(missing_ok=True)
    database = sqlite3.connect(place, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA cache_size = -500000")
    database.execute("CREATE VIRTUAL TABLE story USING fts5(headline, text, content='', tokenize='porter unicode61')")

    def build() -> None:
        database.execute("BEGIN")
        database.executemany("INSERT INTO story (rowid, headline, text) VALUES (?, ?, ?)", stories(folder))
        database.execute("COMMIT")
        database.execute("INSERT INTO story (story) VALUES ('optimize')")

    print(f"index, s\t{timed(build) / 1e3:.1f}", flush=True)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"size, MB\t{place.stat().st_size / 1e6:.0f}", flush=True)
    for order, by in [("bm25(story, 3.0, 1.0)", "best"), ("rowid DESC", "newest")]:
        ask = f"SELECT rowid FROM story WHERE story MATCH ? ORDER BY {order} LIMIT 20"
        for kind, all_of_them in questions(folder).items():
            times = []
            for round_ in range(3):
                for text in all_of_them:
                    took = timed(lambda: database.execute(ask, (text,)).fetchall())
                    if round_ > 0:
                        times.append(took)
            tell(f"{kind}, {by}", times)


def postgres(address: str, folder: pathlib.Path) -> None:
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("DROP TABLE IF EXISTS story")
        database.execute(
            "CREATE TABLE story (id BIGINT PRIMARY KEY, headline TEXT, text TEXT, words TSVECTOR GENERATED ALWAYS AS"
            " (setweight(to_tsvector('english', headline), 'A') || to_tsvector('english', text)) STORED)"
        )

        def build() -> None:
            with database.cursor().copy("COPY story (id, headline, text) FROM STDIN") as copy:
                for row in stories(folder):
                    copy.write_row(row)
            database.execute("CREATE INDEX story_words ON story USING gin (words)")
            database.execute("VACUUM ANALYZE story")

        print(f"index, s\t{timed(build) / 1e3:.1f}", flush=True)
        size = database.execute(
            "SELECT pg_relation_size('story_words') + (SELECT sum(pg_column_size(words)) FROM story)::bigint"
        ).fetchone()[0]
        print(f"size, MB\t{size / 1e6:.0f}", flush=True)
        database.execute(f"SET statement_timeout = {LONGEST}")
        for order, by in [("ts_rank(words, question) DESC", "best"), ("id DESC", "newest")]:
            for kind, all_of_them in questions(folder).items():
                parse = "phraseto_tsquery" if kind == "phrase" else "plainto_tsquery"
                ask = (
                    f"SELECT id FROM story, {parse}('english', %s) question WHERE words @@ question"
                    f" ORDER BY {order} LIMIT 20"
                )

                def one(text: str) -> None:
                    try:
                        database.execute(ask, (text.strip('"'),)).fetchall()
                    except psycopg.errors.QueryCanceled:
                        pass

                tell(f"{kind}, {by}", [timed(lambda text=text: one(text)) for text in all_of_them[:FEWER]])


if __name__ == "__main__":
    if sys.argv[1] == "fts5":
        fts5(pathlib.Path(sys.argv[3]))
    else:
        postgres(sys.argv[2], pathlib.Path(sys.argv[3]))
