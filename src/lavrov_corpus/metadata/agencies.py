"""News agencies: how they are written, and the one short code that each goes by."""

from __future__ import annotations

import re

from lavrov_corpus.turkish import tr_fold

#: The code first, then what else stands for it in credits. Ratings (AA) and drones (İHA) are
#: written the same, so that none of these counts without a place for a credit around it.
_WRITTEN = (
    ("AA", "A.A.", "A.A", "Anadolu Ajansı", "ANADOLU AJANSI"),
    ("DHA", "D.H.A.", "Doğan Haber Ajansı", "Demirören Haber Ajansı"),
    ("İHA", "IHA", "İ.H.A.", "İhlas Haber Ajansı"),
    ("ANKA", "ANKA Haber Ajansı"),
    ("CHA", "CİHAN", "Cihan Haber Ajansı"),
    ("İLKHA", "ILKHA", "İlke Haber Ajansı"),
    ("DİHA", "DIHA", "Dicle Haber Ajansı"),
    ("ETHA", "Etkin Haber Ajansı"),
    ("MA", "Mezopotamya Ajansı"),
    ("UBA", "Ulusal Basın Ajansı"),
    ("TAK", "Türk Ajansı Kıbrıs"),
    ("AFP",),
    ("AP", "Associated Press"),
    ("Reuters", "REUTERS", "Reuter"),
    ("DPA", "dpa"),
    ("EFE",),
    ("ANSA",),
    ("TASS", "İTAR-TASS"),
    ("Xinhua", "XİNHUA", "XINHUA", "Şinhua"),
    ("Sputnik", "SPUTNİK", "SPUTNIK"),
)
_CODES = {tr_fold(form): forms[0] for forms in _WRITTEN for form in forms}

_FORMS = sorted((form for forms in _WRITTEN for form in forms), key=lambda f: (-len(f), f))
ONE_AGENCY = rf"(?:{'|'.join(map(re.escape, _FORMS))})"

#: The agencies whose reporters an article names only where it is their own.
_REPORTING = r"(?:AA|A\.A\.|DHA|İHA|IHA|ANKA|CHA|İLKHA)"
_TOLD = r"konuş|açıkla|değerlendir|anlat|bilgi ver|verdiği|yaptığı|yaptıkları"
_REPORTER = re.compile(
    rf"(?<![\w.'])(?P<agency>{_REPORTING})"
    rf"(?: (?:muhabir|ekib|ekip|foto muhabir)\w*|['’ʼ`´]?y[ae] (?:{_TOLD})\w*)"
)


def code_of(form: str) -> str:
    """Return the code of an agency as it is written in a credit, "" if it is none."""
    return _CODES.get(tr_fold(form), "")


def codes_of(forms: str) -> str:
    """Return the codes of one agency or of several with `/`, `-` or `,` between them."""
    codes = map(code_of, re.findall(ONE_AGENCY, forms))
    return ", ".join(dict.fromkeys(codes))


def reporting_agency(text: str) -> str:
    """Return the one agency whose reporter the article says it was told to, or ""."""
    found = {code_of(match["agency"]) for match in _REPORTER.finditer(text)}
    return found.pop() if len(found) == 1 else ""
