using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// The sums of a sample over its units: of x, the value of a unit, and of y, the divisor or the covariate of the unit. They determine the
/// means, the variances and the covariance, with a relative error of a variance of about 1e-16·(mean/standard deviation)².
/// </summary>
public readonly record struct SampleSums
{
    /// <summary>Gets the number of units, 0 or more, including those with x = y = 0.</summary>
    public required long Units { get; init; }

    /// <summary>Gets Σx.</summary>
    public required double X { get; init; }

    /// <summary>Gets Σx².</summary>
    public required double XX { get; init; }

    /// <summary>Gets Σy.</summary>
    public double Y { get; init; }

    /// <summary>Gets Σy².</summary>
    public double YY { get; init; }

    /// <summary>Gets Σxy.</summary>
    public double XY { get; init; }

    internal double MeanX => X / Units;

    internal double MeanY => Y / Units;

    /// <summary>Gets Σ(x - x̄)².</summary>
    internal double CentredXX => Centred(XX, X, X);

    /// <summary>Gets Σ(y - ȳ)².</summary>
    internal double CentredYY => Centred(YY, Y, Y);

    /// <summary>Gets Σ(x - x̄)(y - ȳ).</summary>
    internal double CentredXY => XY - (X * (Y / Units));

    /// <summary>Returns the sums of a sample.</summary>
    /// <param name="x">The value of each unit, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static SampleSums Of(IEnumerable<double> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Of(x.Select(value => (value, 0d)));
    }

    /// <summary>Returns the sums of a sample of pairs.</summary>
    /// <param name="pairs">The value of each unit, and its divisor or covariate, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static SampleSums Of(IEnumerable<(double X, double Y)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var sums = default(SampleSums);
        foreach ((double x, double y) in pairs)
        {
            Check.Finite(x, nameof(pairs));
            Check.Finite(y, nameof(pairs));
            sums = sums.With(x, y);
        }

        return sums;
    }

    /// <summary>
    /// Gets a value indicating whether no sample has these sums, which means that a value exceeded the precision of a double.
    /// </summary>
    internal bool AreImpossible => Units > 0 && (Impossible(XX, X) || Impossible(YY, Y));

    /// <summary>Returns the sums with one more unit.</summary>
    internal SampleSums With(double x, double y = 0) => new()
    {
        Units = Units + 1,
        X = X + x,
        XX = XX + (x * x),
        Y = Y + y,
        YY = YY + (y * y),
        XY = XY + (x * y),
    };

    internal void Require(string parameter)
    {
        Check.Between(Units, 0, Check.MaxUnits, parameter);
        foreach (double sum in (ReadOnlySpan<double>)[X, XX, Y, YY, XY])
        {
            Check.Finite(sum, parameter);
        }
    }

    private bool Impossible(double squares, double sum) => squares < 0 || squares < sum * (sum / Units) * (1 - 1e-6);

    // Rounding must not produce a spread where there is none.
    private double Centred(double squares, double first, double second)
    {
        double centred = squares - (first * (second / Units));
        return centred > squares * 1e-15 ? centred : 0;
    }
}
