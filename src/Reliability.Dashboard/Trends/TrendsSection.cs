using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>The trends of all metrics. They are computed at most once an hour, because their days change once a day.</summary>
internal sealed class TrendsSection(TimeProvider clock) : ISection
{
    private readonly TrendCache<IReadOnlyList<TrendReport>> _reports = new(clock);

    public string Name => TrendsPart.SectionName;

    public void Forget() => _reports.Clear();

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        if (context.Find<ITrends>() is not { Metrics.Count: > 0 } trends)
        {
            return null;
        }

        if (context.At is { } past)
        {
            context.Limits.Add(PastTrends.Limit);
            IReadOnlyList<TrendReport> then = await PastTrends.Of(trends, context.Get<ISeriesStore>(), past)
                .AnalyzeAllAsync(TrendsPart.Days, cancellationToken).ConfigureAwait(false);
            return Part(then, past, _ => null);
        }

        (IReadOnlyList<TrendReport> reports, DateTimeOffset at, bool isKept) = await _reports.GetAsync(
            string.Empty, token => trends.AnalyzeAllAsync(TrendsPart.Days, token), cancellationToken).ConfigureAwait(false);
        ReliabilityRecorder recorder = context.Get<ReliabilityRecorder>();
        TrendsPart part = Part(reports, at, metric => Common.Internal.MetricFeeds.Problem(recorder.GetFeeds(metric)));
        return part with { WasComputedBefore = isKept };
    }

    private static TrendsPart Part(IReadOnlyList<TrendReport> reports, DateTimeOffset at, Func<string, string?> feedProblem)
    {
        // All rows show the same 90 days, so that their lines can be compared.
        DateTimeOffset end = reports.Max(report => report.Range?.End) ?? at;
        return new TrendsPart
        {
            ComputedAt = at,
            Trends = [.. reports.Select(report => TrendFigures.Row(report, feedProblem(report.Metric.Name), end))],
            Groups = ShiftGroups.Of(reports, end),
        };
    }
}
