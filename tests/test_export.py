"""Files of figures: the same bytes each time, alternative text inside, PDF and PNG the same picture."""

import matplotlib as mpl
import numpy as np
import pypdfium2
import pytest
from PIL import Image

mpl.use("agg")

import matplotlib.pyplot as plt

from analysis import figures
from analysis.errors import InputError
from tests import invented

ALT = "نمودار نقطه‌ای: <نرخ> & بازه"


def exported(folder, language="fa"):
    table = invented.rates(invented.CITIES)
    with figures.style(language=language):
        figure, ax = plt.subplots()
        figures.profile(table, ax, codebook=invented.codebook())
        paths = figures.export(figure, folder, "cities", table, "عنوان", ALT)
        plt.close(figure)
    return {path.name: path for path in paths}


def test_the_same_bytes_on_every_run(tmp_path):
    first, second = (exported(tmp_path / name) for name in "ab")
    assert [*first] == ["cities.fa.png", "cities.fa.svg", "cities.fa.pdf", "cities.fa.txt", "cities.csv"]
    assert {name: path.read_bytes() for name, path in first.items()} == {
        name: path.read_bytes() for name, path in second.items()
    }


def test_size_and_metadata(tmp_path):
    files = exported(tmp_path)
    with Image.open(files["cities.fa.png"]) as picture:
        assert [round(x) for x in picture.info["dpi"]] == [300, 300]
        assert abs(picture.width / 300 * 25.4 - 175) < 0.2
        assert picture.text["Description"] == ALT
    svg = files["cities.fa.svg"].read_text(encoding="utf-8")
    assert "<desc>نمودار نقطه‌ای: &lt;نرخ&gt; &amp; بازه</desc>" in svg
    pdf = pypdfium2.PdfDocument(files["cities.fa.pdf"])
    assert pdf.get_metadata_dict()["Subject"] == ALT
    assert files["cities.csv"].read_text(encoding="utf-8").startswith("group,theme,")


def test_a_bad_name_is_refused(tmp_path):
    with pytest.raises(InputError, match="small Latin letters"):
        figures.export(plt.figure(), tmp_path, "../up", invented.rates(["رشت"]), "", "")


def ink(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L"), dtype=float)


def test_the_pdf_is_the_picture_of_the_png(tmp_path):
    files = exported(tmp_path)
    page = pypdfium2.PdfDocument(files["cities.fa.pdf"])[0].render(scale=300 / 72).to_pil()
    with Image.open(files["cities.fa.png"]) as picture:
        assert np.abs(ink(page.resize(picture.size)) - ink(picture)).mean() < 2.0
