using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Reading;

/// <summary>A range of buckets of one tier.</summary>
internal sealed record ReadingRange(SeriesResolution Tier, DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan[] Windows =
    [
        TimeSpan.FromDays(3), TimeSpan.FromDays(1), TimeSpan.FromHours(6), TimeSpan.FromHours(2), TimeSpan.FromHours(1),
        TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5),
    ];

    /// <summary>The ranges between the starts of the windows of the default rules, in whole hours as far as possible.</summary>
    public static ReadingRange[] OfDefaultRules(DateTimeOffset now)
    {
        DateTimeOffset[] edges = [.. Windows.Select(window => SeriesResolution.Minute.StartOf(now - window)), now];
        return [.. edges.Zip(edges.Skip(1), Parts).SelectMany(parts => parts)];
    }

    /// <summary>The hours of the last 30 days.</summary>
    public static ReadingRange[] OfThirtyDays(DateTimeOffset now) =>
        [new(SeriesResolution.Hour, SeriesResolution.Hour.StartOf(now.AddDays(-30)), now)];

    private static IEnumerable<ReadingRange> Parts(DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset first = SeriesResolution.Hour.StartOf(from.AddHours(1).AddTicks(-1));
        DateTimeOffset last = SeriesResolution.Hour.StartOf(to);
        ReadingRange[] parts = first < last
            ?
            [
                new(SeriesResolution.Minute, from, first), new(SeriesResolution.Hour, first, last),
                new(SeriesResolution.Minute, last, to),
            ]
            : [new(SeriesResolution.Minute, from, to)];
        return parts.Where(part => part.From < part.To);
    }
}
