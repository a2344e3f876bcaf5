namespace Reliability.Storage.Postgres.Internal;

/// <summary>Builds the summary of one experiment from its rows, in any order.</summary>
internal sealed class SummaryRows
{
    private readonly SortedDictionary<string, (long Units, List<MetricSums> Metrics)> _arms = new(StringComparer.Ordinal);
    private long _crossed;

    public void Add(in SummaryRow row)
    {
        if (!_arms.TryGetValue(row.Variant, out (long Units, List<MetricSums> Metrics) arm))
        {
            _arms.Add(row.Variant, arm = (row.Units, []));
            _crossed += row.Crossed;
        }

        if (row.Sums is { } sums)
        {
            arm.Metrics.Add(sums);
        }
    }

    public EnrollmentSummary Build() => new()
    {
        Arms = [
            .. _arms.Select(arm => new ArmSummary
            {
                Variant = arm.Key,
                Units = arm.Value.Units,
                Metrics = [.. arm.Value.Metrics.OrderBy(sums => sums.Metric, StringComparer.Ordinal)],
            }),
        ],
        Crossed = _crossed,
    };
}
