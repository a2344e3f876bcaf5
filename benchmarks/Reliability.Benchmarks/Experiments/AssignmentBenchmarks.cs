using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;
using Reliability.Experiments;

namespace Reliability.Benchmarks.Experiments;

/// <summary>One assignment, over 1,024 ids in turn.</summary>
public abstract class AssignmentBenchmarks
{
    private const int Ids = 1024;
    private readonly string[] _ids = new string[Ids];
    private readonly VariantAssigner _two = Even(2);
    private readonly VariantAssigner _three = Even(3);
    private readonly VariantAssigner _four = Even(4);
    private readonly VariantAssigner _ten = Even(10);
    private readonly VariantAssigner _weighted3 = Weighted(5, 3, 2);
    private readonly VariantAssigner _weighted4 = Weighted(4, 3, 2, 1);
    private readonly List<string> _variants = ["a", "b", "c"];
    private FeatureManagementPeer _peer = null!;

    protected abstract string IdOf(int number);

    [GlobalSetup]
    public async Task SetUp()
    {
        for (int i = 0; i < Ids; i++)
        {
            _ids[i] = IdOf(i);
        }

        _peer = new FeatureManagementPeer();
        await _peer.ProveAsync(_ids);
    }

    [Benchmark(Description = "Microsoft.FeatureManagement GetVariantAsync, 3 variants", Baseline = true, OperationsPerInvoke = Ids)]
    public async Task<int> FeatureManagement()
    {
        int sum = 0;
        foreach (string id in _ids)
        {
            Variant variant = await _peer.Manager.GetVariantAsync(FeatureManagementPeer.Feature, new TargetingContext { UserId = id });
            sum += variant.Name.Length;
        }

        return sum;
    }

    [Benchmark(Description = "MD5 of an interpolated string, modulo 3", OperationsPerInvoke = Ids)]
    public int Md5Modulo()
    {
        int sum = 0;
        foreach (string id in _ids)
        {
#pragma warning disable CA5351 // The design that is compared with.
            byte[] digest = MD5.HashData(Encoding.UTF8.GetBytes($"checkout:{id}"));
#pragma warning restore CA5351
            int index = (int)(new BigInteger(digest, isUnsigned: true, isBigEndian: true) % _variants.Count);
            sum += _variants[index].Length;
        }

        return sum;
    }

    [Benchmark(Description = "XxHash3 of the same bytes alone, the limit", OperationsPerInvoke = Ids)]
    public ulong HashAlone()
    {
        ulong sum = 0;
        Span<byte> bytes = stackalloc byte[128];
        foreach (string id in _ids)
        {
            sum += XxHash3.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
        }

        return sum;
    }

    [Benchmark(Description = "Assign, 2 variants", OperationsPerInvoke = Ids)]
    public int Two() => All(_two);

    [Benchmark(Description = "Assign, 3 variants", OperationsPerInvoke = Ids)]
    public int Three() => All(_three);

    [Benchmark(Description = "Assign, 4 variants", OperationsPerInvoke = Ids)]
    public int Four() => All(_four);

    [Benchmark(Description = "Assign, 10 variants", OperationsPerInvoke = Ids)]
    public int Ten() => All(_ten);

    [Benchmark(Description = "Assign, 3 variants of 50, 30 and 20 %", OperationsPerInvoke = Ids)]
    public int Weighted3() => All(_weighted3);

    [Benchmark(Description = "Assign, 4 variants of 40, 30, 20 and 10 %", OperationsPerInvoke = Ids)]
    public int Weighted4() => All(_weighted4);

    private static VariantAssigner Even(int count) => Weighted([.. Enumerable.Repeat(1.0, count)]);

    private static VariantAssigner Weighted(params double[] weights) => VariantAssigner.Create(new AssignmentDefinition
    {
        Seed = "checkout",
        Variants = [.. weights.Select((w, i) => new WeightedVariant($"variant-{i}", w))],
    });

    private int All(VariantAssigner assigner)
    {
        int sum = 0;
        foreach (string id in _ids)
        {
            sum += assigner.Assign(id);
        }

        return sum;
    }
}
