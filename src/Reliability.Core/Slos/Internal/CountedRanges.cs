using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Ranges of the series of an objective, in time order, and the time in them that does not count.</summary>
internal sealed record CountedRanges(SloDefinition Slo, IReadOnlyList<SeriesQuery> Queries, ExcludedTime Excluded);

/// <summary>The buckets that count, in time order.</summary>
/// <param name="Buckets">The buckets.</param>
/// <param name="HoursCountedWhole">
/// The number of hours with events that count although they may be excluded: their minutes are no longer stored.
/// </param>
internal sealed record Counted(IReadOnlyList<SeriesBucket> Buckets, int HoursCountedWhole)
{
    public static Counted Nothing { get; } = new([], 0);

    public ReadOnlySpan<SeriesBucket> Span => Buckets switch
    {
        SeriesBucket[] array => array,
        List<SeriesBucket> list => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list),
        _ => Buckets.ToArray(),
    };
}
