using System.Buffers;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>What every chart requires: a chart that would mislead is not drawn.</summary>
internal static class ChartRules
{
    /// <summary>The largest number of series: more cannot be distinguished.</summary>
    public const int MaxSeries = 8;

    private static readonly SearchValues<char> _idCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Requires an id that can stand in a reference of SVG without being escaped.</summary>
    public static void Id(string id) =>
        Check.That(
            !string.IsNullOrEmpty(id) && char.IsAsciiLetter(id[0]) && !id.AsSpan().ContainsAnyExcept(_idCharacters),
            id,
            "An id consists of ASCII letters, digits, '-' and '_', and begins with a letter.",
            nameof(id));

    /// <summary>Requires a text that says something.</summary>
    public static void Text(string text, string parameter) =>
        Check.That(!string.IsNullOrWhiteSpace(text), text, "A text that a chart shows must not be empty.", parameter);

    /// <summary>Requires the pointer of an array or of a figure.</summary>
    public static void Pointer(string pointer) =>
        Check.That(pointer is { Length: > 0 } && pointer[0] == '/', pointer, "A JSON pointer starts with '/'.", nameof(pointer));

    /// <summary>Requires the name of a property that stands in a pointer as it is.</summary>
    public static void Property(string property) =>
        Check.That(
            !string.IsNullOrEmpty(property) && !property.AsSpan().ContainsAny('~', '/'),
            property,
            "The name of a property is not empty and holds neither '~' nor '/'.",
            nameof(property));

    /// <summary>Requires that a value, if there is one, is finite and small enough to be drawn.</summary>
    public static void Value(double? value, string name)
    {
        if (value is { } one)
        {
            Check.Finite(one, name);
            Check.Between(one, -Ticks.MaxValue, Ticks.MaxValue, name);
        }
    }

    /// <summary>Requires points that ascend in time and have valid values.</summary>
    public static void Points(IReadOnlyList<TimePoint> points, string name)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int i = 0; i < points.Count; i++)
        {
            Value(points[i].Value, name);
            Check.That(
                i == 0 || points[i - 1].At <= points[i].At,
                points[i].At,
                $"The points of '{name}' must ascend in time; item {i} is before the one that precedes it.",
                nameof(points));
        }
    }
}
