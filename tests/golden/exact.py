"""Fractions as the 28 significant digits that a .NET decimal holds."""
from decimal import Decimal, localcontext


def text(value):
    with localcontext() as context:
        context.prec = 28
        return str(+(Decimal(value.numerator) / Decimal(value.denominator)))
