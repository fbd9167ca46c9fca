"""The colours of drawings: told apart by lightness as well as hue, text on them at 4.5 to 1 or better."""

from dataclasses import dataclass

INK = "#17302f"
LINE = "#6f7f7c"


@dataclass(frozen=True)
class Colour:
    """`fill` for an area that carries `text`; `pale` for the ground of dark marks; `edge` for outlines."""

    fill: str
    text: str
    pale: str
    edge: str


# In order: the first two are told apart in black and white too.
SERIES = (
    Colour("#0f5f5c", "#ffffff", "#cfe3df", "#093b39"),
    Colour("#f3b340", "#2b1d00", "#fdf3dc", "#7a5200"),
    Colour("#5b6cc4", "#ffffff", "#e3e6f7", "#2b3a8f"),
    Colour("#c9d6d3", "#17302f", "#edf4f2", "#4b5a58"),
)
BANDS = {
    "outstanding": Colour("#2b3a8f", "#ffffff", "#dfe3f6", "#2b3a8f"),
    "good": Colour("#0b6b4f", "#ffffff", "#d5ebe2", "#0b6b4f"),
    "requires_improvement": Colour("#f5c04a", "#2b1d00", "#fdf0cf", "#8a6414"),
    "inadequate": Colour("#a3203a", "#ffffff", "#f7dde2", "#a3203a"),
}
UNRATED = Colour("#ffffff", "#303837", "#ffffff", "#68706f")


def band_colour(band: str | None) -> Colour:
    """The colour of a band by its code; a plain white one for none and for codes that have no colour."""
    return BANDS.get(band or "", UNRATED)
