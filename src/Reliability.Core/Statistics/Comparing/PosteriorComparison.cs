namespace Reliability.Statistics;

/// <summary>What is believed, after the data, of a treatment next to its control; greater is better.</summary>
/// <param name="ChanceToWin">The chance of the treatment's true rate or mean to be greater than the control's, 0 to 1.</param>
/// <param name="ExpectedLossTreatment">
/// What shipping the treatment loses on average: the mean of max(0, control - treatment), 0 or more, in the unit of the rate (0.01 is one point) or mean.
/// </param>
/// <param name="ExpectedLossControl">What keeping the control loses on average: the mean of max(0, treatment - control), 0 or more, in the same unit.</param>
public readonly record struct PosteriorComparison(double ChanceToWin, double ExpectedLossTreatment, double ExpectedLossControl);
