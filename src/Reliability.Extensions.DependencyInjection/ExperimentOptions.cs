using Reliability.Experiments;

namespace Reliability;

/// <summary>How experiments are read and counted. What was counted is flushed every <see cref="ReliabilityOptions.FlushInterval"/>.</summary>
public sealed class ExperimentOptions
{
    /// <summary>How often <see cref="TrackedExperiments"/> reads the experiments: after a change, processes decide by what was for at most this long.</summary>
    /// <value>1 second to 1 hour. Default: 10 seconds.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often the guardrails of running experiments are judged whose design rolls back (<see cref="InferenceDesign.RollsBack"/>), in one process at a time. However often, a guardrail that
    /// is kept is called broken with a probability of at most the design's alpha.
    /// </summary>
    /// <value>10 seconds to 1 hour. Default: 1 minute.</value>
    public TimeSpan GuardrailInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc cref="TrackerOptions.Capacity"/>
    /// <value><see cref="TrackerOptions.MinCapacity"/> to <see cref="TrackerOptions.MaxCapacity"/>. Default: 65,536.</value>
    public int Capacity { get; set; } = new TrackerOptions().Capacity;

    /// <inheritdoc cref="TrackerOptions.Grace"/>
    /// <value>Zero to 1 hour. Default: 10 seconds.</value>
    public TimeSpan Grace { get; set; } = new TrackerOptions().Grace;

    /// <inheritdoc cref="TrackerOptions.FallBackToDraw"/>
    public bool FallBackToDraw { get; set; } = new TrackerOptions().FallBackToDraw;
}
