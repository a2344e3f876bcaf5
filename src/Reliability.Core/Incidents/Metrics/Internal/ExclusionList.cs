namespace Reliability.Incidents.Internal;

/// <summary>The records that do not count for a metric, in the order of their times.</summary>
internal sealed class ExclusionList
{
    private readonly List<(DateTimeOffset At, MetricExclusion One)> _all = [];

    public void Add(string service, string id, DateTimeOffset at, string reason) =>
        _all.Add((at, new MetricExclusion { Service = service, Id = id, Reason = reason }));

    public IReadOnlyList<MetricExclusion> ToList() =>
    [
        .. _all.OrderBy(one => one.At)
            .ThenBy(one => one.One.Service, StringComparer.Ordinal)
            .ThenBy(one => one.One.Id, StringComparer.Ordinal)
            .ThenBy(one => one.One.Reason, StringComparer.Ordinal)
            .Select(one => one.One),
    ];
}
