"""Names that stand for one another in Turkish news, whatever a text says of them."""

from __future__ import annotations

from lavrov_corpus.turkish import tr_fold

#: The usual name first, then its acronyms, expansions and spellings.
_SAME = (
    ("ABD", "Amerika Birleşik Devletleri", "A.B.D."),
    ("AB", "Avrupa Birliği"),
    ("Birleşmiş Milletler", "BM", "B.M."),
    ("Birleşmiş Milletler Güvenlik Konseyi", "BMGK", "BM Güvenlik Konseyi"),
    ("Birleşmiş Milletler Mülteciler Yüksek Komiserliği", "BMMYK", "UNHCR"),
    (
        "Filistinli Mültecilere Yardım ve Bayındırlık Ajansı",
        "UNRWA",
        "UNWRA",
        "BM Filistinli Mültecilere Yardım ve Bayındırlık Ajansı",
        "BM Yakın Doğu'daki Filistinli Mültecilere Yardım ve Bayındırlık Ajansı",
    ),
    ("Dünya Sağlık Örgütü", "DSÖ", "WHO"),
    ("NATO", "Kuzey Atlantik Antlaşması Örgütü"),
    ("Anadolu Ajansı", "AA"),
    ("Türkiye Büyük Millet Meclisi", "TBMM"),
    ("Türk Silahlı Kuvvetleri", "TSK"),
    ("Millî İstihbarat Teşkilatı", "MİT", "Milli İstihbarat Teşkilatı"),
    ("Adalet ve Kalkınma Partisi", "AK Parti", "AKP"),
    ("Cumhuriyet Halk Partisi", "CHP"),
    ("Milliyetçi Hareket Partisi", "MHP"),
    ("Halkların Demokratik Partisi", "HDP"),
    ("DAEŞ", "DEAŞ", "DAİŞ", "IŞİD"),
    ("PKK", "Kürdistan İşçi Partisi"),
    ("İslam İşbirliği Teşkilatı", "İİT"),
    ("Avrupa Güvenlik ve İşbirliği Teşkilatı", "AGİT"),
    ("Uluslararası Para Fonu", "IMF"),
    ("Türkiye Cumhuriyet Merkez Bankası", "TCMB"),
    ("Kuzey Kıbrıs Türk Cumhuriyeti", "KKTC"),
    ("Birleşik Arap Emirlikleri", "BAE"),
    ("The New York Times", "New York Times", "NYT"),
)
_USUAL = {tr_fold(other): names[0] for names in _SAME for other in names}


def usual_name(name: str) -> str:
    """Return the usual name of what `name` stands for, "" if nothing is known of it."""
    return _USUAL.get(tr_fold(name), "")
