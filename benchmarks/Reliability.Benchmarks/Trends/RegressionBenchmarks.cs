using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearRegression;
using Reliability.Statistics;
using Reliability.Statistics.Internal;

namespace Reliability.Benchmarks.Trends;

/// <summary>A line through a noisy series with a trend: everything that its sums yield, against slope and intercept alone.</summary>
public abstract class RegressionBenchmarks
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _close;
    private readonly LinearFit _fit;

    protected RegressionBenchmarks(int count)
    {
        var random = new Random(20260317);
        _x = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        _y = [.. _x.Select(x => 100 + (2 * x / count) + (random.NextDouble() * 3))];
        _close = [.. _x.Select(x => 100 + (2e6 * x / count) + (random.NextDouble() * 3))];
        _fit = LinearRegression.Fit(_y);
        (double a, double b) = SimpleRegression.Fit(_x, _y);
        if (Math.Abs(_fit.Slope - b) > 1e-9 * Math.Abs(b) || Math.Abs(_fit.Intercept - a) > 1e-9 * Math.Abs(a))
        {
            throw new InvalidOperationException($"The lines differ: {_fit.Slope} and {b}, {_fit.Intercept} and {a}.");
        }
    }

    [Benchmark(Description = "MathNet SimpleRegression.Fit, slope and intercept", Baseline = true)]
    public double MathNet() => SimpleRegression.Fit(_x, _y).Item2;

    [Benchmark(Description = "Fit(y), evenly spaced: slope, intercept, r, errors, t")]
    public double Even()
    {
        LinearFit fit = LinearRegression.Fit(_y);
        return fit.Slope + fit.Intercept + fit.Correlation!.Value + fit.SlopeStandardError!.Value + fit.T!.Value;
    }

    [Benchmark(Description = "Fit(x, y): the same")]
    public double Listed()
    {
        LinearFit fit = LinearRegression.Fit(_x, _y);
        return fit.Slope + fit.Intercept + fit.Correlation!.Value + fit.SlopeStandardError!.Value + fit.T!.Value;
    }

    [Benchmark(Description = "Fit(y) of a close fit, two passes")]
    public double Close()
    {
        LinearFit fit = LinearRegression.Fit(_close);
        return fit.Slope + fit.Intercept + fit.Correlation!.Value + fit.SlopeStandardError!.Value + fit.T!.Value;
    }

    [Benchmark(Description = "Sum of y, the limit of one read")]
    public double Sum() => LagProducts.Sum(_y, 0);

    [Benchmark(Description = "p-value of a fit")]
    public double PValue() => _fit.GetPValue()!.Value;

    [Benchmark(Description = "Interval of the slope of a fit")]
    public double Interval() => _fit.GetSlopeInterval()!.Value.Lower!.Value;
}
