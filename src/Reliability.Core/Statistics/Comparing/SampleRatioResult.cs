namespace Reliability.Statistics;

/// <summary>Whether units came to the arms in the planned ratio.</summary>
public sealed record SampleRatioResult
{
    /// <summary>How likely a ratio this far from the plan is when all works as planned, 0 to 1; 0 when an arm of weight 0 has units.</summary>
    public required double PValue { get; init; }

    /// <summary>Whether <see cref="PValue"/> is below <see cref="Threshold"/>: something is broken and results mean nothing until it is found.</summary>
    public required bool IsMismatch { get; init; }

    /// <summary>The p-value below which a mismatch is reported.</summary>
    public required double Threshold { get; init; }

    /// <summary>The units that the plan expects in each arm, in the order of the arms.</summary>
    public required IReadOnlyList<double> Expected { get; init; }

    /// <summary>How it was tested; see <see cref="SampleRatio.Fixed"/> for when it is another than the one asked for.</summary>
    public required SampleRatioMethod Method { get; init; }
}
