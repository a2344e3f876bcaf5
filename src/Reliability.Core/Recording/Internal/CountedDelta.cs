using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>What a batch adds to a minute, with the numbers of its events.</summary>
/// <param name="Delta">The minute.</param>
/// <param name="Events">The numbers of its events.</param>
internal readonly record struct CountedDelta(SeriesDelta Delta, EventCounts Events);
