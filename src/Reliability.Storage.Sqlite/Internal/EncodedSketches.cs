using Reliability.Sketches;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// The sketches of a range as one snapshot held them. Encoded, they need a small part of the memory of the sketches: those of a month of
/// minutes would take hundreds of megabytes.
/// </summary>
/// <param name="query">The range.</param>
/// <param name="folded">The sketches of the tier, in time order.</param>
/// <param name="journal">What is not folded yet.</param>
internal sealed class EncodedSketches(SeriesQuery query, List<(DateTimeOffset Start, byte[] Data)> folded, SketchJournal journal)
{
    private int _next;

    /// <summary>
    /// Decodes the sketch of a bucket that starts after those before, or returns <see langword="null"/> if it has none. A sketch whose
    /// bucket was trimmed is passed over.
    /// </summary>
    public QuantileSketch? Next(DateTimeOffset start)
    {
        while (_next < folded.Count && folded[_next].Start < start)
        {
            _next++;
        }

        QuantileSketch? stored = _next < folded.Count && folded[_next].Start == start ? QuantileSketch.FromBytes(folded[_next].Data) : null;
        return journal.AddTo(query.Series.Name, query.Resolution, start, stored);
    }
}
