namespace Reliability.Statistics;

/// <summary>What is believed, after the data, of a treatment next to its control; greater is better.</summary>
public readonly record struct PosteriorComparison
{
    /// <summary>The chance of the treatment's true rate or mean to be greater than the control's, 0 to 1.</summary>
    public required double ChanceToWin { get; init; }

    /// <summary>
    /// /// What shipping the treatment loses on average: the mean of max(0, control - treatment), 0 or more, in the unit of the rate (0.01 is one point) or mean.
    /// 
    /// </summary>
    public required double ExpectedLossTreatment { get; init; }

    /// <summary>What keeping the control loses on average: the mean of max(0, treatment - control), 0 or more, in the same unit.</summary>
    public required double ExpectedLossControl { get; init; }
}
