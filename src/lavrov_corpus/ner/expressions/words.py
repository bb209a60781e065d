"""What a single token can be in a date, an amount or a percentage, as one character.

The grammars of this package are regular expressions over these characters, one a token, so
that they read tokens as an ordinary expression reads letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lavrov_corpus.turkish import tr_fold

OTHER = "."
# Numbers in digits: a day of a month, a year of our time, one of another, other numbers.
DAY, YEAR, OLD_YEAR, SMALL, NUMBER = "d", "y", "o", "k", "n"
DAYS, YEARS, RANGE = "r", "s", "t"  # 5-7, 2003-2004, 25-30
# The same with a suffix after an apostrophe: 2015'te, 2015'in, 2015'ten; 1990'lar, 1990'lı.
YEAR_AT, YEAR_OF, YEAR_CASE, YEARS_CASE = "A", "G", "C", "V"
DECADE, DECADE_ADJECTIVE, DAY_OF_MONTH, SUFFIXED = "D", "L", "p", "x"
FULL_DATE, DAY_MONTH = "F", "f"  # 12.03.2016, 11Ağustos
# Numbers in words: beş, yüz, bin and above, buçuk, birkaç and beşer, beşi, doksanlı.
WORD, HUNDRED, THOUSAND, HALF, VAGUE, WORD_SUFFIXED, WORD_DECADE = "w", "u", "m", "h", "q", "v", "X"
ORDINAL, CENTURY, ERA = "i", "U", "E"  # 19., yüzyıl, M.Ö.
# Months: Mart, Mart'ın, Mart'ta; ocak and ocakta, which in small letters are other words too.
MONTH, MONTH_OF, MONTH_CASE, MAYBE_MONTH, MAYBE_MONTH_CASE = "M", "N", "O", "b", "c"
# ayı, günü, yılı and yılının, yılında, yılları, tarihi, salı.
OF_MONTH, OF_DAY, OF_YEAR, AT_YEAR, OF_YEARS, OF_DATE, WEEKDAY = "a", "g", "Y", "Z", "l", "T", "K"
# lira, kuruş, ABD (in front of dolar), $, 100TL in one word.
CURRENCY, COIN, NATION, SIGN, AMOUNT = "e", "j", "z", "S", "Q"
# %, yüzde, binde, %5 in one word.
PERCENT_SIGN, PERCENT_WORD, PERMILLE_WORD, SHARE = "%", "P", "B", "H"
DASH, ILA, JOIN, COMMA, OPEN, CLOSE = "-", "=", "&", ",", "(", ")"

#: The months, each with the vowels and the stop of its suffixes: `martın`, `marta`, `martta`.
MONTHS = {
    "ocak": "ıat", "şubat": "ıat", "mart": "ıat", "nisan": "ıad", "mayıs": "ıat", "haziran": "ıad",
    "temmuz": "uad", "ağustos": "uat", "eylül": "üed", "ekim": "ied", "kasım": "ıad",
    "aralık": "ıat",
}  # fmt: skip
_AMBIGUOUS = frozenset({"ocak", "ekim", "aralık"})
_NOT_MONTHS = frozenset({"martı"})
_HEAD_NOUNS = {"ay": "ıa", "gün": "üe", "yıl": "ıa", "tarih": "ie"}
_SIGNS = frozenset("$€£₺")
_FIXED = {
    "-": DASH, "–": DASH, "—": DASH, "ila": ILA, "ile": JOIN, "ve": JOIN, "veya": JOIN, ",": COMMA,
    "(": OPEN, ")": CLOSE, "yüzde": PERCENT_WORD, "binde": PERMILLE_WORD, "yüz": HUNDRED,
    "buçuk": HALF, "m.ö.": ERA, "m.s.": ERA, "mö": ERA, "m.ö": ERA, "m.s": ERA,
}  # fmt: skip
_THOUSANDS = "bin milyon milyar trilyon katrilyon"
_VAGUE = (
    "birkaç yarım çeyrek onlarca yüzlerce binlerce milyonlarca milyarlarca trilyonlarca "
    "katrilyonlarca"
)
_NATIONS = (
    "abd amerikan kanada avustralya avusturya türk yeni eski ingiliz isviçre kıbrıs alman fransız "
    "italyan japon ırak iran suudi kuveyt mısır danimarka norveç isveç hong kong singapur rus "
    "yunan belçika hollanda bulgar çin hint ürdün suriye azeri güney kore brezilya meksika rumen "
    "macar polonya"
)
_FIXED |= dict.fromkeys(_THOUSANDS.split(), THOUSAND) | dict.fromkeys(_VAGUE.split(), VAGUE)
_FIXED |= dict.fromkeys(_NATIONS.split(), NATION)

NUMBER_WORDS = (
    "bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan"
)
_WORD = re.compile(f"(?:{NUMBER_WORDS}|yüz|bin)+")
_WORD_SUFFIXED = re.compile(f"(?:{NUMBER_WORDS}|yüz|bin)+'?(?:s?[ıiuü]|[yn]?[ae]|[dt][ae]|l[ıiuü])"
                            "[a-zçğıöşü]{0,7}")  # fmt: skip
_EACH = re.compile(f"(?:{NUMBER_WORDS}|yüz|bin)+ş?[ae]r|dörder")
_WORD_DECADE = re.compile("(?:yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan)l[ıiuü]")
_ORDINAL = re.compile(
    rf"\d{{1,2}}\.|[ıivxl]{{1,6}}\.|\d{{1,2}}'?[ıiuü]?nc[ıiuü]"
    rf"|(?:{NUMBER_WORDS})+(?:[ıiuü]?nc[ıiuü]|d[öü]nc[üu])"
)
_CENTURY = re.compile(r"yüzyıl\w*|yy\.?|as(?:ır|rı)\w*")
_WEEKDAY = re.compile(
    "(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)'?(?:[dny]?[ae]n?|[yn]?[ıi]n?)?"
)
_INFLECTION = (
    r"'?(?:l[ae]r)?(?:l[ıiuü][kğ])?(?:s?[ıiuü])?(?:m[ıiuü]ş\w*|n?[dt][ae]n?(?:ki)?|[yn]?[ae]"
    r"|[yn]?[ıiuü]n?|y?l[ae]|[dt][ıiuü]r?|y[dt][ıiuü])?"
)
_CODES = "y?tl|usd|eur|gbp|chf"
_COINS = "kuruş|sent|cent|peni"
_CURRENCIES = (
    "lira|dolar|euro|avro|sterlin|frank|ruble|dinar|riyal|dirhem|peseta|peso|kron|florin|şilin"
    f"|drahmi|şekel|manat|leva|rupi|yuan|liret|pound|{_CODES}"
)
#: Every currency and coin, as a part of a pattern.
MONEY_NOUNS = f"{_CURRENCIES}|{_COINS}|mark|yen"
_CURRENCY = re.compile(
    rf"(?:{_CURRENCIES}){_INFLECTION}"
    r"|mark'?(?!a)(?:l[ıiuü][kğ])?(?:tan|ta|la|[ıiuü]n?)?|yen'?(?:lik\w*|e|den|de|le|in)?"
)
_COIN = re.compile(f"(?:{_COINS}){_INFLECTION}")
_FUSED_AMOUNT = re.compile(
    r"(?:[$€£₺]\d[\d.,]*|\d[\d.,]*(?:bin|milyon|milyar|trilyon)?"
    rf"(?:lira|dolar|euro|avro|[$€£₺]|{_CODES})){_INFLECTION}"
)
_FUSED_NUMBER = re.compile(r"\d[\d.,]*(?:bin|milyon|milyar|trilyon|katrilyon)")
_SHARE = re.compile(r"%\d[\d.,]*(?:'\w+)?|\d[\d.,]*%(?:'\w+)?")
_DATE = re.compile(
    r"(?P<d>\d{1,2})(?P<mark>[./-])(?P<m>\d{1,2})(?P=mark)(?:1[0-9]|20)\d\d"
    r"|(?P<d2>\d\d)(?P<mark2>[./])(?P<m2>\d\d)(?P=mark2)\d\d"
    r"|(?:1[0-9]|20)\d\d-(?P<m3>\d\d)-(?P<d3>\d\d)"
)
_DIGITS = re.compile(r"\d+")
_PAIR = re.compile(r"(\d+)[-–/](\d+)")
_NUMBER = re.compile(r"\d[\d.,]*(?:[-–]\d[\d.,]*)?")

_PER_HEAD = re.compile("ş?[ae]r")
_AT = re.compile(r"[dt][ae](?:ki\w*)?")
_OF = re.compile(r"n?[ıiuü]n")
_CASE = re.compile(r"[yn]?[ae]|[dt][ae]n|[yn]?[ıiuü]|y?l[ae]")
_PLURAL = re.compile(r"l[ae]r(?:[ae]|[ıi]n?|d[ae]n?|d[ae]ki\w*|l[ae])?")
_ADJECTIVE = re.compile(r"l[ıiuü]")
_POSSESSED = re.compile(r"s?[ıiuü](?:n[ae]|n?[ıiuü]n?|nd[ae]n?(?:ki\w*)?|yl[ae])?")


def _inflected(noun: str, high: str, low: str) -> list[str]:
    """Return a noun with the possessive of a compound, in each case: `yılı`, `yılında`."""
    base = noun + high
    ends = (
        "",
        f"n{high}n",
        f"nd{low}",
        f"nd{low}ki",
        f"nd{low}n",
        f"n{low}",
        f"n{high}",
        f"yl{low}",
    )
    return [base + end for end in ends]


def _month_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for month, letters in MONTHS.items():
        high, low, stop = tuple(letters)
        soft = month[:-1] + "ğ" if month.endswith("k") else month
        cases = [f"{month}{stop}{low}", f"{month}{stop}{low}ki", f"{month}{stop}{low}n"]
        cases += [f"{soft}{low}", f"{soft}{high}", f"{month}l{low}"]
        cases += [f"{soft}{high}nd{low}", f"{soft}{high}nd{low}n", f"{soft}{high}n{low}"]
        forms |= dict.fromkeys(cases, MONTH_CASE) | {month: MONTH, f"{soft}{high}n": MONTH_OF}
    return {form: code for form, code in forms.items() if form not in _NOT_MONTHS}


def _head_nouns() -> dict[str, str]:
    codes = {"ay": OF_MONTH, "gün": OF_DAY, "tarih": OF_DATE, "yıl": AT_YEAR}
    forms: dict[str, str] = {}
    for noun, vowels in _HEAD_NOUNS.items():
        high, low = tuple(vowels)
        plural = f"{noun}l{low}r"
        high_of_plural = "ı" if low == "a" else "i"
        many = OF_YEARS if noun == "yıl" else codes[noun]
        forms |= dict.fromkeys(_inflected(noun, high, low), codes[noun])
        forms |= dict.fromkeys(_inflected(plural, high_of_plural, low), many)
    ends = ("", "da", "daki", "dan", "a", "ın")
    forms |= dict.fromkeys((f"yıllar{end}" for end in ends), OF_YEARS)
    return forms | {"yılı": OF_YEAR, "yılının": OF_YEAR}


_MONTH_FORMS = _month_forms()
_FIXED |= _head_nouns()
_SHAPES = (
    (_WORD, WORD), (_EACH, VAGUE), (_ORDINAL, ORDINAL), (_CURRENCY, CURRENCY), (_COIN, COIN),
    (_CENTURY, CENTURY), (_WEEKDAY, WEEKDAY), (_WORD_DECADE, WORD_DECADE),
    (_WORD_SUFFIXED, WORD_SUFFIXED),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def word_code(surface: str) -> str:
    """Return the character of a token, as it stands in the text."""
    word = tr_fold(surface)
    if word in _FIXED:
        return _FIXED[word]
    first = word[:1]
    if first.isdigit() or first in _SIGNS or first == "%":
        return _code_of_digits(word)
    return _code_of_month(surface, word) or next(
        (code for shape, code in _SHAPES if shape.fullmatch(word)), OTHER
    )


def number_of(surface: str) -> int:
    """Return the number with which a token begins; 0 where it begins with no digit."""
    found = _DIGITS.match(surface)
    return int(found[0][:9]) if found else 0


def _code_of_month(surface: str, word: str) -> str:
    stem, apostrophe, suffix = word.partition("'")
    if apostrophe and stem in MONTHS:
        return MONTH_OF if _OF.fullmatch(suffix) else MONTH_CASE
    code = _MONTH_FORMS.get(word, "")
    if code and surface[:1].islower() and word.startswith(("oca", "ekim", "aralı")):
        return MAYBE_MONTH if word in _AMBIGUOUS else MAYBE_MONTH_CASE
    return code


def _code_of_digits(word: str) -> str:
    if word[0] in _SIGNS and not word[1:2].isdigit():
        return SIGN
    if word[0] == "%" and not word[1:2].isdigit():
        return PERCENT_SIGN
    for shape, code in ((_SHARE, SHARE), (_FUSED_AMOUNT, AMOUNT), (_ORDINAL, ORDINAL)):
        if shape.fullmatch(word):
            return code
    if _FUSED_NUMBER.fullmatch(word):
        return NUMBER
    stem, apostrophe, suffix = word.partition("'")
    code = _code_of_number(stem)
    if apostrophe and code not in (FULL_DATE, DAY_MONTH, OTHER):
        return _code_of_suffixed(code, number_of(stem), suffix)
    return code


def _code_of_number(stem: str) -> str:
    if _DIGITS.fullmatch(stem):
        return _code_of_whole(stem)
    if pair := _PAIR.fullmatch(stem):
        return _code_of_pair(stem, *pair.groups())
    if (date := _DATE.fullmatch(stem)) and _is_calendar_day(date):
        return FULL_DATE
    if _NUMBER.fullmatch(stem):
        return RANGE if "-" in stem or "–" in stem else NUMBER
    day = number_of(stem)
    rest = stem[len(str(day)) :]
    return DAY_MONTH if 1 <= day <= 31 and rest in _MONTH_FORMS else OTHER


def _code_of_whole(digits: str) -> str:
    if len(digits) > 4 or (len(digits) > 2 and digits[0] == "0"):
        return NUMBER
    value = int(digits)
    if 1 <= value <= 31:
        return DAY
    if 1000 <= value < 2100:
        return YEAR if 1900 <= value < 2030 else OLD_YEAR
    return SMALL if 32 <= value < 1000 else NUMBER


def _code_of_pair(stem: str, left: str, right: str) -> str:
    first, last = _code_of_whole(left), _code_of_whole(right)
    rises = int(left[:9]) < int(right[:9])
    if first == YEAR and ((last == YEAR and rises) or (len(right) == 2 and left[2:] < right)):
        return YEARS
    if "/" in stem:
        return OTHER
    return DAYS if (first, last) == (DAY, DAY) and rises else RANGE


def _is_calendar_day(date: re.Match[str]) -> bool:
    day = date["d"] or date["d2"] or date["d3"]
    month = date["m"] or date["m2"] or date["m3"]
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _code_of_suffixed(code: str, value: int, suffix: str) -> str:
    is_year = code in (YEAR, OLD_YEAR)
    suffixes: list[tuple[re.Pattern[str], str]] = [(_PER_HEAD, VAGUE)]
    if value % 10 == 0 and (is_year or 20 <= value < 100):
        suffixes += [(_PLURAL, DECADE), (_ADJECTIVE, DECADE_ADJECTIVE)]
    if is_year:
        suffixes += [(_AT, YEAR_AT), (_OF, YEAR_OF), (_CASE, YEAR_CASE)]
    if code == DAY:
        suffixes += [(_POSSESSED, DAY_OF_MONTH)]
    if code == YEARS:
        return YEARS_CASE
    return next((found for shape, found in suffixes if shape.fullmatch(suffix)), SUFFIXED)
