using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>What tests put into a store in memory, and find there.</summary>
internal static class SeriesContent
{
    private static long _sequence;

    extension(ISeriesStore store)
    {
        /// <summary>All events of all series.</summary>
        public long Events =>
            store.ListSeriesAsync(CancellationToken.None).ToBlockingEnumerable().Sum(id => store.Minutes(id).Sum(minute => minute.Count));

        /// <summary>The minutes of a series that exist, oldest first.</summary>
        public SeriesBucket[] Minutes(SeriesId id)
        {
            var query = new SeriesQuery(id, SeriesResolution.Minute, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
            {
                IncludeSketches = true,
            };
            return [.. store.ReadAsync(query, CancellationToken.None).ToBlockingEnumerable()];
        }

        /// <summary>Adds what was measured in some minutes.</summary>
        public void Put(SloDefinition slo, params SeriesBucket[] minutes)
        {
            SeriesDelta[] deltas =
            [
                .. minutes.Select(minute =>
                    new SeriesDelta(slo.SeriesId.Name, minute with { Start = SeriesResolution.Minute.StartOf(minute.Start) })),
            ];
            var batch = new SeriesBatch(slo.SeriesId.Service, "test", Interlocked.Increment(ref _sequence), deltas);
            store.AppendAsync(batch, CancellationToken.None).AsTask().GetAwaiter().GetResult().Should().Be(AppendOutcome.Applied);
        }
    }
}
