#!/usr/bin/env python3
"""Labelled sets of duplicates as documents tables, and how well dedupe finds them.

usage: duplicates.py write FOLDER OUT    the sets of FOLDER (2-dedupe of the shared data), one table
                                         each and its truth beside it, into the folder OUT
       duplicates.py score TRUTH ORIGIN  compares a table of dedupe --origin with the truth

A truth has a column doc and a column group: records of one group are one study, records without one
stand alone; or, where only that is known, a column repeated: yes where a record has a duplicate.
Accession numbers, from which the truth was made, are left out of the tables.
"""

import csv
import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

COLUMNS = ("doc type year lang title abstract authors journal volume issue pages keywords mesh doi "
           "pmid database source other").split()


def cell(value):
    value = "" if value is None else str(value)
    for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        value = value.replace(plain, escaped)
    return value


def write(path, records):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for record in records:
            file.write("\t".join(cell(record.get(column)) for column in COLUMNS) + "\n")


def write_truth(path, column, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(f"doc\t{column}\n")
        file.writelines(f"{doc}\t{value}\n" for doc, value in rows)


def read_tafenoquine(folder):
    gold = {}
    with open(folder / "gold/iebh_tafenoquine.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            gold[row["rec_number"]] = row["gold"] == "in_dup_group"
    records, truth = [], []
    path = folder / "IEBH+dedupe-sweep/test/data/tafenoquine.xml"
    for number, item in enumerate(ET.parse(path).iter("record"), 1):
        def text(where, item=item):
            return " ".join("".join(found.itertext()) for found in item.findall(where))
        doc = text("rec-number")
        records.append({
            "doc": doc, "type": item.find("ref-type").get("name"), "year": text("dates/year"),
            "lang": text("language"), "title": text("titles/title"), "abstract": text("abstract"),
            "authors": "; ".join("".join(author.itertext())
                                 for author in item.findall("contributors/authors/author")),
            "journal": text("titles/secondary-title"), "volume": text("volume"),
            "issue": text("number"), "pages": text("pages"),
            "doi": text("electronic-resource-num"), "source": f"tafenoquine.xml:{number}"})
        truth.append((doc, "yes" if gold[doc] else "no"))
    yield "tafenoquine", records, "repeated", truth


def read_ris(path):
    record = {}
    for number, line in enumerate(open(path, encoding="utf-8-sig"), 1):
        match = re.match(r"([A-Z][A-Z0-9])  - ?(.*)$", line.rstrip("\n\r"))
        if not match:
            continue
        tag, value = match.groups()
        if tag == "ER":
            yield record
            record = {}
        else:
            record.setdefault("line", number)
            record.setdefault(tag, []).append(value)


def read_citesource(folder):
    records, truth, gold = [], [], {}
    with open(folder / "gold/citesource_new_benchmark_data.wos_ids.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            gold[row["file"], int(row["index"])] = row["accession"]
    where = folder / "ESHackathon+CiteSource/vignettes/new_benchmark_data"
    for path in sorted(where.glob("search*.ris")):
        for index, ris in enumerate(read_ris(path), 1):
            def first(*tags, ris=ris):
                return next((ris[tag][0] for tag in tags if tag in ris), "")
            doc = f"{path.stem}-{index}"
            pages = "-".join(page for page in (first("SP"), first("EP")) if page)
            records.append({
                "doc": doc, "type": first("TY"), "year": first("PY"), "title": first("TI", "T1"),
                "abstract": first("AB"), "authors": "; ".join(ris.get("AU", [])),
                "journal": first("T2", "JO"), "volume": first("VL"), "issue": first("IS"),
                "pages": pages or first("C7"), "doi": first("DO"), "database": "Web of Science",
                "source": f"{path.name}:{ris['line']}"})
            truth.append((doc, gold[path.name, index]))
    yield "citesource", records, "group", truth


def of_bibtex(doc, item):
    return {
        "doc": doc, "type": item.get("ENTRYTYPE"), "year": item.get("year"),
        "title": item.get("title"), "abstract": item.get("abstract"),
        "authors": item.get("author"), "journal": item.get("journal") or item.get("booktitle"),
        "volume": item.get("volume"), "issue": item.get("number"),
        "pages": item.get("pages"), "doi": item.get("doi"), "lang": item.get("language")}


def read_cases(folder):
    path = folder / "CoLRev-Environment+bib-dedupe/tests/test_cases.json"
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
        records = [of_bibtex("a", case["record_a"]), of_bibtex("b", case["record_b"])]
        same = case["expected_duplicate"]
        yield "case-" + case["id"], records, "group", [("a", "a"), ("b", "a" if same else "b")]


def read_colrev(folder):
    def entries(path):
        text = path.read_text(encoding="utf-8")
        for kind, doc, body in re.findall(r"(?ms)^@(\w+)\{([^,]+),\n(.*?)^\}", text):
            fields = dict(re.findall(r"(?ms)^ {3}([\w.]+) += \{(.*?)\},?$", body))
            yield doc, {**fields, "ENTRYTYPE": kind}
    where = folder / "CoLRev-Environment+colrev/tests/data/dedupe"
    records = [of_bibtex(doc, item) for doc, item in entries(where / "records.bib")]
    # What is expected says of each study from which records it was made.
    origins = {}
    for doc, item in entries(where / "records_expected.bib"):
        for origin in item["colrev_origin"].split(";"):
            origins[origin.strip()] = doc
    truth = [(doc, origins.get(item["colrev_origin"].split(";")[0].strip(), doc))
             for doc, item in entries(where / "records.bib")]
    yield "colrev", records, "group", truth


def of_sra(doc, item):
    authors = item.get("authors", "")
    return {
        "doc": doc, "type": item.get("type"), "year": item.get("year"), "title": item.get("title"),
        "abstract": item.get("abstract"),
        "authors": "; ".join(authors) if isinstance(authors, list) else authors,
        "journal": item.get("journal"), "volume": item.get("volume"), "issue": item.get("number"),
        "pages": item.get("pages")}


def read_sra(folder):
    where = folder / "IEBH+sra-dedupe/test/data"
    for name in ("nodupes", "isbn-false-dupe", "dupeissues", "dupes-obvious"):
        items = json.loads((where / f"{name}.json").read_text(encoding="utf-8"))
        records = [of_sra(str(number), item) for number, item in enumerate(items, 1)]
        truth = [(record["doc"], record["doc"]) for record in records]
        if name == "dupeissues":
            truth[1] = ("2", "1")
        if name == "dupes-obvious":
            # A hundred records, each twice; one title is that of two versions of a review.
            truth = [(record["doc"], re.sub(r"\W", "", record["title"]).lower()[:40] + record["year"])
                     for record in records]
        yield name, records, "group", truth


def write_all(folder, out):
    out.mkdir(parents=True, exist_ok=True)
    for read in (read_tafenoquine, read_citesource, read_cases, read_colrev, read_sra):
        for name, records, column, truth in read(folder):
            write(out / f"{name}.tsv", records)
            write_truth(out / f"{name}.truth.tsv", column, truth)


def read_table(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        header = file.readline().rstrip("\n").split("\t")
        return header, dict(line.rstrip("\n").split("\t")[:2] for line in file)


def count_pairs(groups):
    sizes = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    return sum(size * (size - 1) // 2 for size in sizes.values())


def score(truth_path, origin_path):
    """records, studies, true and found duplicates, right ones, false merges; tab-separated"""
    (_, column), truth = read_table(truth_path)
    _, study = read_table(origin_path)
    if set(truth) != set(study):
        sys.exit("duplicates.py: the tables are not of the same records")
    studies = len(set(study.values()))
    if column == "repeated":
        sizes = {}
        for doc in study:
            sizes[study[doc]] = sizes.get(study[doc], 0) + 1
        found = {doc for doc in study if sizes[study[doc]] > 1}
        gold = {doc for doc in truth if truth[doc] == "yes"}
        numbers = len(gold), len(found), len(gold & found), len(found - gold), len(set(study) - gold)
    else:
        right = count_pairs((truth[doc], study[doc]) for doc in truth)
        gold, found = count_pairs(truth.values()), count_pairs(study.values())
        pairs = len(truth) * (len(truth) - 1) // 2
        numbers = gold, found, right, found - right, pairs - gold
    gold, found, right, false, apart = numbers
    sensitivity = f"{right / gold:.4f}" if gold else ""
    specificity = f"{1 - false / apart:.6f}" if apart else ""
    print(len(truth), studies, gold, found, right, false, sensitivity, specificity, sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("write", "score"):
        sys.exit(__doc__)
    if sys.argv[1] == "write":
        write_all(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        score(sys.argv[2], sys.argv[3])
