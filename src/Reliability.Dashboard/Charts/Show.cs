using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// The one place where figures become text, the same in every culture. Thousands are separated by a thin space that does not break
/// (U+202F), which no reader takes for a decimal point; the minus is U+2212, as wide as a digit in tabular figures.
/// </summary>
internal static class Show
{
    /// <summary>What stands for a figure that does not exist.</summary>
    public const string NotAvailable = "n/a";

    /// <summary>Counts above it are written in a compact form.</summary>
    public const long CompactAbove = 10_000;

    private const string Thousands = "\u202F";

    private const string Minus = "\u2212";

    private static readonly NumberFormatInfo _numbers = new()
    {
        NegativeSign = Minus,
        NumberGroupSeparator = Thousands,
        NumberDecimalSeparator = ".",
    };

    private static readonly string[] _compact = ["", "k", "M", "G", "T", "P"];

    /// <summary>Writes a value in a format, except an instant.</summary>
    public static string Value(Format format, decimal value) => format switch
    {
        Format.Percent => Percent(value, 2),
        Format.PercentFine => Percent(value, 4),
        Format.PercentExact => (value * 100).ToString("#,0.##########", _numbers) + "%",
        Format.PercentWhole => Percent(value, 0),
        Format.Lift => Lift(value),
        Format.Count => Count(value),
        Format.Number => Number(value),
        Format.Burn => Burn(value),
        Format.Duration => Duration(value),
        Format.Milliseconds => Milliseconds(value),
        Format.Seconds => Milliseconds(value * 1000),
        _ => throw Check.OutOfRange(format, "A number has a format for numbers.", nameof(format)),
    };

    /// <inheritdoc cref="Value(Format, decimal)"/>
    public static string Value(Format format, double value)
    {
        Check.Finite(value, nameof(value));

        // A p-value can be smaller than what a decimal tells from zero.
        return value == 0 || Math.Abs(value) is >= 1e-20 and < 1e20
            ? Value(format, (decimal)value)
            : value.ToString("0.###E+0", _numbers);
    }

    /// <summary>Writes a value on an axis with no more decimals than the distance of its ticks needs.</summary>
    public static string Tick(Format format, double value, double step)
    {
        decimal exact = (decimal)value;
        return format switch
        {
            Format.Percent or Format.PercentFine or Format.PercentWhole => Fixed(exact * 100, Decimals(step * 100)) + "%",
            Format.Lift => (exact > 0 ? "+" : string.Empty) + Fixed(exact * 100, Decimals(step * 100)) + "%",
            Format.Burn => Fixed(exact, Decimals(step)) + "x",
            Format.Number => Fixed(exact, Decimals(step)),
            Format.Seconds when Math.Abs(exact) >= 1 => Fixed(exact, Decimals(step)) + " s",
            Format.Seconds => Fixed(exact * 1000, Decimals(step * 1000)) + " ms",
            _ => Value(format, exact),
        };
    }

    /// <summary>Writes a share. What is not all is never shown as 100%, and what is not nothing never as 0%.</summary>
    public static string Percent(decimal share, int decimals)
    {
        decimal percent = share * 100;
        decimal rounded = Math.Round(percent, decimals, MidpointRounding.AwayFromZero);
        decimal unit = Unit(decimals);
        if (rounded == 100 && percent < 100)
        {
            return $">{Fixed(100 - unit, decimals)}%";
        }

        if (rounded == 0 && percent != 0)
        {
            return percent > 0 ? $"<{Fixed(unit, decimals)}%" : $">{Fixed(-unit, decimals)}%";
        }

        return rounded is 0 or 100 ? Fixed(rounded, 0) + "%" : Fixed(rounded, decimals) + "%";
    }

    /// <summary>Writes a relative change with its sign and one decimal.</summary>
    public static string Lift(decimal share)
    {
        decimal rounded = Math.Round(share * 100, 1, MidpointRounding.AwayFromZero);
        return (rounded > 0 ? "+" : string.Empty) + Fixed(rounded, 1) + "%";
    }

    /// <summary>Writes a count, compact with three significant digits above 10,000.</summary>
    public static string Count(decimal count)
    {
        if (Math.Abs(count) <= CompactAbove)
        {
            return CountExact(count);
        }

        int power = 0;
        decimal scaled = Math.Abs(count);
        while (Significant(scaled) >= 1000 && power < _compact.Length - 1)
        {
            scaled /= 1000;
            power++;
        }

        scaled = Significant(scaled);
        return (count < 0 ? Minus : string.Empty) + scaled.ToString("#,0.##", _numbers) + _compact[power];
    }

    /// <summary>
    /// Writes a count with all its digits. A part of a unit, which budgets have, matters only beside a few units.
    /// </summary>
    public static string CountExact(decimal count) =>
        Math.Abs(count) >= 100 || Math.Round(count, 0, MidpointRounding.AwayFromZero) == count ? Fixed(count, 0) : Number(count);

    /// <summary>Writes a number with at most three decimals, or three significant digits if it is small.</summary>
    public static string Number(decimal value)
    {
        if (value != 0 && Math.Abs(value) < 0.01m)
        {
            return ((double)value).ToString("0.##E+0", _numbers);
        }

        return NoNegativeZero(value, 3).ToString("#,0.###", _numbers);
    }

    /// <summary>Writes a burn rate.</summary>
    public static string Burn(decimal rate)
    {
        decimal rounded = NoNegativeZero(rate, Math.Abs(rate) < 10 ? 2 : 1);
        return rounded == 0 && rate > 0 ? "<0.01x" : rounded.ToString("#,0.##", _numbers) + "x";
    }

    /// <summary>Writes a latency.</summary>
    public static string Milliseconds(decimal milliseconds) => Math.Abs(milliseconds) switch
    {
        >= 60_000 => Duration(milliseconds / 1000),
        >= 1000 => NoNegativeZero(milliseconds / 1000, 2).ToString("0.##", _numbers) + " s",
        >= 10 => NoNegativeZero(milliseconds, 0).ToString("0", _numbers) + " ms",
        _ => NoNegativeZero(milliseconds, 2).ToString("0.##", _numbers) + " ms",
    };

    /// <summary>
    /// Writes a duration in words, with its two largest units; what remains is cut off, so that 59.9 min are never an hour.
    /// </summary>
    public static string Duration(TimeSpan duration) => Duration(duration.Ticks / (decimal)TimeSpan.TicksPerSecond);

    /// <inheritdoc cref="Duration(TimeSpan)"/>
    public static string Duration(decimal seconds)
    {
        string sign = seconds < 0 ? Minus : string.Empty;
        decimal all = Math.Abs(seconds);
        if (all < 1)
        {
            return all == 0 ? "0 s" : all < 0.001m ? $"{sign}<1 ms" : sign + Fixed(decimal.Floor(all * 1000), 0) + " ms";
        }

        decimal whole = decimal.Floor(all);
        return sign + whole switch
        {
            >= 86_400 => Units(whole, 86_400, "d", 3600, "h"),
            >= 3600 => Units(whole, 3600, "h", 60, "min"),
            >= 60 => Units(whole, 60, "min", 1, "s"),
            _ => Fixed(whole, 0) + " s",
        };
    }

    /// <summary>Writes an instant in a zone, with its offset: two instants that differ never look the same when clocks go back.</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, zone);
        string format = local.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss";
        return local.ToString(format, CultureInfo.InvariantCulture)
            + (local.Offset == TimeSpan.Zero ? " UTC" : local.ToString(" zzz", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a day.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Units(decimal seconds, int first, string firstName, int second, string secondName)
    {
        decimal rest = decimal.Floor(seconds % first / second);
        string head = $"{Fixed(decimal.Floor(seconds / first), 0)} {firstName}";
        return rest == 0 ? head : $"{head} {Fixed(rest, 0)} {secondName}";
    }

    private static string Fixed(decimal value, int decimals) =>
        NoNegativeZero(value, decimals).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), _numbers);

    /// <summary>Rounds; a decimal keeps the sign of zero, which would show as a minus.</summary>
    private static decimal NoNegativeZero(decimal value, int decimals)
    {
        decimal rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return rounded == 0 ? 0 : rounded;
    }

    private static decimal Unit(int decimals) => new(1, 0, 0, false, (byte)decimals);

    private static decimal Significant(decimal value) => value switch
    {
        >= 100 => Math.Round(value, 0, MidpointRounding.AwayFromZero),
        >= 10 => Math.Round(value, 1, MidpointRounding.AwayFromZero),
        _ => Math.Round(value, 2, MidpointRounding.AwayFromZero),
    };

    /// <summary>The decimals that a multiple of a round step has.</summary>
    private static int Decimals(double step) =>
        step <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 8);
}
