using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes figures as people read them: the same in every culture, and never as NaN.</summary>
internal static class Show
{
    /// <summary>What is written in the place of a figure that is not defined.</summary>
    public const string Nothing = "n/a";

    /// <summary>The real minus, which has the width of a plus in a column of figures.</summary>
    private const string Minus = "\u2212";

    /// <summary>Between a number and its unit: a space at which no line breaks.</summary>
    private const string Gap = "\u00A0";

    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    /// <summary>Writes a number in a format for numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is not one for numbers.</exception>
    public static string Of(Format format, decimal? value) => value is not { } number ? Nothing : format switch
    {
        Format.Percent => Percent(number),
        Format.Lift => number > 0 ? "+" + Percent(number) : Percent(number),
        Format.Count => Signed(number, "#,0.##"),
        Format.Number => Significant(number, 4),
        Format.Burn => Significant(number, 3) + "x",
        Format.Duration => Duration(number),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "The format is not one of numbers."),
    };

    /// <summary>Writes a point in time.</summary>
    public static string Of(Format format, DateTimeOffset? value, TimeZoneInfo zone) => value is not { } at ? Nothing
        : TimeZoneInfo.ConvertTime(at, zone).ToString(format == Format.Day ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", _culture);

    /// <summary>Writes a duration with its two largest units.</summary>
    public static string Of(TimeSpan? value) => value is { } duration ? Duration((decimal)duration.TotalSeconds) : Nothing;

    /// <summary>
    /// A percentage with two decimals, and with more if the share is that near to 0 or 1: what is missing to 1 keeps two digits.
    /// </summary>
    private static string Percent(decimal share)
    {
        decimal size = Math.Abs(share);
        decimal need = Math.Min(size, Math.Abs(1 - size)) * 100;
        int decimals = 2;
        for (; need is > 0 and < 0.1m && decimals < 10; need *= 10)
        {
            decimals++;
        }

        return Signed(share * 100, "#,0." + new string('#', decimals)) + Gap + "%";
    }

    private static string Significant(decimal number, int digits)
    {
        decimal size = Math.Abs(number);
        int decimals = digits - 1;
        for (; size >= 10 && decimals > 0; size /= 10)
        {
            decimals--;
        }

        for (; size is > 0 and < 1 && decimals < 12; size *= 10)
        {
            decimals++;
        }

        return Signed(number, "#,0." + new string('#', decimals));
    }

    private static string Signed(decimal number, string format)
    {
        string text = Math.Abs(number).ToString(format, _culture);
        return number < 0 && text.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? Minus + text : text;
    }

    private static string Duration(decimal seconds)
    {
        string sign = seconds < 0 ? Minus : string.Empty;
        decimal size = Math.Abs(seconds);
        return sign + size switch
        {
            >= 86_400 * 2 => Two(size, 86_400, "d", 3_600, "h"),
            >= 3_600 => Two(size, 3_600, "h", 60, "min"),
            >= 60 => Two(size, 60, "min", 1, "s"),
            >= 1 => Significant(size, 3) + Gap + "s",
            0 => "0" + Gap + "s",
            _ => Significant(size * 1_000, 3) + Gap + "ms",
        };
    }

    private static string Two(decimal seconds, int large, string largeUnit, int small, string smallUnit)
    {
        decimal rounded = Math.Round(seconds / small, MidpointRounding.AwayFromZero) * small;
        decimal first = Math.Floor(rounded / large);
        decimal second = (rounded - (first * large)) / small;
        string text = first.ToString("#,0", _culture) + Gap + largeUnit;
        return second == 0 ? text : text + Gap + second.ToString("0", _culture) + Gap + smallUnit;
    }
}
