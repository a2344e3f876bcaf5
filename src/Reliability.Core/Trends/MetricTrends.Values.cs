using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <content>The values of split metrics.</content>
public sealed partial class MetricTrends
{
    /// <summary>
    /// Gets the store of the lists of values, the same one as that of the recorders. It is not disposed. Default: <see langword="null"/>,
    /// so that no value of a split metric is known.
    /// </summary>
    public IDocumentStore? Documents { get; init; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> GetValuesAsync(string metric, CancellationToken cancellationToken = default)
    {
        MetricDefinition definition = Find(metric);
        return (await ListedAsync([definition], cancellationToken).ConfigureAwait(false))[0]?.Require().Texts() ?? [];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> GetAllValuesAsync(
        CancellationToken cancellationToken = default)
    {
        MetricDefinition[] split = [.. Metrics.Where(metric => metric.SplitBy is not null)];
        IReadOnlyList<Stored<ValueList>?> listed = await ListedAsync(split, cancellationToken).ConfigureAwait(false);
        return split.Zip(listed).ToDictionary(
            one => one.First.Name, one => one.Second?.Require().Texts() ?? [], StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TrendReport>> AnalyzeValuesAsync(
        string metric, int days = 90, CancellationToken cancellationToken = default)
    {
        Check.Between(days, 1, TrendRequest.MaxDays);
        MetricDefinition definition = Find(metric);
        if (definition.SplitBy is null)
        {
            throw new ArgumentException($"Metric '{metric}' is not split by a dimension, so it has no values.", nameof(metric));
        }

        IReadOnlyList<string> values =
            (await ListedAsync([definition], cancellationToken).ConfigureAwait(false))[0]?.Require().Texts() ?? [];
        TimeZoneInfo zone = await ZoneAsync(definition.Service, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read = await _store.ReadAsync(
            [
                Query(definition, SeriesResolution.Day, days, zone, includeSketches: false),
                .. values.Select(value => Query(definition, SeriesResolution.Day, days, zone, includeSketches: true, value)),
            ],
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AcceptedShift> accepted = await AcceptedAsync(definition, cancellationToken).ConfigureAwait(false);
        IEnumerable<TrendReport> reports = values.Select((value, i) => Trend.Analyze(
            definition,
            new TrendSeries
            {
                Points = SplitParts.PointsOf(definition, read[i + 1], read[0]),
                Zone = zone,
                AcceptedShifts = accepted,
            },
            _options with { ForecastLength = TimeSpan.Zero }) with
        { Value = value });
        return await ShiftMarkers.AddAsync([.. reports], _markers, _options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns a value as it is stored, if the metric has it.</summary>
    /// <exception cref="KeyNotFoundException">The metric is not split, or has no such value.</exception>
    private async ValueTask<string> RequireValueAsync(MetricDefinition metric, string value, CancellationToken cancellationToken)
    {
        if (metric.SplitBy is null)
        {
            throw new KeyNotFoundException(
                $"Metric '{metric.Name}' is not split by a dimension, so it has no value '{Names.Shorten(value)}'.");
        }

        IReadOnlyList<string> known = await GetValuesAsync(metric.Name, cancellationToken).ConfigureAwait(false);
        return SplitText.Of(value) is { } text && known.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new KeyNotFoundException(
                $"Metric '{metric.Name}' has no value '{Names.Shorten(value)}' of '{metric.SplitBy}'. Recorded are: "
                + $"{Names.Nearest(value, known)}.");
    }

    /// <summary>Returns the values of each metric, as far as they can be read.</summary>
    private async ValueTask<IReadOnlyList<IReadOnlyList<string>>> KnownValuesAsync(
        IReadOnlyList<MetricDefinition> metrics, CancellationToken cancellationToken) =>
        [.. (await ListedAsync(metrics, cancellationToken).ConfigureAwait(false)).Select(list => list?.Value?.Texts() ?? [])];

    /// <summary>Reads the lists of many metrics at once; <see langword="null"/> for those without one.</summary>
    private async ValueTask<IReadOnlyList<Stored<ValueList>?>> ListedAsync(
        IReadOnlyList<MetricDefinition> metrics, CancellationToken cancellationToken)
    {
        (SeriesDefinition Series, int At)[] split =
            [.. metrics.Select((metric, i) => (metric.Series, i)).Where(one => one.Series.SplitBy is not null)];
        var listed = new Stored<ValueList>?[metrics.Count];
        if (Documents is null || split.Length == 0)
        {
            return listed;
        }

        IReadOnlyList<Stored<ValueList>?> read = await DocumentSet<ValueList>.GetEachAsync(
            Documents,
            [.. split.Select(one => (one.Series.Id.Service, ValueList.IdOf(one.Series.Id, one.Series.SplitBy!)))],
            cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < split.Length; i++)
        {
            listed[split[i].At] = read[i];
        }

        return listed;
    }
}
