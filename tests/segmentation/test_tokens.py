import pytest

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.segmentation import load_rules, segment

RULES = load_rules()


def tokens(text: str) -> list[str]:
    found = segment(text, [TextParagraph(0, len(text), "body")], RULES).tokens
    return [text[start:end] for start, end, _ in found]


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("Trump'ın Suriye'deki sözleri.", "Trump'ın Suriye'deki sözleri ."),
        ("Trump’ın Suriye’deki sözleri.", "Trump’ın Suriye’deki sözleri ."),
        ('Lavrov, "Biz hazırız." dedi.', 'Lavrov , " Biz hazırız . " dedi .'),
        ("“Biz hazırız.” dedi.", "“ Biz hazırız . ” dedi ."),
        ("DAEŞ ve El-Nusra'nın bölgeleri", "DAEŞ ve El-Nusra'nın bölgeleri"),
        ("Jean-Marc Ayrault", "Jean-Marc Ayrault"),
        ("50-60 tank, 2-1'lik skor", "50-60 tank , 2-1'lik skor"),
        ("saat 14.30'da, 20:45'te", "saat 14.30'da , 20:45'te"),
        ("yüzde 3,5; 1.250.000 lira", "yüzde 3,5 ; 1.250.000 lira"),
        ("12.05.2024 günü; 7 Ekim'den", "12.05.2024 günü ; 7 Ekim'den"),
        ("T.C. Merkez Bankası, A.B.D.'nin kararı", "T.C. Merkez Bankası , A.B.D.'nin kararı"),
        ('G.V., "Dövüldük." dedi.', 'G.V. , " Dövüldük . " dedi .'),
        ("Prof. Dr. Ayşe Demir konuştu.", "Prof. Dr. Ayşe Demir konuştu ."),
        ("St. Petersburg'da", "St. Petersburg'da"),
        ("3. Ordu ile 12. maddenin ilgisi yok.", "3. Ordu ile 12. maddenin ilgisi yok ."),
        ("IV. Murat, II. Elizabeth'i tanımadı.", "IV. Murat , II. Elizabeth'i tanımadı ."),
        ("M. Kemal ve George W. Bush", "M. Kemal ve George W. Bush"),
        ("kuşak, çadır vb. gönderildi.", "kuşak , çadır vb. gönderildi ."),
        ("Geldi, gitti vb.", "Geldi , gitti vb ."),
        ("Sayısı 3.", "Sayısı 3 ."),
        ("%50'si, $5, 100€", "% 50'si , $ 5 , 100 €"),
        ("www.aa.com.tr adresi", "www.aa.com.tr adresi"),
        ("https://www.ntv.com.tr/dunya/a.html'de.", "https://www.ntv.com.tr/dunya/a.html'de ."),
        ("Haberi Hürriyet.com.tr yazdı.", "Haberi Hürriyet.com.tr yazdı ."),
        ("bilgi@tubitak.gov.tr adresine", "bilgi@tubitak.gov.tr adresine"),
        ("#Gazze etiketi @rusya_disisleri hesabında", "#Gazze etiketi @rusya_disisleri hesabında"),
        ("Ne?! Olmaz... Evet…", "Ne ?! Olmaz ... Evet …"),
        ("(BM) [3] «barış»", "( BM ) [ 3 ] « barış »"),
        ("''Hazırız.'' dedi.", "'' Hazırız . '' dedi ."),
        ("AT&T ve M-16", "AT&T ve M-16"),
        ("Co.'nun A.Ş.'ye satışı", "Co.'nun A.Ş.'ye satışı"),
        ("3.lük maçı", "3.lük maçı"),
        ("U.S.A bayrağı, A.B.Yılmaz", "U.S.A bayrağı , A. B. Yılmaz"),
        ("6 milyon $'lık -- pahalı", "6 milyon $'lık -- pahalı"),
        ("e-Devlet, COVID-19'dan", "e-Devlet , COVID-19'dan"),
        ("ANKARA (AA) - Bakan", "ANKARA ( AA ) - Bakan"),
        ('Büyük İsrail"in sınırları', 'Büyük İsrail " in sınırları'),
        ("kâr ve hâlâ", "kâr ve hâlâ"),
    ],
)
def test_tokens(text: str, spaced: str) -> None:
    assert tokens(text) == spaced.split(" ")
