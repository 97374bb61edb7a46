"""Reads a page of pipelines/report as XML and follows its links, independently of how it was made.

    page.py PAGE    prints a row for each concept that has lines: concept, hits, lines

What must hold is checked, and the first thing that does not ends the program: every id is there
once; every link leads to one; what a line leads to stands in a document, and the words there are
those of the line, with those before and behind it.
"""

import re
import sys
import xml.etree.ElementTree as xml

HTML = "{http://www.w3.org/1999/xhtml}"


def text(element):
    return "".join(element.itertext())


def having(root, kind):
    return [element for element in root.iter() if kind in element.get("class", "").split()]


def squeezed(words):
    return re.sub(r"[ \t\r\n]+", " ", words)


def offset_of(root, wanted):
    """How many characters of the root's text stand before an element in it."""
    count = 0
    stack = [(root, False)]
    while stack:
        element, ended = stack.pop()
        if ended:
            count += len(element.tail or "")
            continue
        if element is wanted:
            return count
        count += len(element.text or "")
        for child in reversed(element):
            stack += [(child, True), (child, False)]
    raise SystemExit("page.py: not in its unit: " + wanted.get("id"))


def check_line(row, units, ids):
    link = row.find(f"{HTML}th/{HTML}a").get("href")[1:]
    line = having(row, "line")[0]
    left, node, right = (squeezed(text(part)) for part in line)
    unit = units.get(link)
    if unit is None:
        raise SystemExit(f"page.py: no unit has '{link}'")
    said = text(unit)
    at = offset_of(unit, ids[link])
    if not squeezed(said[at:]).startswith(node):
        raise SystemExit(f"page.py: '{link}': expected '{node}', found '{said[at:at + 40]}'")
    # The line may go beyond its unit, and the unit beyond the line.
    before, behind = squeezed(said[:at]), squeezed(squeezed(said[at:])[len(node):])
    if not (before.endswith(left) or left.endswith(before)):
        raise SystemExit(f"page.py: '{link}': '{left}' is not what stands before")
    if not (behind.startswith(right) or right.startswith(behind)):
        raise SystemExit(f"page.py: '{link}': '{right}' is not what stands behind")


def main():
    root = xml.parse(sys.argv[1]).getroot()
    ids = {}
    for element in root.iter():
        name = element.get("id")
        if name in ids:
            raise SystemExit(f"page.py: id '{name}' twice")
        if name is not None:
            ids[name] = element
    for link in root.iter(HTML + "a"):
        target = link.get("href")
        if not target.startswith("#") or target[1:] not in ids:
            raise SystemExit(f"page.py: link to '{target}'")
    units = {span.get("id"): said for said in having(root, "said") for span in said.iter(HTML + "span")}
    for section in having(root, "concept"):
        heading = section.find(HTML + "h3")
        path = having(heading, "path")
        rows = [row for table in having(section, "kwic") for row in table.find(HTML + "tbody")]
        for row in rows:
            check_line(row, units, ids)
        hits = re.match(r"([\d,]+) hits? in ", text(having(section, "sum")[0]))
        if rows or hits:
            print(text(path[0] if path else heading), hits[1].replace(",", ""), len(rows), sep="\t")


main()
