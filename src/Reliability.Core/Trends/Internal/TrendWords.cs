using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Trends.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum values do.</summary>
internal static class TrendWords
{
    public static WordTable<ShiftKind> Kind { get; } = new(
        "shift",
        "kind",
        (ShiftKind.Unknown, "Unknown"),
        (ShiftKind.Step, "Step"),
        (ShiftKind.Ramp, "Ramp"),
        (ShiftKind.Transient, "Transient"));
}
