"""The short way of a description gives letter for letter what the long way gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.listings.descriptions import clean, html_of
from sellerkit.listings.templates import Text

KNOWN = {"a": (), "b": (), "c": ()}
PIECES = [
    "{{ a }}", "{{ b }}", "{{ c | upper }}", "words", " ", "\n", "\n\n", "# ", "* ", "1. ", "> ", "**", "*", "_", "`", "| ", "\n|---|---|\n",
    "[", "](https://x.example/", ")", "]: https://y.example", "<b>", "</b>", "<div>", "<script>", "</script>", "<", ">", "&", ";", "&amp;",
    "![", "\\", ".", "    ", "---", "===", "```\n", "红枣", "，", "zq1qz", "<https://", "<pre>", "<p title='", "'>", "12",
]  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "红枣", "12", "12.50", "a & b", "amp", "50*60*70", "<b>x</b>", "x_y_z", "（大）", "1. first", " x ", "b", "a\nb"]),
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.tuples(VALUES, VALUES, VALUES))
def test_words_put_into_the_html_are_what_markdown_makes_of_them(
    pieces: list[str], values: tuple[str, str, str]
) -> None:
    template = Text("".join(pieces), KNOWN, markdown=True)
    given = dict(zip("abc", values, strict=True))
    assert template.described(given) == clean(html_of(template.filled(given)))


def test_a_plain_template_takes_the_short_way() -> None:
    template = Text("## {{ a }}\n\nFrom **{{ b }}**, {{ c }} g\n", KNOWN, markdown=True)
    html_of.cache_clear()
    for number in range(20):
        html, removed = template.described({"a": f"Dates {number}.5 & more", "b": "山西", "c": 500})
        assert (html, removed) == (
            f"<h2>Dates {number}.5 &amp; more</h2>\n<p>From <strong>山西</strong>, 500 g</p>",
            (),
        )
    assert html_of.cache_info().misses == 1
