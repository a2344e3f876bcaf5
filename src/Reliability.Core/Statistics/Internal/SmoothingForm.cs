namespace Reliability.Statistics.Internal;

/// <summary>The components of an exponential smoothing model.</summary>
internal readonly record struct SmoothingForm(TrendComponent Trend, SeasonalComponent Season, int Period)
{
    public bool HasTrend => Trend is TrendComponent.Linear or TrendComponent.Damped;

    public bool HasSeason => Period > 0;

    public bool IsMultiplicative => Season == SeasonalComponent.Multiplicative;

    /// <summary>Gets the number of weights that are fitted.</summary>
    public int WeightCount => 1 + (HasTrend ? 1 : 0) + (HasSeason ? 1 : 0) + (Trend == TrendComponent.Damped ? 1 : 0);

    /// <summary>Gets the number of free values in the first state: the phases of a season have a fixed mean.</summary>
    public int StateCount => 1 + (HasTrend ? 1 : 0) + (HasSeason ? Period - 1 : 0);

    /// <summary>Gets the number of fitted parameters without the variance.</summary>
    public int ParameterCount => WeightCount + StateCount;

    /// <summary>Returns weights for a point of the unit cube: α from 0.0001 to 0.9999, β to α, γ to 1 - α, φ from 0.8 to 0.98.</summary>
    public SmoothingWeights Weights(ReadOnlySpan<double> point)
    {
        int next = 1;
        double alpha = 1e-4 + (0.9998 * point[0]);
        double beta = HasTrend ? alpha * point[next++] : 0;
        double gamma = HasSeason ? (1 - alpha) * point[next++] : 0;
        double phi = Trend == TrendComponent.Damped ? 0.8 + (0.18 * point[next]) : 1;
        return new SmoothingWeights(alpha, beta, gamma, phi);
    }
}
