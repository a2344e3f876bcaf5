using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// The measurements of a store up to a time in the past. The hour and the day in which this time lies are put together from smaller buckets,
/// so that what happened later in them does not count. If minutes are no longer kept, this hour counts as a whole.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="at">The time, in whole minutes. A part of a minute counts as a whole.</param>
/// <param name="hasMinutes">Whether the minutes of this time are kept.</param>
internal sealed class PastSeries(ISeriesStore store, DateTimeOffset at, bool hasMinutes) : ISeriesStore
{
    private readonly DateTimeOffset _hour = SeriesResolution.Hour.StartOf(at);

    public async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        SeriesQuery[][] cut = await CutAsync(queries, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read =
            await store.ReadAsync([.. cut.SelectMany(one => one)], cancellationToken).ConfigureAwait(false);
        var all = new IReadOnlyList<SeriesBucket>[cut.Length];
        int next = 0;
        for (int i = 0; i < cut.Length; i++)
        {
            IReadOnlyList<SeriesBucket> whole = read[next];
            SeriesBucket[] parts = [.. read.Skip(next + 1).Take(cut[i].Length - 1).SelectMany(one => one)];
            next += cut[i].Length;
            all[i] = parts.Length == 0
                ? whole
                : [.. whole, SeriesSummary.Of(parts).Total with { Start = cut[i][0].To }];
        }

        return all;
    }

    public async IAsyncEnumerable<SeriesBucket> ReadAsync(
        SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Resolution == SeriesResolution.Minute)
        {
            await foreach (SeriesBucket bucket in store.ReadAsync(Until(query, at), cancellationToken).ConfigureAwait(false))
            {
                yield return bucket;
            }

            yield break;
        }

        foreach (SeriesBucket bucket in (await ReadAsync([query], cancellationToken).ConfigureAwait(false))[0])
        {
            yield return bucket;
        }
    }

    public async ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        SeriesQuery[][] cut = await CutAsync(queries, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SeriesSummary> sums =
            await store.SummarizeAsync([.. cut.SelectMany(one => one)], cancellationToken).ConfigureAwait(false);
        var all = new SeriesSummary[cut.Length];
        int next = 0;
        for (int i = 0; i < cut.Length; i++)
        {
            SeriesSummary whole = sums[next];
            SeriesSummary[] parts = [.. sums.Skip(next + 1).Take(cut[i].Length - 1).Where(one => one.BucketCount > 0)];
            next += cut[i].Length;
            all[i] = parts.Length == 0 ? whole : WithLast(whole, parts, cut[i][0].To);
        }

        return all;
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => throw ReadOnly();

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        store.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) =>
        store.GetRetentionAsync(service, cancellationToken);

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken) =>
        store.GetDayZoneAsync(service, cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => store.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        store.ListProducersAsync(cancellationToken);

    private static NotSupportedException ReadOnly() => new("The past cannot be changed.");

    private static SeriesSummary WithLast(in SeriesSummary whole, SeriesSummary[] parts, DateTimeOffset start)
    {
        SeriesBucket last = SeriesSummary.Of(Array.ConvertAll(parts, one => one.Total)).Total with { Start = start };
        return whole.BucketCount == 0
            ? new SeriesSummary(in last, 1, start)
            : new SeriesSummary(whole.Total.Merge(in last), whole.BucketCount + 1, start);
    }

    private static SeriesQuery Of(SeriesQuery query, SeriesResolution resolution, DateTimeOffset from, DateTimeOffset to) =>
        new(query.Series, resolution, from, to < from ? from : to) { IncludeSketches = query.IncludeSketches };

    private static SeriesQuery Until(SeriesQuery query, DateTimeOffset end) =>
        query.To <= end ? query : Of(query, query.Resolution, query.From, end);

    /// <summary>
    /// Returns, for each query, one for the whole buckets before the time of the replay, and those for the parts of the last bucket, which
    /// starts where the first of them ends.
    /// </summary>
    private async ValueTask<SeriesQuery[][]> CutAsync(IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        var cut = new SeriesQuery[queries.Count][];
        Dictionary<string, DateTimeOffset> days = new(StringComparer.Ordinal);
        for (int i = 0; i < cut.Length; i++)
        {
            SeriesQuery query = queries[i];
            DateTimeOffset edge = query.Resolution switch
            {
                SeriesResolution.Minute => at,
                SeriesResolution.Hour => hasMinutes ? _hour : _hour == at ? at : _hour.AddHours(1),
                _ => await DayAsync(query.Series.Service, days, cancellationToken).ConfigureAwait(false),
            };
            cut[i] = query.To <= edge || edge < query.From || query.Resolution == SeriesResolution.Minute
                ? [Until(query, edge)]
                : [Until(query, edge), .. PartsOf(query, edge)];
        }

        return cut;
    }

    /// <summary>Returns the whole hours after the start of the last bucket, and the minutes before and after them.</summary>
    private IEnumerable<SeriesQuery> PartsOf(SeriesQuery query, DateTimeOffset start)
    {
        DateTimeOffset hours = SeriesResolution.Hour.StartOf(start.AddHours(1).AddTicks(-1));
        if (!hasMinutes)
        {
            yield return Of(query, SeriesResolution.Hour, hours, _hour == at ? at : _hour.AddHours(1));
            yield break;
        }

        DateTimeOffset from = hours < at ? hours : at;
        DateTimeOffset to = _hour > from ? _hour : from;
        if (from > start)
        {
            yield return Of(query, SeriesResolution.Minute, start, from);
        }

        if (to > from)
        {
            yield return Of(query, SeriesResolution.Hour, from, to);
        }

        if (at > to)
        {
            yield return Of(query, SeriesResolution.Minute, to, at);
        }
    }

    private async ValueTask<DateTimeOffset> DayAsync(
        string service, Dictionary<string, DateTimeOffset> days, CancellationToken cancellationToken)
    {
        if (!days.TryGetValue(service, out DateTimeOffset day))
        {
            TimeZoneInfo zone = DayZone.Find(
                service, await store.GetDayZoneAsync(service, cancellationToken).ConfigureAwait(false));
            days[service] = day = SeriesResolution.Day.StartOf(at, zone);
        }

        return day;
    }
}
