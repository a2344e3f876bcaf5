using CsCheck;
using Reliability.Statistics;
using Reliability.Storage.InMemory;
using static Reliability.Storage.Sqlite.Tests.Series;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>Any sequence of calls leaves the SQLite store in the same state as the one in memory.</summary>
public sealed class SqliteModelTests
{
    private static readonly string[] Names = ["orders", "Orders", "café"];

    private static readonly Gen<SeriesDelta> GenDelta =
        from name in Gen.OneOfConst(Names)
        from minute in Gen.Int[-200, 200]
        from values in Gen.Int[-50, 50].Array[0, 4]
        from good in Gen.Int[0, 4]
        from sketched in Gen.Bool
        select new SeriesDelta(name, Bucket(minute, values, good, sketched));

    private static readonly Gen<Call> GenCall = Gen.Frequency(
        (6, from producer in Gen.Int[0, 1]
            from sequence in Gen.Int[1, 12]
            from deltas in GenDelta.Array[0, 6]
            select (Call)new Append(new SeriesBatch("shop", $"producer-{producer}", sequence, deltas))),
        (2, from name in Gen.OneOfConst(Names)
            from start in Gen.Int[-15_000, 15_000]
            from length in Gen.Int[0, 20_000]
            from hours in Gen.Bool
            from sketches in Gen.Bool
            select (Call)new Read(new SeriesQuery(
                new("shop", name),
                hours ? SeriesResolution.Hour : SeriesResolution.Minute,
                Noon.AddSeconds(start),
                Noon.AddSeconds(start + length))
            { IncludeSketches = sketches })),
        (1, from minutes in Gen.Int[1, 3]
            from more in Gen.Int[0, 2]
            from now in Gen.Int[-3_000, 35_000]
            select (Call)new Trim(new(TimeSpan.FromHours(minutes), TimeSpan.FromHours(minutes + more)), Noon.AddSeconds(now))),
        (1, Gen.Const((Call)new Restart())));

    [Fact]
    public Task Sqlite_agrees_with_the_model() => GenCall.Array[1, 30].SampleAsync(
        async calls =>
        {
            using var folder = new TempFolder();
            var model = new InMemorySeriesStore();
            SqliteStore store = folder.Store();
            try
            {
                foreach (Call call in calls)
                {
                    if (call is Restart)
                    {
                        await store.DisposeAsync();
                        store = folder.Store();
                    }

                    (await call.RunAsync(store.Series)).Should().Be(await call.RunAsync(model));
                }

                (await StateAsync(store.Series)).Should().Be(await StateAsync(model));
            }
            finally
            {
                await store.DisposeAsync();
            }
        },
        iter: 150,
        threads: 2);

    private static SeriesBucket Bucket(int minute, int[] values, int good, bool sketched)
    {
        QuantileSketch? sketch = sketched ? new() : null;
        foreach (int value in values)
        {
            sketch?.Add(value);
        }

        return new(
            Noon.AddMinutes(minute),
            values.Length,
            Math.Min(good, values.Length),
            values.Sum() * SeriesBucket.SumScale,
            values.DefaultIfEmpty().Min(),
            values.DefaultIfEmpty().Max(),
            sketch);
    }

    private static async Task<string> StateAsync(ISeriesStore store)
    {
        List<string> lines = [];
        foreach (string name in Names)
        {
            foreach (SeriesResolution resolution in Enum.GetValues<SeriesResolution>())
            {
                lines.Add(await new Read(new SeriesQuery(
                    new("shop", name), resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                { IncludeSketches = true }).RunAsync(store));
            }
        }

        lines.Add($"{await store.GetLastSequenceAsync("shop", "producer-0", default)}");
        lines.Add($"{await store.GetLastSequenceAsync("shop", "producer-1", default)}");
        return string.Join('\n', lines);
    }

    private abstract record Call
    {
        public abstract Task<string> RunAsync(ISeriesStore store);
    }

    private sealed record Append(SeriesBatch Batch) : Call
    {
        public override async Task<string> RunAsync(ISeriesStore store) => $"{await store.AppendAsync(Batch, default)}";

        public override string ToString() =>
            $"Append {Batch.ProducerId} {Batch.Sequence}: {string.Join(", ", Batch.Deltas.Select(delta => $"{delta.Series} {Text(delta.Bucket)}"))}";
    }

    private sealed record Read(SeriesQuery Query) : Call
    {
        public override async Task<string> RunAsync(ISeriesStore store)
        {
            List<string> lines = [];
            await foreach (SeriesBucket bucket in store.ReadAsync(Query, default))
            {
                lines.Add(Text(bucket));
            }

            return string.Join('\n', lines);
        }
    }

    private sealed record Trim(SeriesRetention Retention, DateTimeOffset Now) : Call
    {
        public override async Task<string> RunAsync(ISeriesStore store) => $"{await store.TrimAsync(Retention, Now, default)}";
    }

    private sealed record Restart : Call
    {
        public override Task<string> RunAsync(ISeriesStore store) => Task.FromResult("");
    }

    private static string Text(SeriesBucket bucket) =>
        FormattableString.Invariant($"{bucket.Start:O} {bucket.Count} {bucket.Good} {bucket.ScaledSum} {bucket.Min} {bucket.Max} ")
        + (bucket.Sketch is null ? "-" : Convert.ToHexString(bucket.Sketch.ToBytes()));
}
