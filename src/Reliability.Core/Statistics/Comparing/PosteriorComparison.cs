namespace Reliability.Statistics;

/// <summary>The posterior comparison of a treatment with its control, where a greater value is better.</summary>
public readonly record struct PosteriorComparison
{
    /// <summary>
    /// Gets the probability that the true rate or mean of the treatment is greater than that of the control, from 0 to 1.
    /// </summary>
    public required double ChanceToWin { get; init; }

    /// <summary>
    /// Gets the expected loss of shipping the treatment: the mean of max(0, control - treatment), 0 or more, in the unit of the mean, or as
    /// a rate (0.01 is one percentage point).
    /// </summary>
    public required double ExpectedLossTreatment { get; init; }

    /// <summary>
    /// Gets the expected loss of keeping the control: the mean of max(0, treatment - control), 0 or more, in the same unit.
    /// </summary>
    public required double ExpectedLossControl { get; init; }
}
