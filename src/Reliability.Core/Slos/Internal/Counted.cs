using System.Runtime.InteropServices;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The buckets that count, in time order.</summary>
/// <param name="Buckets">The buckets.</param>
/// <param name="HoursCountedWhole">
/// The number of hours with events that count although they may be excluded: their minutes are no longer stored.
/// </param>
internal sealed record Counted(IReadOnlyList<SeriesBucket> Buckets, int HoursCountedWhole)
{
    public ReadOnlySpan<SeriesBucket> Span => Buckets switch
    {
        SeriesBucket[] array => array,
        List<SeriesBucket> list => CollectionsMarshal.AsSpan(list),
        _ => Buckets.ToArray(),
    };
}
