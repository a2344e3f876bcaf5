using CsCheck;
using static Reliability.Storage.Conformance.Internal.EnrollmentScript;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>
/// Scripts of calls to an enrollment store: units that cross, late and early events, repeated and superseded batches. Values are integers,
/// so that sums are exact.
/// </summary>
internal static class EnrollmentCalls
{
    private static readonly ExperimentId[] Experiments = [Button, new("shop", "Button"), new("Shop", "button")];
    private static readonly string[] Units = ["u1", "u2", "U1", "u3"];
    private static readonly string[] Variants = ["a", "b", "A"];

    private static readonly Gen<EnrollmentEntry> GenEntry =
        from kind in Gen.Frequency(
            (4, Gen.Const(EnrollmentKind.Exposure)),
            (2, Gen.Const(EnrollmentKind.First)),
            (3, Gen.Const(EnrollmentKind.Sum)),
            (2, Gen.Const(EnrollmentKind.Covariate)))
        from unit in Gen.OneOfConst(Units)
        from variant in Gen.Frequency((6, Gen.Const("a")), (2, Gen.OneOfConst(Variants)))
        from isNamed in Gen.Frequency((1, Gen.Const(true)), (2, Gen.Const(false)))
        from metric in Gen.OneOfConst("buy", "Buy")
        from value in Gen.Int[-9, 9]
        from second in Gen.Int[-9, 9]
        from halves in Gen.Int[-3, 9]
        select Entry(kind, unit, variant, isNamed, metric, value, second, halves);

    private static readonly Gen<ModelCall<IEnrollmentStore>> GenApply =
        from experiment in Gen.Frequency((5, Gen.Const(0)), (1, Gen.Int[1, 2]))
        from producer in Gen.Int[0, 1]
        from sequence in Gen.Int[1, 12]
        from entries in GenEntry.Array[1, 8]
        select (ModelCall<IEnrollmentStore>)new Apply(
            new EnrollmentBatch(Experiments[experiment], $"producer-{producer}", sequence, entries));

    private static readonly Gen<ModelCall<IEnrollmentStore>> GenRead =
        Gen.OneOfConst<ModelCall<IEnrollmentStore>>(new Summarize(Button), new Summarize(Experiments[1]), new VariantsOf(Button));

    private static readonly Gen<ModelCall<IEnrollmentStore>> GenWhole =
        Gen.OneOfConst<ModelCall<IEnrollmentStore>>(
            new ReadUnits(Button),
            new Delete(Button),
            new SummarizeMany([Experiments[2], Button, Experiments[1], Button]),
            new Copy(Button, Experiments[1]),
            new Copy(Experiments[2], Button));

    public static Gen<ModelCall<IEnrollmentStore>[]> Scripts(int min, int max) =>
        Gen.Frequency((16, GenApply), (3, GenRead), (1, GenWhole)).Array[min, max].Select(Ascending);

    /// <summary>Scripts of the atomic calls.</summary>
    public static Gen<ModelCall<IEnrollmentStore>[]> AtomicScripts(int min, int max) =>
        Gen.Frequency((5, GenApply), (1, GenRead)).Array[min, max];

    public static IEnumerable<ModelCall<IEnrollmentStore>> Observations =>
        Experiments.SelectMany(one => (ModelCall<IEnrollmentStore>[])[new Summarize(one), new VariantsOf(one), new ReadUnits(one)]);

    /// <summary>
    /// Gives two of three batches the next sequence of the script, so that most of them count. The third keeps its sequence, and is a
    /// repetition or superseded.
    /// </summary>
    private static ModelCall<IEnrollmentStore>[] Ascending(ModelCall<IEnrollmentStore>[] calls) =>
    [
        .. calls.Select((call, i) => call is Apply { Batch: { } batch } && i % 3 != 2
            ? new Apply(new EnrollmentBatch(batch.Experiment, batch.ProducerId, 1 + i, batch.Entries))
            : call),
    ];

    private static EnrollmentEntry Entry(
        EnrollmentKind kind, string unit, string variant, bool isNamed, string metric, int value, int second, int halves)
    {
        DateTimeOffset time = Noon.AddTicks(halves * TimeSpan.TicksPerMillisecond / 2);
        return kind == EnrollmentKind.Exposure
            ? new() { Kind = kind, Unit = unit, Variant = variant, Value = 0, Second = 0, Time = time }
            : new()
            {
                Kind = kind,
                Unit = unit,
                Variant = isNamed ? variant : null,
                Metric = metric,
                Value = kind == EnrollmentKind.Covariate ? 0 : value,
                Second = second,
                Time = time,
            };
    }

    private sealed record Apply(EnrollmentBatch Batch) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client) => Describe(await client.Store.ApplyAsync(Batch));

        public override string ToString() =>
            $"Apply {Batch.Experiment} {Batch.ProducerId} {Batch.Sequence}: {string.Join(", ", Batch.Entries)}";
    }

    private sealed record Summarize(ExperimentId Experiment) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client) => await client.Store.SumsAsync(Experiment);
    }

    private sealed record SummarizeMany(ExperimentId[] Asked) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client) =>
            string.Join(" | ", (await client.Store.SummarizeAsync(Asked, CancellationToken.None)).Select(EnrollmentScript.Describe));

        public override string ToString() => "Summarize " + string.Join<ExperimentId>(", ", Asked);
    }

    private sealed record VariantsOf(ExperimentId Experiment) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client) =>
            string.Join(
                ',', (await client.Store.GetVariantsAsync(Experiment, Units, CancellationToken.None)).Select(variant => variant ?? "-"));
    }

    private sealed record ReadUnits(ExperimentId Experiment) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client) =>
            string.Join('\n', (await client.Store.UnitsAsync(Experiment)).Select(EnrollmentScript.Describe).Order(StringComparer.Ordinal));
    }

    private sealed record Delete(ExperimentId Experiment) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client)
        {
            await client.Store.DeleteAsync(Experiment, CancellationToken.None);
            return "deleted";
        }
    }

    /// <summary>Exports an experiment, and imports it as another one.</summary>
    private sealed record Copy(ExperimentId From, ExperimentId To) : ModelCall<IEnrollmentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IEnrollmentStore> client)
        {
            if (client.Store is NaiveEnrollments model)
            {
                return $"{model.Copy(From, To)}";
            }

            // An id stands for one state of one source, and the state may differ from that of an earlier call.
            string id = $"copy-{Guid.NewGuid():N}";
            bool isEmpty = (await client.Store.GetStateAsync(From, CancellationToken.None)).Producers.Count == 0
                && (await client.Store.GetStateAsync(To, CancellationToken.None)).Producers.Count == 0;
            return $"{(isEmpty ? EnrollmentImportOutcome.None : await client.Store.TransferAsync(From, client.Store, To, id))}";
        }
    }
}
