using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Measures the average score as a share of the best score. Each event counts as partly good, score / scale: a score of 4 out of 5 consumes
/// a fifth of an event of the budget.
/// </summary>
public sealed record ScoreIndicator : Indicator
{
    private readonly decimal _scale;

    /// <summary>Initializes a new instance with a scale.</summary>
    /// <param name="scale">The best score, 0.000001 to 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is out of range.</exception>
    public ScoreIndicator(double scale)
    {
        if (!(scale >= 1e-6 && scale <= 1e9))
        {
            throw Check.OutOfRange(scale, "The scale must be 0.000001 to 1000000000.", nameof(scale));
        }

        Scale = scale;
        _scale = (decimal)scale;
    }

    /// <summary>Gets the best score.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Scores(id, Scale);

    internal override decimal Credit(in WindowTotals totals) => decimal.Clamp(totals.Sum / _scale, 0, totals.Count);
}
