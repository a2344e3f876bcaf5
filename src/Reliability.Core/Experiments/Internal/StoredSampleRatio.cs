using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the sample ratio test.</summary>
internal sealed record StoredSampleRatio
{
    public required double PValue { get; init; }

    public bool IsMismatch { get; init; }

    public required double Threshold { get; init; }

    public required IReadOnlyList<double> Expected { get; init; }

    public required string Method { get; init; }

    public static StoredSampleRatio Of(SampleRatioResult one) => new()
    {
        PValue = one.PValue,
        IsMismatch = one.IsMismatch,
        Threshold = one.Threshold,
        Expected = [.. one.Expected],
        Method = ExperimentWords.SampleRatio.Word(one.Method),
    };

    public SampleRatioResult ToResult() => new()
    {
        PValue = PValue,
        IsMismatch = IsMismatch,
        Threshold = Threshold,
        Expected = [.. Expected],
        Method = ExperimentWords.SampleRatio.Value(Method),
    };
}
