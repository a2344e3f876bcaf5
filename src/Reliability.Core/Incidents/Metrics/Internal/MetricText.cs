using System.Globalization;

namespace Reliability.Incidents.Internal;

/// <summary>Metrics in one line, the same in every culture.</summary>
internal static class MetricText
{
    private static readonly (TimeSpan Size, string Name)[] _units =
    [
        (TimeSpan.FromDays(1), "d"),
        (TimeSpan.FromHours(1), "h"),
        (TimeSpan.FromMinutes(1), "min"),
        (TimeSpan.FromSeconds(1), "s"),
    ];

    public static string Of(DurationMetric one)
    {
        string open = one.Open.Count == 0 ? string.Empty : Text($", {one.Open.Count} open");
        string tail = Text($"n = {one.Count}, {one.Excluded.Count} excluded{open}");
        if (one.Median is not { } median)
        {
            return $"no values, {tail}";
        }

        (TimeSpan size, string unit) = UnitOf(median, one.Low ?? median);
        string interval = one.Low is null
            ? string.Empty
            : $" ({In(one.Low)} to {In(one.High)} {unit}, {Percent(one.ConfidenceLevel)})";
        return $"median {In(median)} {unit}{interval}, p90 {In(one.P90)} {unit}, mean {In(one.Mean)} {unit}, {tail}";

        string In(TimeSpan? value) => Number(value!.Value / size);
    }

    public static string Of(RateMetric one)
    {
        string tail = Text($"n = {one.Count}, {one.Excluded.Count} excluded");
        if (one.Value is not { } value)
        {
            return $"no value, {tail}";
        }

        (double size, string unit) = (1, one.Unit);
        if (one.Unit == MetricTerm.Seconds)
        {
            (TimeSpan length, unit) = UnitOf(TimeSpan.FromSeconds(value));
            size = length.TotalSeconds;
        }

        string interval = one.Low is not { } low || one.High is not { } high
            ? string.Empty
            : $" ({Number(low / size)} to {Number(high / size)}, {Percent(one.ConfidenceLevel)})";
        return $"{Number(value / size)} {unit}{interval}, {tail}";
    }

    public static string Of(ShareMetric one)
    {
        string tail = Text($"{one.Matching} of {one.Count}, {one.Excluded.Count} excluded");
        return one is { Value: { } value, Low: { } low, High: { } high }
            ? $"{Number(100 * value)} % ({Number(100 * low)} to {Number(100 * high)} %, {Percent(one.ConfidenceLevel)}), {tail}"
            : $"no value, {tail}";
    }

    public static string Percent(double? share) => Text($"{100 * share:0} %");

    /// <summary>Returns a duration in the unit of its size.</summary>
    public static string Duration(TimeSpan value)
    {
        (TimeSpan size, string unit) = UnitOf(value);
        return $"{Number(value / size)} {unit}";
    }

    /// <summary>Small numbers have three digits, so that they do not become 0.</summary>
    public static string Number(double value) => Math.Abs(value) < 1 ? Text($"{value:0.###}") : Text($"{value:0.#}");

    /// <summary>Returns the unit of the least of the values that are shown together, unless another one has too many digits in it.</summary>
    private static (TimeSpan Size, string Name) UnitOf(TimeSpan value, TimeSpan least)
    {
        (TimeSpan Size, string Name) unit = UnitOf(least);
        return value / unit.Size < 1000 ? unit : UnitOf(value);
    }

    private static (TimeSpan Size, string Name) UnitOf(TimeSpan value)
    {
        foreach ((TimeSpan size, string name) in _units)
        {
            if (value >= size)
            {
                return (size, name);
            }
        }

        return _units[^1];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
