using System.Buffers;
using CsCheck;
using Reliability.Sketches;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Sketches for the tests of format 2.</summary>
internal static class CompactSketch
{
    private static readonly Gen<double> Magnitude = Gen.OneOf(
        Gen.Double[-300, 300].Select(e => Math.Pow(10, e)), Gen.Double[1e-3, 10], Gen.Double[0.9, 1.1], Gen.OneOfConst(0d, 1d));

    private static readonly Gen<long> Repeats = Gen.OneOf(
        Gen.Long[1, 3], Gen.Long[1, 1000], Gen.Int[0, 54].Select(bits => 1L << bits));

    /// <summary>Few and many buckets, near and far apart, with small and huge counts, on both sides of zero; any scale.</summary>
    public static readonly Gen<QuantileSketch> Any = Gen.OneOf(
        Gen.Select(Magnitude, Gen.Bool, Repeats).Array[0, 40].Select(Of),
        Gen.Select(Gen.Double[0.5, 2], Gen.Bool, Gen.Long[1, 40]).Array[100, 400].Select(Of),
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 3000]).Select((seed, n) => Latencies(n, seed)));

    /// <summary>Lognormal seconds with a median of 50 ms and a sigma of 1: 95 % lie between 7 ms and 360 ms.</summary>
    public static QuantileSketch Latencies(int count, int seed)
    {
        var random = new Random(seed);
        var sketch = new QuantileSketch();
        for (int i = 0; i < count; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            sketch.Add(0.05 * Math.Exp(normal));
        }

        return sketch;
    }

    public static QuantileSketch Of(params double[] values)
    {
        var sketch = new QuantileSketch();
        Array.ForEach(values, sketch.Add);
        return sketch;
    }

    public static byte[] Write(QuantileSketch sketch)
    {
        var writer = new ArrayBufferWriter<byte>();
        sketch.WriteCompact(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static QuantileSketch Of((double Magnitude, bool IsNegative, long Count)[] values)
    {
        var sketch = new QuantileSketch();
        foreach ((double magnitude, bool isNegative, long count) in values)
        {
            sketch.Add(isNegative ? -magnitude : magnitude, count);
        }

        return sketch;
    }
}
