using System.Globalization;
using System.IO.Hashing;
using System.Text;
using BenchmarkDotNet.Attributes;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Benchmarks.Experiments;

/// <summary>An exposure of a unit that the store has counted, as in most requests of a visitor, over 1,024 ids in turn.</summary>
[BenchmarkCategory("an exposure of a unit already counted")]
public class CountedExposureBenchmarks
{
    private const int Ids = 1024;
    private readonly string[] _ids =
    [
        .. Enumerable.Range(0, Ids).Select(i => ((ulong)i * 0x9E3779B97F4A7C15UL).ToString("x16", CultureInfo.InvariantCulture)),
    ];
    private readonly byte[][] _bytes;
    private readonly InMemoryStore _store = new();
    private readonly Experiment _experiment = new()
    {
        Service = "shop",
        Definition = new() { Key = "checkout", Variants = [new("a", 1), new("b", 1)] },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };
    private ExperimentTracker _tracker = null!;
    private TrackedExperiment _tracked = null!;
    private long _exposures;

    public CountedExposureBenchmarks() => _bytes = [.. _ids.Select(Encoding.UTF8.GetBytes)];

    [GlobalSetup]
    public async Task SetUp()
    {
        _tracker = new ExperimentTracker(_store.Enrollments);
        _tracked = _tracker.Track(_experiment);
        Expose();
        await _tracker.FlushAsync();
    }

    /// <summary>Proves that every exposure was tracked, and that each unit counts once in its arm.</summary>
    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _tracker.FlushAsync();
        TrackerStatistics statistics = _tracker.Statistics;
        EnrollmentSummary sums = await _store.Enrollments.SummarizeAsync(_tracked.Id, CancellationToken.None);
        bool isExact = statistics.Tracked == _exposures
            && statistics.Enrolled == Ids
            && statistics.Duplicates == _exposures - Ids
            && statistics.Settled == _exposures
            && sums.Crossed == 0
            && Array.TrueForAll(["a", "b"], variant => sums.Arms.Single(arm => arm.Variant == variant).Units == UnitsOf(variant));
        if (!isExact)
        {
            throw new InvalidOperationException($"Of {_exposures} exposures of {Ids} units, the tracker reports {statistics}.");
        }

        _tracker.Dispose();
        _store.Dispose();
    }

    [Benchmark(Description = "XxHash3 of the UTF-8 of the same id", Baseline = true, OperationsPerInvoke = Ids)]
    public ulong Hash()
    {
        ulong sum = 0;
        Span<byte> bytes = stackalloc byte[48];
        foreach (string id in _ids)
        {
            sum += XxHash3.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
        }

        return sum;
    }

    [Benchmark(Description = "XxHash3 of bytes that are UTF-8 already", OperationsPerInvoke = Ids)]
    public ulong HashOfBytes()
    {
        ulong sum = 0;
        foreach (byte[] id in _bytes)
        {
            sum += XxHash3.HashToUInt64(id);
        }

        return sum;
    }

    [Benchmark(Description = "TrackedExperiment.Expose of a counted unit", OperationsPerInvoke = Ids)]
    public int Expose()
    {
        int sum = 0;
        foreach (string id in _ids)
        {
            sum += _tracked.Expose(id).Variant!.Key.Length;
        }

        _exposures += Ids;
        return sum;
    }

    private long UnitsOf(string variant) => _ids.LongCount(id => _tracked.Decide(id).Variant!.Key == variant);
}
