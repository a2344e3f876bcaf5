using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the alpha and the stopping rule of a comparison. Without a tuning size, it is a fixed horizon.</summary>
internal sealed record StoredLevel
{
    public required double Alpha { get; init; }

    public double? TuningSize { get; init; }

    public required double TunedFor { get; init; }

    public static StoredLevel Of(Comparison one)
    {
        var rule = one.Stopping as AlwaysValidRule;
        return new StoredLevel { Alpha = one.Alpha, TuningSize = rule?.TuningSize, TunedFor = rule?.TuningAlpha ?? one.Alpha };
    }

    public StoppingRule ToStopping() => TuningSize is { } tuning
        ? new AlwaysValidRule { TuningSize = tuning, TuningAlpha = TunedFor }
        : StoppingRule.FixedHorizon();
}
