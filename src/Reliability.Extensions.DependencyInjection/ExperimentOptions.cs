using Reliability.Experiments;

namespace Reliability;

/// <summary>How experiments are read and counted. What was counted is flushed every <see cref="ReliabilityOptions.FlushInterval"/>.</summary>
public sealed class ExperimentOptions
{
    /// <summary>How often <see cref="ExperimentRuns"/> reads the experiments: after a change, processes decide by what was for at most this long.</summary>
    /// <value>1 second to 1 hour. Default: 10 seconds.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="TrackerOptions.Capacity"/>
    /// <value><see cref="TrackerOptions.MinCapacity"/> to <see cref="TrackerOptions.MaxCapacity"/>. Default: 65,536.</value>
    public int Capacity { get; set; } = new TrackerOptions().Capacity;

    /// <inheritdoc cref="TrackerOptions.Grace"/>
    /// <value>Zero to 1 hour. Default: 10 seconds.</value>
    public TimeSpan Grace { get; set; } = new TrackerOptions().Grace;

    /// <inheritdoc cref="TrackerOptions.FallBackToDraw"/>
    public bool FallBackToDraw { get; set; } = new TrackerOptions().FallBackToDraw;
}
