using System.Globalization;
using System.Text;

namespace TrendReportSample.Output;

/// <summary>Numbers and foreign text as the sample writes them, the same in every culture.</summary>
internal static class Shown
{
    private const int MaxText = 60;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Count(long count) => count.ToString("#,0", Culture);

    /// <summary>Of a count: <c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Count(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary>A value with about four digits.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e7 or < 1e-3 => value.ToString("0.###e+0", Culture),
        >= 1000 => value.ToString("#,0", Culture),
        >= 100 => value.ToString("0.#", Culture),
        >= 1 => value.ToString("0.##", Culture),
        _ => value.ToString("0.####", Culture),
    };

    public static string Signed(double value) => value > 0 ? $"+{Number(value)}" : Number(value);

    public static string Percent(double share) => (share * 100).ToString("+0.#;-0.#;0", Culture) + " %";

    public static string PValue(double? p) => p switch
    {
        null => "no p-value",
        < 0.0001 => "p < 0.0001",
        { } known => $"p = {known.ToString("0.0###", Culture)}",
    };

    /// <summary>
    /// Text of unknown origin, so that it cannot act on the terminal: control and format characters show as <c>\u001b</c>, and what is long
    /// is cut.
    /// </summary>
    public static string Text(ReadOnlySpan<char> text, int most = MaxText)
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
}
