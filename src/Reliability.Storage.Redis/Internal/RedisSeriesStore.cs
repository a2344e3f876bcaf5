using System.Globalization;
using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Stores the series of a service as one hash for each hour of minutes, each day of hours and each 32 days, whose fields are slot and
/// series, and a hash of the sequences of its producers. One script adds a whole batch to them. Its sketches go to a journal, a list for
/// each chunk of series, until they are folded.
/// </summary>
internal sealed class RedisSeriesStore(RedisConnection connection, KeyFactory keys, DayTiers dayTiers) : ISeriesStore
{
    private readonly Registry _services = new(connection, keys.Services);
    private readonly SeriesRanges _ranges = new(connection, keys, dayTiers);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await _services.EnterAsync([batch.Service], cancellationToken).ConfigureAwait(false);
        var append = new SeriesAppend(keys, batch);
        RedisResult applied = await connection.ScriptAsync(
            RedisScripts.SeriesAppend, append.Keys, append.Values, cancellationToken).ConfigureAwait(false);
        return applied.Resp2Type != ResultType.Integer
            ? throw new DayZoneException(batch.Service, (string)applied!, batch.DayZone.Id)
            : (int)applied == 1 ? AppendOutcome.Applied : AppendOutcome.Duplicate;
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadCoreAsync(query, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        await _ranges.ReadAsync(Check.Copy(queries), sumsSketches: false, buckets => buckets.ToArray(), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        await _ranges.ReadAsync(Check.Copy(queries), sumsSketches: true, SeriesSummary.Of, cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        _ = new SeriesId(service, producerId); // Applies the rule for names to both.
        RedisValue stored = await connection.RunAsync(
            db => db.HashGetAsync(keys.Producers(service), producerId), cancellationToken).ConfigureAwait(false);
        return stored.IsNull ? 0 : Sequence(stored);
    }

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        ArgumentNullException.ThrowIfNull(retention);
        return new SeriesKeeping(connection, keys, service).DeclareAsync(retention, cancellationToken);
    }

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return new SeriesKeeping(connection, keys, service).ReadAsync(cancellationToken);
    }

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return dayTiers.ReadZoneAsync(service, cancellationToken);
    }

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return new SeriesFold(connection, keys, dayTiers, service).RunAsync(cancellationToken);
    }

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return ChunkFolds.ThenTrimAsync(
            () => FoldAsync(service, cancellationToken),
            () => new SeriesTrim(connection, keys, service).RunAsync(cancellationToken));
    }

    public async IAsyncEnumerable<SeriesId> ListSeriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string service in await _services.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (RedisValue name in await connection.RunAsync(
                db => db.SortedSetRangeByRankAsync(keys.Series(service)), cancellationToken).ConfigureAwait(false))
            {
                yield return new SeriesId(service, name.ToString());
            }
        }
    }

    public async IAsyncEnumerable<SeriesProducer> ListProducersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string service in await _services.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (HashEntry one in await connection.RunAsync(
                db => db.HashGetAllAsync(keys.Producers(service)), cancellationToken).ConfigureAwait(false))
            {
                yield return new SeriesProducer(service, one.Name.ToString(), Sequence(one.Value));
            }
        }
    }

    private static long Sequence(RedisValue stored) => long.Parse(stored.ToString().AsSpan(0, 19), CultureInfo.InvariantCulture);

    private async IAsyncEnumerable<SeriesBucket> ReadCoreAsync(
        SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (SeriesBucket bucket in
            (await _ranges.ReadAsync([query], sumsSketches: false, buckets => buckets.ToArray(), cancellationToken)
                .ConfigureAwait(false))[0])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return bucket;
        }
    }
}
