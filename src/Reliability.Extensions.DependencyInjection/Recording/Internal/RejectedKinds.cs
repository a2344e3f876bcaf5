using Reliability.Experiments;

namespace Reliability.Internal;

/// <summary>The kinds of calls of experiments that have no effect, as the Meter and the log name them.</summary>
internal static class RejectedKinds
{
    public static readonly string[] All = ["unit", "variant", "value", "store"];

    public static IEnumerable<(string Kind, long Count)> Of(TrackerStatistics statistics) => All.Zip(
    [
        statistics.RejectedUnits, statistics.RejectedVariants, statistics.RejectedValues, statistics.StoreUnavailable,
    ]);
}
