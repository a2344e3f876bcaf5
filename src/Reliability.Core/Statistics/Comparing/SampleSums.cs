using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// What is kept of a sample: sums over its units of x, what each did, and of y, what x is divided by or what was known of the unit before. From them
/// follow means, variances and their covariance, with an error of some 1e-16·(mean/standard deviation)² of a variance.
/// </summary>
public readonly record struct SampleSums
{
    /// <summary>How many units there are, 0 or more, those with x = y = 0 included.</summary>
    public required long Units { get; init; }

    /// <summary>Σx.</summary>
    public required double X { get; init; }

    /// <summary>Σx².</summary>
    public required double XX { get; init; }

    /// <summary>Σy.</summary>
    public double Y { get; init; }

    /// <summary>Σy².</summary>
    public double YY { get; init; }

    /// <summary>Σxy.</summary>
    public double XY { get; init; }

    internal double MeanX => X / Units;

    internal double MeanY => Y / Units;

    /// <summary>Σ(x - x̄)².</summary>
    internal double CentredXX => Centred(XX, X, X);

    /// <summary>Σ(y - ȳ)².</summary>
    internal double CentredYY => Centred(YY, Y, Y);

    /// <summary>Σ(x - x̄)(y - ȳ).</summary>
    internal double CentredXY => XY - (X * (Y / Units));

    /// <summary>The sums of a sample.</summary>
    /// <param name="x">What each unit did, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static SampleSums Of(IEnumerable<double> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Of(x.Select(value => (value, 0d)));
    }

    /// <summary>The sums of a sample of pairs.</summary>
    /// <param name="pairs">What each unit did, and what that is divided by or what was known of the unit before; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static SampleSums Of(IEnumerable<(double X, double Y)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var sums = default(SampleSums);
        foreach ((double x, double y) in pairs)
        {
            Legal.Finite(x, nameof(pairs));
            Legal.Finite(y, nameof(pairs));
            sums = sums.With(x, y);
        }

        return sums;
    }

    /// <summary>Whether no sample has these sums, so that a value was too great for the digits of a double.</summary>
    internal bool AreImpossible => Units > 0 && (Impossible(XX, X) || Impossible(YY, Y));

    /// <summary>The sums with one unit more.</summary>
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
        Legal.Between(Units, 0, Legal.MaxUnits, parameter);
        foreach (double sum in (ReadOnlySpan<double>)[X, XX, Y, YY, XY])
        {
            Legal.Finite(sum, parameter);
        }
    }

    private bool Impossible(double squares, double sum) => squares < 0 || squares < sum * (sum / Units) * (1 - 1e-6);

    // Rounding must not make a spread of nothing.
    private double Centred(double squares, double first, double second)
    {
        double centred = squares - (first * (second / Units));
        return centred > squares * 1e-15 ? centred : 0;
    }
}
