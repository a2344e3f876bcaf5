using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>What a batch adds to a minute, with the numbers of its events.</summary>
/// <param name="Delta">The minute.</param>
/// <param name="Events">The numbers of its events; none if they are counted with the series of which these are the sources.</param>
/// <param name="Whole">The series itself, or the one whose bad events it breaks down. Both belong into one batch.</param>
internal readonly record struct CountedDelta(SeriesDelta Delta, EventCounts Events, SeriesAccumulator Whole);
