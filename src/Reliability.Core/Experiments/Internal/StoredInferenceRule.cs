using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>What a comparison was held against, as it is stored.</summary>
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
