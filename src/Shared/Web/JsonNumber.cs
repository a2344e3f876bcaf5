using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>
/// Rounds computed numbers for JSON: a share or a rate has at most 6 significant digits past its point, and a share near 1 keeps 6 digits
/// of what is missing to 1, so that 0.98999999999 becomes 0.99 and 0.9999996 does not become 1. Whole numbers stay as they are.
/// </summary>
internal static class JsonNumber
{
    private const int Digits = 6;
    private const int MaxDecimals = 28;
    private const double SmallestDecimal = 1e-20;

    public static decimal? Of(decimal? value) => value is { } number ? Of(number) : null;

    public static decimal Of(decimal value)
    {
        decimal size = Math.Abs(value);
        decimal need = size >= 1 ? 1 : Math.Min(size, 1 - size);
        int decimals = Digits;
        for (; need > 0 && need < 0.1m && decimals < MaxDecimals; need *= 10)
        {
            decimals++;
        }

        // The division removes trailing zeros.
        return Math.Round(value, decimals, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
    }

    /// <summary>Rounds a number. One that is not finite is undefined, which JSON shows as null.</summary>
    public static double? Of(double? value) => value switch
    {
        null => null,
        { } number when !double.IsFinite(number) => null,
        { } number when number != 0 && Math.Abs(number) < SmallestDecimal => Significant(number),
        { } number when Math.Abs(number) < 1e15 => (double)Of((decimal)number),
        _ => value,
    };

    /// <summary>A p-value can be far below what a decimal keeps six digits of.</summary>
    private static double Significant(double value) =>
        double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
