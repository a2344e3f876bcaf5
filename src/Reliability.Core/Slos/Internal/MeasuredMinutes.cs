using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// The minutes of an hour, as the series and its copies know them. Counts only grow and every event is in a minute and in its hour, so that
/// numbers and no clock tell which of two is newer, and whether any minute is missing.
/// </summary>
internal static class MeasuredMinutes
{
    /// <summary>Returns the minutes of each hour that the series still has.</summary>
    public static async ValueTask<IReadOnlyList<SeriesBucket[]>> ReadAsync(
        ISeriesStore series,
        IReadOnlyList<(SeriesId Series, DateTimeOffset Start)> hours,
        CancellationToken cancellationToken)
    {
        SeriesQuery[] queries = [.. hours.Select(QueryOf)];
        return queries.Length == 0
            ? []
            : [.. (await series.ReadAsync(queries, cancellationToken).ConfigureAwait(false)).Select(minutes => minutes.ToArray())];
    }

    public static SeriesQuery QueryOf((SeriesId Series, DateTimeOffset Start) hour) =>
        new(hour.Series, SeriesResolution.Minute, hour.Start, hour.Start.AddHours(1));

    /// <summary>Whether the minutes hold all events of their hour.</summary>
    public static bool AreAllOf(IReadOnlyCollection<SeriesBucket> minutes, in SeriesBucket hour) =>
        minutes.Count > 0 && minutes.Aggregate(0L, (sum, minute) => SeriesBucket.Add(sum, minute.Count)) >= hour.Count;

    /// <summary>Every minute that either knows; of one that both know, the one with more events.</summary>
    public static SeriesBucket[] Merge(IEnumerable<SeriesBucket> known, IEnumerable<SeriesBucket> others) =>
    [
        .. known.Concat(others).GroupBy(minute => minute.Start)
            .Select(same => same.MaxBy(minute => minute.Count))
            .OrderBy(minute => minute.Start),
    ];
}
