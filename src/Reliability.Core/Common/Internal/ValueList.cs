using System.Text.Json.Serialization.Metadata;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>
/// The values by which one metric is split, format 1. Every process that records the metric asks the same list which values are counted
/// separately.
/// </summary>
internal sealed record ValueList : IStoredDocument<ValueList>
{
    /// <summary>The maximum number of values, besides <see cref="SplitText.Other"/>.</summary>
    public const int MaxValues = 20;

    /// <summary>The number of days after which a value that nobody recorded gives its place to a new one.</summary>
    public const int KeptDays = 30;

    public static string Collection => "metric-values";

    public static int Format => 1;

    public static JsonTypeInfo<ValueList> Json => SourceListJson.Default.ValueList;

    public int V { get; init; } = Format;

    /// <summary>The values in the order in which they were listed.</summary>
    public required IReadOnlyList<ListedValue> Values { get; init; }

    /// <summary>Returns the ID of the list. Another dimension of the same metric has another list.</summary>
    public static string IdOf(SeriesId series, string dimension) => StoreName.Join(string.Empty, $"{series.Name} by {dimension}");

    /// <summary>Returns the texts by their order, with <see cref="SplitText.Other"/> last.</summary>
    public IReadOnlyList<string> Texts() =>
    [
        .. Values.Select(value => value.Text)
            .OrderBy(text => text == SplitText.Other)
            .ThenBy(text => text, StringComparer.Ordinal),
    ];

    /// <summary>Returns the list after a process recorded values. A value for which there is no room is missing in it.</summary>
    /// <param name="list">The stored list, if there is one.</param>
    /// <param name="recorded">The values that were recorded, in the order of their first appearance.</param>
    /// <param name="today">The day in UTC.</param>
    public static ValueList Merge(ValueList? list, IReadOnlyList<string> recorded, DateOnly today)
    {
        List<ListedValue> values = [.. list?.Values ?? []];
        List<string> added = [];
        foreach (string text in recorded)
        {
            int at = values.FindIndex(value => value.Text == text);
            if (at >= 0)
            {
                // The clock of another process may be ahead.
                values[at] = values[at] with { SeenOn = values[at].SeenOn > today ? values[at].SeenOn : today };
            }
            else
            {
                added.Add(text);
            }
        }

        foreach (string text in added)
        {
            if (text == SplitText.Other || values.Count(value => value.Text != SplitText.Other) < MaxValues || RemoveOldest(values, today))
            {
                values.Add(new ListedValue { Text = text, SeenOn = today });
            }
        }

        return new ValueList { Values = values };
    }

    /// <summary>Returns whether a value has not been recorded for so long that a new one may take its place.</summary>
    public static bool IsOld(ListedValue value, DateOnly today) =>
        value.Text != SplitText.Other && value.SeenOn.DayNumber < today.DayNumber - KeptDays;

    private static bool RemoveOldest(List<ListedValue> values, DateOnly today)
    {
        ListedValue? oldest = values.Where(value => IsOld(value, today)).MinBy(value => value.SeenOn);
        return oldest is not null && values.Remove(oldest);
    }
}
