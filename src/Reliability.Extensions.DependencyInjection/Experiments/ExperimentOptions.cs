using Reliability.Experiments;

namespace Reliability;

/// <summary>
/// Options for reading and counting experiments. Counted events are flushed every <see cref="ReliabilityOptions.FlushInterval"/>.
/// </summary>
public sealed class ExperimentOptions
{
    /// <summary>
    /// Gets or sets the interval at which <see cref="TrackedExperiments"/> reads the experiments. After a change, a process uses the
    /// previous state for at most this long.
    /// </summary>
    /// <value>1 second to 1 hour. Default: 10 seconds.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets the interval at which one process evaluates the guardrails of the running experiments whose design rolls back
    /// (<see cref="ExperimentDesign.RollsBack"/>). The probability that a guardrail that holds is reported as broken is at most the alpha
    /// of the design, regardless of this interval.
    /// </summary>
    /// <value>10 seconds to 1 hour. Default: 1 minute.</value>
    public TimeSpan GuardrailInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc cref="TrackerOptions.Capacity"/>
    /// <value><see cref="TrackerOptions.MinCapacity"/> to <see cref="TrackerOptions.MaxCapacity"/>. Default: 65,536.</value>
    public int Capacity { get; set; } = new TrackerOptions().Capacity;

    /// <inheritdoc cref="TrackerOptions.Grace"/>
    /// <value>0 to 1 hour. Default: 10 seconds.</value>
    public TimeSpan Grace { get; set; } = new TrackerOptions().Grace;

    /// <inheritdoc cref="TrackerOptions.FallBackToDraw"/>
    public bool FallBackToDraw { get; set; } = new TrackerOptions().FallBackToDraw;
}
