using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the rule of a comparison.</summary>
internal sealed record StoredInferenceRule
{
    public required double Alpha { get; init; }

    public double? TuningSize { get; init; }

    public required double TunedFor { get; init; }

    public static StoredInferenceRule Of(InferenceRule one) => new()
    {
        Alpha = one.Alpha,
        TuningSize = one.TuningSize,
        TunedFor = one.TunedFor,
    };

    public InferenceRule ToRule() => new(Alpha, TuningSize, TunedFor);
}
