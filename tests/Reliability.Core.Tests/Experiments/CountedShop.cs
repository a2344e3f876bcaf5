using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

/// <summary>A shop in memory whose experiments can be fed with counts.</summary>
internal sealed class CountedShop : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private long _sequence;

    /// <summary>Two arms and one primary metric; 5 % matter.</summary>
    public static ExperimentDefinition Button => new()
    {
        Key = "button",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics = [ExperimentMetric.Primary("bought", minEffect: 0.05)],
    };

    public CountedShop()
    {
        Clock = new FakeTimeProvider(Start);
        Store = new InMemoryStore(Clock);
        Catalog = new ExperimentCatalog(Store.Documents, Store.Enrollments, "shop", Clock);
    }

    public FakeTimeProvider Clock { get; }

    public InMemoryStore Store { get; }

    public ExperimentCatalog Catalog { get; }

    public async Task<Experiment> RunningAsync(ExperimentDefinition definition)
    {
        Experiment draft = (await Catalog.CreateAsync(definition, new() { By = "ada", Reason = "new" })).Current;
        return (await Catalog.StartAsync(draft, new() { By = "ada", Reason = "go" })).Current;
    }

    /// <summary>Units of one arm, named by it and numbered from the first; so many of them bought.</summary>
    public async Task ArmAsync(string variant, int first, int units, int converted, string key = "button")
    {
        await SendAsync(Enumerable.Range(first, units).Select(i => Exposed(variant, i)), key);
        await SendAsync(Enumerable.Range(first, converted).Select(i => Did(variant, i, "bought")), key);
    }

    public async Task ArmsAsync(int first, params (string Variant, int Units, int Converted)[] arms)
    {
        foreach ((string variant, int units, int converted) in arms)
        {
            await ArmAsync(variant, first, units, converted);
        }
    }

    public EnrollmentEntry Exposed(string variant, int unit) => new()
    {
        Kind = EnrollmentKind.Exposure,
        Unit = $"{variant}-{unit}",
        Variant = variant,
        Value = 0,
        Second = 0,
        Time = Clock.GetUtcNow(),
    };

    public EnrollmentEntry Did(string variant, int unit, string metric) => new()
    {
        Kind = EnrollmentKind.First,
        Unit = $"{variant}-{unit}",
        Metric = metric,
        Value = 1,
        Second = 0,
        Time = Clock.GetUtcNow(),
    };

    public EnrollmentEntry Added(string variant, int unit, string metric, double value, double second = 0) =>
        new()
        {
            Kind = EnrollmentKind.Sum,
            Unit = $"{variant}-{unit}",
            Metric = metric,
            Value = value,
            Second = second,
            Time = Clock.GetUtcNow(),
        };

    public EnrollmentEntry Knew(string variant, int unit, string metric, double before) =>
        new()
        {
            Kind = EnrollmentKind.Covariate,
            Unit = $"{variant}-{unit}",
            Metric = metric,
            Value = 0,
            Second = before,
            Time = Clock.GetUtcNow(),
        };

    public async Task SendAsync(IEnumerable<EnrollmentEntry> entries, string key = "button")
    {
        foreach (EnrollmentEntry[] chunk in entries.Chunk(EnrollmentBatch.MaxEntries))
        {
            await Store.Enrollments.ApplyAsync(new EnrollmentBatch(new ExperimentId("shop", key), "test", ++_sequence, chunk), default);
        }
    }

    public void Dispose() => Store.Dispose();
}
