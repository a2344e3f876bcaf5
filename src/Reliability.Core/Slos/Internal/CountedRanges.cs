using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Ranges of the series of an objective, in time order, and the time in them that does not count.</summary>
internal sealed record CountedRanges(SloDefinition Slo, IReadOnlyList<SeriesQuery> Queries, ExcludedTime Excluded);
