using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Shifts of several metrics of a service at about the same time. The first one is that of the metric that changed first.
/// </summary>
internal sealed record ShiftGroupResource(
    string Service,
    DateTimeOffset From,
    DateTimeOffset To,
    bool IsFirstCertain,
    string Summary,
    IReadOnlyList<GroupedShiftResource> Shifts)
{
    public static ShiftGroupResource Of(ShiftGroup group) => new(
        group.Service,
        group.Within.Start,
        group.Within.End,
        group.IsFirstCertain,
        group.Summary,
        [.. group.Shifts.Select(GroupedShiftResource.Of)]);
}
