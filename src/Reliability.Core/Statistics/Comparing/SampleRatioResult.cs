namespace Reliability.Statistics;

/// <summary>The result of a test for sample ratio mismatch.</summary>
public sealed record SampleRatioResult
{
    /// <summary>
    /// Gets the probability of a ratio at least this far from the expected one if the assignment works, from 0 to 1. It is 0 if an arm of
    /// weight 0 has units.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>
    /// Gets a value indicating whether <see cref="PValue"/> is below <see cref="Threshold"/>. A mismatch means that the assignment or the
    /// recording is broken, and that results are not valid until the cause is found.
    /// </summary>
    public required bool IsMismatch { get; init; }

    /// <summary>Gets the p-value below which a mismatch is reported.</summary>
    public required double Threshold { get; init; }

    /// <summary>Gets the expected number of units in each arm, in the order of the arms.</summary>
    public required IReadOnlyList<double> Expected { get; init; }

    /// <summary>Gets the method of the test. <see cref="SampleRatio.Fixed"/> describes when it differs from the requested one.</summary>
    public required SampleRatioMethod Method { get; init; }
}
