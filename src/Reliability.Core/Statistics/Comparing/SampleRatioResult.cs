namespace Reliability.Statistics;

/// <summary>Whether units came to the arms in the planned ratio.</summary>
/// <param name="PValue">How likely a ratio this far from the plan is when all works as planned, 0 to 1; 0 when an arm of weight 0 has units.</param>
/// <param name="IsMismatch">Whether <paramref name="PValue"/> is below <paramref name="Threshold"/>: something is broken and results mean nothing until it is found.</param>
/// <param name="Threshold">The p-value below which a mismatch is reported.</param>
/// <param name="Expected">The units that the plan expects in each arm, in the order of the arms.</param>
/// <param name="Method">How it was tested; see <see cref="SampleRatio.Fixed"/> for when it is another than the one asked for.</param>
public sealed record SampleRatioResult(double PValue, bool IsMismatch, double Threshold, IReadOnlyList<double> Expected, SampleRatioMethod Method);
