using CsCheck;
using Reliability.Sketches;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Scripts of calls to a series store: batches in and out of sequence, reads of ranges, retention.</summary>
internal static class SeriesCalls
{
    private static readonly string[] Services = [Service, "Shop"];
    /// <summary>The zones of the days of the services, and one that only mistaken processes declare.</summary>
    private static readonly TimeZoneInfo[] Zones = [TimeZoneInfo.Utc, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu")];
    private static readonly TimeZoneInfo Foreign = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly string[] Names = ["orders", "Orders", "café"];

    /// <summary>The present of the scripts. It can be constant, because ages and retention differ by days.</summary>
    private static readonly DateTimeOffset Present = SeriesResolution.Hour.StartOf(TimeProvider.System.GetUtcNow());

    /// <summary>The hours around which events occur, some within each retention and some beyond it.</summary>
    private static readonly DateTimeOffset[] Times = [Present.AddHours(-6), Present.AddDays(-20), Present.AddDays(-60)];

    private static readonly TimeSpan[] Kept = [TimeSpan.FromDays(10), TimeSpan.FromDays(40), TimeSpan.FromDays(1_000)];

    /// <summary>
    /// An event that each batch contains. A store may forget a producer whose events are all old; this event prevents that. It is also the
    /// present for a store without a clock.
    /// </summary>
    private static readonly SeriesDelta Newest = Present.Ago(TimeSpan.Zero, series: "newest");

    private static readonly Gen<string> GenService = Gen.Frequency((3, Gen.Const(Services[0])), (1, Gen.Const(Services[1])));

    private static readonly Gen<SeriesDelta> GenDelta =
        from name in Gen.OneOfConst(Names)
        from time in Gen.OneOfConst(Times)
        from minute in Gen.Int[-200, 200]
        from values in Gen.Int[-50, 50].Array[0, 4]
        from good in Gen.Int[0, 4]
        from isSketched in Gen.Bool
        from tiers in Gen.Frequency(
            (6, Gen.Const(SeriesTiers.All)), (1, Gen.OneOfConst(SeriesTiers.Minute, SeriesTiers.Hour, SeriesTiers.Day)))
        select new SeriesDelta(name, Bucket(time.AddMinutes(minute), values, good, isSketched), tiers);

    private static readonly Gen<ModelCall<ISeriesStore>> GenAppend =
        from service in GenService
        from producer in Gen.Int[0, 1]
        from sequence in Gen.Int[1, 12]
        from deltas in GenDelta.Array[0, 6]
        from isForeign in Gen.Frequency((12, Gen.Const(false)), (1, Gen.Const(true)))
        select (ModelCall<ISeriesStore>)new Append(new SeriesBatch(service, $"producer-{producer}", sequence, [.. deltas, Newest])
        {
            DayZone = isForeign ? Foreign : Zones[Array.IndexOf(Services, service)],
        });

    private static readonly Gen<ModelCall<ISeriesStore>> GenRead =
        from service in GenService
        from name in Gen.OneOfConst(Names)
        from time in Gen.OneOfConst(Times)
        from start in Gen.Int[-15_000, 15_000]
        from length in Gen.Int[0, 20_000]
        from tier in Gen.OneOfConst(Enum.GetValues<SeriesResolution>())
        from sketches in Gen.Bool
        from way in Gen.Int[0, 2]
        let query = new SeriesQuery(Series(name, service), tier, time.AddSeconds(start), time.AddSeconds(start + length))
        {
            IncludeSketches = sketches,
        }
        select way switch
        {
            0 => (ModelCall<ISeriesStore>)new Read(query),
            1 => new ReadOneOfMany(query),
            _ => new Summarize(query),
        };

    private static readonly Gen<ModelCall<ISeriesStore>> GenKeep =
        from service in GenService
        from minutes in Gen.Int[0, Kept.Length - 1]
        from hours in Gen.Int[minutes, Kept.Length - 1]
        from sketches in Gen.Int[0, minutes]
        select (ModelCall<ISeriesStore>)new Keep(
            service,
            new SeriesRetention(
                Kept[minutes], Kept[hours], TimeSpan.FromDays(1_000), new SketchRetention(Kept[sketches], Kept[minutes], Kept[hours])));

    private static readonly Gen<ModelCall<ISeriesStore>> GenKept = GenService.Select(
        service => (ModelCall<ISeriesStore>)new Retention(service));

    private static readonly Gen<ModelCall<ISeriesStore>> GenTrim = GenService.Select(service => (ModelCall<ISeriesStore>)new Trim(service));

    private static readonly Gen<ModelCall<ISeriesStore>> GenFold = GenService.Select(service => (ModelCall<ISeriesStore>)new Fold(service));

    private static readonly Gen<ModelCall<ISeriesStore>> GenZone = GenService.Select(service => (ModelCall<ISeriesStore>)new Zone(service));

    private static readonly Gen<ModelCall<ISeriesStore>> GenSequence =
        Gen.Select(
            GenService, Gen.Int[0, 1], (service, producer) => (ModelCall<ISeriesStore>)new LastSequence(service, $"producer-{producer}"));

    public static Gen<ModelCall<ISeriesStore>[]> Scripts(int min, int max) =>
        Gen.Frequency(
            (12, GenAppend), (4, GenRead), (2, GenKeep), (1, GenKept), (3, GenTrim), (3, GenFold), (1, GenZone), (2, GenSequence))
            .Array[min, max];

    /// <summary>Scripts without trimming, which need not be atomic.</summary>
    public static Gen<ModelCall<ISeriesStore>[]> AtomicScripts(int min, int max) =>
        Gen.Frequency((8, GenAppend), (4, GenRead), (1, GenKeep), (1, GenKept), (3, GenFold), (1, GenZone), (2, GenSequence))
            .Array[min, max];

    public static IEnumerable<ModelCall<ISeriesStore>> Observations =>
    [
        .. from service in Services
           from name in (string[])[.. Names, Newest.Series]
           from tier in Enum.GetValues<SeriesResolution>()
           select new Read(
               new SeriesQuery(Series(name, service), tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue) { IncludeSketches = true }),
        .. Services.SelectMany(service => (ModelCall<ISeriesStore>[])
            [new LastSequence(service, "producer-0"), new LastSequence(service, "producer-1"), new Retention(service)]),
    ];

    private static SeriesBucket Bucket(DateTimeOffset start, int[] values, int good, bool isSketched)
    {
        QuantileSketch? sketch = isSketched ? new() : null;
        foreach (int value in values)
        {
            sketch?.Add(value);
        }

        return new(start, values.Length, Math.Min(good, values.Length))
        {
            ScaledSum = values.Sum() * SeriesBucket.SumScale,
            Min = values.DefaultIfEmpty().Min(),
            Max = values.DefaultIfEmpty().Max(),
            Sketch = sketch,
        };
    }

    private sealed record Append(SeriesBatch Batch) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client)
        {
            try
            {
                return $"{await client.Store.AppendAsync(Batch, CancellationToken.None)}";
            }
            catch (DayZoneException e)
            {
                return e.Message;
            }
        }

        public override string ToString() => $"Append {Batch.Service} {Batch.DayZone.Id} {Batch.ProducerId} {Batch.Sequence}: "
            + string.Join(", ", Batch.Deltas.Select(delta => $"{delta.Series} {delta.Tiers} {Describe(delta.Bucket)}"));
    }

    private sealed record Read(SeriesQuery Query) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            string.Join('\n', (await client.Store.ListAsync(Query)).Select(Describe));
    }

    private sealed record ReadOneOfMany(SeriesQuery Query) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            string.Join('\n', (await client.Store.ReadAsync([Query], CancellationToken.None))[0].Select(Describe));
    }

    private sealed record Summarize(SeriesQuery Query) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client)
        {
            SeriesSummary summary = (await client.Store.SummarizeAsync([Query], CancellationToken.None))[0];
            return $"{summary.BucketCount} to {summary.Newest:O}: {Describe(summary.Total)}";
        }
    }

    private sealed record Keep(string Of, SeriesRetention Kept) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client)
        {
            await client.Store.SetRetentionAsync(Of, Kept, CancellationToken.None);
            return "declared";
        }
    }

    private sealed record Retention(string Of) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) => $"{await client.Store.RetentionAsync(Of)}";
    }

    /// <summary>
    /// Trims to the present. A store without a clock first needs a call to set its horizon, and then all the time that it may need.
    /// </summary>
    private sealed record Trim(string Of) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client)
        {
            long removed = await client.Store.TrimAsync(Of, CancellationToken.None);
            await client.PassTime(TimeSpan.FromDays(70));
            return $"{removed + await client.Store.TrimAsync(Of, CancellationToken.None)}";
        }
    }

    /// <summary>How many entries a store folds is its own affair; what it shows afterwards is not.</summary>
    private sealed record Fold(string Of) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client)
        {
            await client.Store.FoldAsync(Of, CancellationToken.None);
            return "folded";
        }
    }

    private sealed record Zone(string Of) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            await client.Store.GetDayZoneAsync(Of, CancellationToken.None) ?? "none";
    }

    private sealed record LastSequence(string Of, string Producer) : ModelCall<ISeriesStore>
    {
        public override async Task<string> RunAsync(ModelClient<ISeriesStore> client) =>
            $"{await client.Store.LastSequenceAsync(Producer, Of)}";
    }
}
