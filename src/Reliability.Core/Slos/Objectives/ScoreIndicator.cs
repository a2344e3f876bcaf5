using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// The average score as a share of its scale. Each event earns fractional credit, score / scale, so a 4 of 5 spends a fifth of an event of
/// budget.
/// </summary>
public sealed record ScoreIndicator : Indicator
{
    private readonly decimal _scale;

    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The best score, above zero and at most 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is outside its range.</exception>
    public ScoreIndicator(double scale)
    {
        if (!(scale >= 1e-6 && scale <= 1e9))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale is 0.000001 to 1000000000.");
        }

        Scale = scale;
        _scale = (decimal)scale;
    }

    /// <summary>The best score.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Scores(id, Scale);

    internal override decimal Credit(in WindowTotals totals) => decimal.Clamp(totals.Sum / _scale, 0, totals.Count);
}
