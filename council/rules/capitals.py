"""Amounts in capitals (大写), as they stand on papers where no figure may be changed afterwards.

Source: 支付结算办法 (People's Bank of China, 1997), Annex 1, articles 1 to 3. Where it allows a 零 to be left out or
written, it is written between 万 and 仟, and left out between 元 and 角.
"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
MOST = 10**18 - 1  # fen: sixteen digits of yuan


def in_capitals(fen: int) -> str:
    """3840000 → 叁万捌仟肆佰元整. A ValueError for less than nothing, and for more than sixteen digits of yuan."""
    if not 0 <= fen <= MOST:
        raise ValueError(f"no amount that is written in capitals: {fen}")
    yuan, cents = divmod(fen, 100)
    tens, ones = divmod(cents, 10)
    if not cents:
        return (_whole(yuan) or DIGITS[0]) + "元整"
    said = _whole(yuan) + "元" if yuan else ""
    if tens:
        said += DIGITS[tens] + "角"
    elif yuan:
        said += DIGITS[0]
    return said + (DIGITS[ones] + "分" if ones else "")


def _whole(yuan: int) -> str:
    """The yuan, with one 零 for any number of noughts between two digits; empty for none."""
    said, nought, figures = "", False, str(yuan)
    for place, figure in zip(range(len(figures) - 1, -1, -1), map(int, figures), strict=True):
        if figure:
            said += DIGITS[0] * nought + DIGITS[figure] + PLACES[place % 4]
            nought = False
        else:
            nought = bool(said)
        if place % 4 == 0 and yuan // 10**place % 10**4:
            said += GROUPS[place // 4] if place < 12 else "万"
        if place == 8 and yuan >= 10**12 and not yuan // 10**8 % 10**4:
            said += "亿"
    return said
