namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosSeries(ISeriesStore inner, ChaosControl control) : ISeriesStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.AppendAsync(batch, token), cancellationToken);

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReadAsync(query, token), cancellationToken);

    public ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReadAsync(queries, token), cancellationToken);

    public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.SummarizeAsync(queries, token), cancellationToken);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetLastSequenceAsync(service, producerId, token), cancellationToken);

    public async ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        await control.RunAsync(token => inner.SetRetentionAsync(service, retention, token), cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetRetentionAsync(service, token), cancellationToken);

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetDayZoneAsync(service, token), cancellationToken);

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.FoldAsync(service, token), cancellationToken);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.TrimAsync(service, token), cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) =>
        control.RunAsync(inner.ListSeriesAsync, cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        control.RunAsync(inner.ListProducersAsync, cancellationToken);
}
