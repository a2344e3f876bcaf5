using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Loads what burn rates and alerts look at: minutes of the last days, hours of what lies before, sketches only where a rule needs them.</summary>
internal static class RecentBuckets
{
    public static TimeSpan LongestWindow(SloDefinition slo) =>
        slo.Alerts.Aggregate(BucketGrid.LongestMinuteWindow, (longest, rule) => rule.LongestWindow > longest ? rule.LongestWindow : longest);

    public static async ValueTask<BucketBuffer> ReadAsync(
        ISeriesStore store, SloDefinition slo, DateTimeOffset now, ExcludedTime excluded, KeptHours? kept, CancellationToken cancellationToken)
    {
        DateTimeOffset end = SeriesResolution.Minute.StartOf(now) + TimeSpan.FromMinutes(1);
        DateTimeOffset hours = BucketGrid.StartOf(slo, now, LongestWindow(slo));
        DateTimeOffset minutes = BucketGrid.NeedsMinutes(slo) ? hours : SeriesResolution.Hour.StartOf(now - BucketGrid.LongestMinuteWindow);
        DateTimeOffset sketches = slo.Alerts.Where(rule => rule.NeedsSketches)
            .Select(rule => BucketGrid.StartOf(now, rule.LongestWindow))
            .Append(end)
            .Min();

        var buffer = new BucketBuffer();
        try
        {
            await AppendAsync(SeriesResolution.Hour, hours, minutes, withSketches: false).ConfigureAwait(false);
            await AppendAsync(SeriesResolution.Minute, minutes, sketches, withSketches: false).ConfigureAwait(false);
            await AppendAsync(SeriesResolution.Minute, sketches, end, withSketches: true).ConfigureAwait(false);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        async ValueTask AppendAsync(SeriesResolution resolution, DateTimeOffset from, DateTimeOffset to, bool withSketches)
        {
            if (from < to)
            {
                var query = new SeriesQuery(slo.SeriesId, resolution, from, to) { IncludeSketches = withSketches };
                await buffer.AppendAsync(store, slo, query, excluded, kept, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
