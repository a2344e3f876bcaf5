using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <content>Where bad events come from.</content>
public sealed partial class ErrorBudgets
{
    private const int MaxSources = 20;

    private static readonly TimeSpan MaxMinutes = TimeSpan.FromDays(1);

    /// <summary>
    /// Gets the store of the lists by which <see cref="GetBadEventSourcesAsync"/> finds the sources of bad events. Without it, it finds
    /// none.
    /// </summary>
    public IDocumentStore? Documents { get; init; }

    /// <inheritdoc/>
    public async ValueTask<BadEventSources> GetBadEventSourcesAsync(
        string slo, TimeRange range, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        Check.That(range.End >= range.Start, range, "The range must not end before it starts.", nameof(range));
        Check.That(
            range.Length <= HistoryGrid.MaxRange,
            range,
            $"A range must not be longer than {HistoryGrid.MaxRange.TotalDays} days.",
            nameof(range));
        SeriesResolution tier = range.Length <= MaxMinutes && _timeProvider.GetUtcNow() - range.Start < _retention.Minutes
            ? SeriesResolution.Minute
            : SeriesResolution.Hour;
        range = new TimeRange(tier.StartOf(range.Start.ToUniversalTime()), range.End.ToUniversalTime());
        SourceList? list = Documents is null
            ? null
            : await SourceList.FindAsync(Documents, definition.SeriesId, cancellationToken).ConfigureAwait(false);
        if (list is null)
        {
            return new BadEventSources { Range = range, Sources = [], Other = 0 };
        }

        SeriesQuery[] queries =
        [
            .. list.Sources.Select(source => source.SeriesOf(definition.SeriesId))
                .Append(Owned.BadEvents(definition.SeriesId, source: null))
                .Select(series => new SeriesQuery(series, tier, range.Start, range.End)),
        ];
        IReadOnlyList<SeriesSummary> sums = await _store.SummarizeAsync(queries, cancellationToken).ConfigureAwait(false);
        BadEventCount[] counts =
        [
            .. list.Sources.Zip(sums, (source, sum) => new BadEventCount
                {
                    Route = source.Route,
                    Status = source.Status,
                    Version = source.Version,
                    Bad = sum.Total.Count,
                })
                .Where(one => one.Bad > 0)
                .OrderByDescending(one => one.Bad)
                .ThenBy(one => one.Route, StringComparer.Ordinal)
                .ThenBy(one => one.Status, StringComparer.Ordinal)
                .ThenBy(one => one.Version, StringComparer.Ordinal),
        ];
        return new BadEventSources
        {
            Range = range,
            Sources = [.. counts.Take(MaxSources)],
            Other = counts.Skip(MaxSources).Aggregate(sums[^1].Total.Count, (sum, one) => SeriesBucket.Add(sum, one.Bad)),
        };
    }
}
