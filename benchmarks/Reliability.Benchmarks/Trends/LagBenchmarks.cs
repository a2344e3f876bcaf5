using BenchmarkDotNet.Attributes;
using MathNet.Numerics.Statistics;
using Reliability.Statistics;

namespace Reliability.Benchmarks.Trends;

/// <summary>One lag and thirty, against MathNet, which computes each by a Fourier transform of the whole.</summary>
public abstract class LagBenchmarks
{
    private readonly double[] _y;
    private readonly double[] _lags = new double[31];

    protected LagBenchmarks(int count)
    {
        var random = new Random(20260318);
        _y = [.. Enumerable.Range(0, count).Select(_ => 100 + random.NextDouble())];
        if (Math.Abs(Autocorrelation.At(_y, 7)!.Value - OneMathNet()) > 1e-9)
        {
            throw new InvalidOperationException("The autocorrelations differ.");
        }
    }

    [Benchmark(Description = "MathNet Correlation.Auto, all lags", Baseline = true)]
    public double AllMathNet() => Correlation.Auto(_y)[1];

    [Benchmark(Description = "MathNet Correlation.Auto(y, 7, 7)")]
    public double OneMathNet() => Correlation.Auto(_y, 7, 7)[0];

    [Benchmark(Description = "At(y, 7)")]
    public double One() => Autocorrelation.At(_y, 7)!.Value;

    [Benchmark(Description = "Compute, lags 0 to 30")]
    public bool Thirty() => Autocorrelation.Compute(_y, _lags);
}
