using CsCheck;
using Reliability.Statistics;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Scripts of calls to a series store: batches in and out of sequence, readings of ranges, retention.</summary>
internal static class SeriesCalls
{
    private static readonly string[] Names = ["orders", "Orders", "café"];

    /// <summary>A store may forget a producer whose events are all old. Here nobody is forgotten: each batch brings this event.</summary>
    private static readonly SeriesDelta Newest = Events(1_000_000, 1, series: "newest");

    private static readonly Gen<SeriesDelta> GenDelta =
        from name in Gen.OneOfConst(Names)
        from minute in Gen.Int[-200, 200]
        from values in Gen.Int[-50, 50].Array[0, 4]
        from good in Gen.Int[0, 4]
        from isSketched in Gen.Bool
        from tiers in Gen.Frequency((6, Gen.Const(SeriesTiers.Both)), (1, Gen.OneOfConst(SeriesTiers.Minute, SeriesTiers.Hour)))
        select new SeriesDelta(name, Bucket(minute, values, good, isSketched), tiers);

    private static readonly Gen<ModelCall<ISeriesStore>> GenAppend =
        from producer in Gen.Int[0, 1]
        from sequence in Gen.Int[1, 12]
        from deltas in GenDelta.Array[0, 6]
        select (ModelCall<ISeriesStore>)new Append(new SeriesBatch(Service, $"producer-{producer}", sequence, [.. deltas, Newest]));

    private static readonly Gen<ModelCall<ISeriesStore>> GenRead =
        from name in Gen.OneOfConst(Names)
        from start in Gen.Int[-15_000, 15_000]
        from length in Gen.Int[0, 20_000]
        from tier in Gen.OneOfConst(SeriesResolution.Minute, SeriesResolution.Hour)
        from sketches in Gen.Bool
        select (ModelCall<ISeriesStore>)new Read(
            new SeriesQuery(Series(name), tier, Noon.AddSeconds(start), Noon.AddSeconds(start + length)) { IncludeSketches = sketches });

    private static readonly Gen<ModelCall<ISeriesStore>> GenTrim =
        from minutes in Gen.Int[1, 3]
        from more in Gen.Int[0, 2]
        from now in Gen.Int[-3_000, 35_000]
        select (ModelCall<ISeriesStore>)new Trim(new SeriesRetention(TimeSpan.FromHours(minutes), TimeSpan.FromHours(minutes + more)), Noon.AddSeconds(now));

    private static readonly Gen<ModelCall<ISeriesStore>> GenSequence =
        Gen.Int[0, 1].Select(producer => (ModelCall<ISeriesStore>)new LastSequence($"producer-{producer}"));

    public static Gen<ModelCall<ISeriesStore>[]> Scripts(int min, int max) =>
        Gen.Frequency((6, GenAppend), (2, GenRead), (1, GenTrim), (1, GenSequence)).Array[min, max];

    /// <summary>Scripts without retention, which need not happen at one moment.</summary>
    public static Gen<ModelCall<ISeriesStore>[]> AtomicScripts(int min, int max) =>
        Gen.Frequency((4, GenAppend), (2, GenRead), (1, GenSequence)).Array[min, max];

    public static IEnumerable<ModelCall<ISeriesStore>> Observations =>
    [
        .. from name in (string[])[.. Names, Newest.Series]
           from tier in Enum.GetValues<SeriesResolution>()
           select new Read(new SeriesQuery(Series(name), tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue) { IncludeSketches = true }),
        new LastSequence("producer-0"),
        new LastSequence("producer-1"),
    ];

    private static SeriesBucket Bucket(int minute, int[] values, int good, bool isSketched)
    {
        QuantileSketch? sketch = isSketched ? new() : null;
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

    private sealed record Append(SeriesBatch Batch) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            $"{await client.Store.AppendAsync(Batch, CancellationToken.None)}";

        public override string ToString() => $"Append {Batch.ProducerId} {Batch.Sequence}: "
            + string.Join(", ", Batch.Deltas.Select(delta => $"{delta.Series} {delta.Tiers} {Describe(delta.Bucket)}"));
    }

    private sealed record Read(SeriesQuery Query) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            string.Join('\n', (await client.Store.ListAsync(Query)).Select(Describe));
    }

    private sealed record Trim(SeriesRetention Retention, DateTimeOffset Now) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            $"{await client.Store.TrimAsync(Retention, Now, CancellationToken.None)}";
    }

    private sealed record LastSequence(string Producer) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) => $"{await client.Store.LastSequenceAsync(Producer)}";
    }
}
