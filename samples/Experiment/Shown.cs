using System.Globalization;
using System.Text;
using Reliability.Statistics;

namespace ExperimentSample;

/// <summary>Numbers and foreign text as the sample writes them, the same in every culture.</summary>
internal static class Shown
{
    private const int MaxText = 60;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Count(double count) => count.ToString("#,0", Culture);

    /// <summary>Of a count: <c>1 unit</c>, <c>2 units</c>.</summary>
    public static string Count(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    public static string Percent(double share, string format = "0.00") => (share * 100).ToString(format, Culture) + " %";

    public static string Signed(double? share, string unit = " %") => share is { } value ? SignedNumber(value * 100) + unit : "-";

    /// <summary>An interval of a lift, or of a difference of rates, times 100.</summary>
    public static string Interval(ConfidenceInterval interval, string unit = " %") => interval switch
    {
        { Lower: { } lower, Upper: { } upper } => $"{SignedNumber(lower * 100)} to {SignedNumber(upper * 100)}{unit}",
        { Lower: { } lower } => $"{SignedNumber(lower * 100)}{unit} or more",
        { Upper: { } upper } => $"{SignedNumber(upper * 100)}{unit} or less",
        _ => "anything",
    };

    /// <summary>A p-value; near 5 %, where it decides, with the digits that show on which side it is.</summary>
    public static string PValue(double p) =>
        p.ToString(p switch { 0 => "0", < 0.0001 => "0.0E-0", > 0.04995 and < 0.05005 => "0.000000", _ => "0.0000" }, Culture);

    /// <summary>A chance, which is never quite 0 or 1.</summary>
    public static string Chance(double chance) =>
        chance > 0.9999 ? "more than 99.99 %" : chance < 0.0001 ? "less than 0.01 %" : Percent(chance);

    /// <summary>A loss of a rate, in points.</summary>
    public static string Points(double loss) => loss * 100 >= 0.0001 ? $"{Number(loss * 100, "0.0000")} points" : "less than 0.0001 points";

    public static string Number(double value, string format = "0.##") => value.ToString(format, Culture);

    /// <summary>
    /// Text of unknown origin, so that it cannot act on the terminal: control and format characters show as <c>\u001b</c>, and what is long
    /// is cut.
    /// </summary>
    public static string Text(string text, int most = MaxText)
    {
        var shown = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= most)
            {
                return shown.Append('…').ToString();
            }

            bool isPlain = rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or
                UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.SpaceSeparator or
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            shown.Append(isPlain ? rune.ToString() : $@"\u{rune.Value:x4}");
        }

        return shown.ToString();
    }

    private static string SignedNumber(double value) => value.ToString("+0.00;-0.00;0.00", Culture);
}
