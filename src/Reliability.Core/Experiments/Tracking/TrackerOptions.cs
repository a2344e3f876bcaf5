namespace Reliability.Experiments;

/// <summary>Options for an <see cref="ExperimentTracker"/>.</summary>
public sealed record TrackerOptions
{
    /// <summary>The minimum of <see cref="Capacity"/>.</summary>
    public const int MinCapacity = 16;

    /// <summary>The maximum of <see cref="Capacity"/>.</summary>
    public const int MaxCapacity = 1 << 22;

    /// <summary>
    /// Gets the maximum number of events in memory. Further events are dropped and counted. The value is rounded up to a power of two.
    /// </summary>
    /// <value><see cref="MinCapacity"/> to <see cref="MaxCapacity"/>. Default: 65,536.</value>
    public int Capacity { get; init; } = 1 << 16;

    /// <summary>
    /// Gets the time for which a conversion waits for the exposure of its unit, which another process may be sending.
    /// </summary>
    /// <value>0 to 1 hour. Default: 10 seconds.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets a value indicating whether <see cref="TrackedExperiment.ExposeAsync"/> uses the draw if the store cannot be read for a unit of
    /// a sticky experiment. <see langword="true"/> uses the draw and counts it in <see cref="TrackerStatistics.FellBack"/>; a unit that had
    /// another variant is then in two arms. <see langword="false"/> gives no variant, for <see cref="VariantReason.StoreUnavailable"/>. The
    /// default is <see langword="false"/>.
    /// </summary>
    public bool FallBackToDraw { get; init; }

    /// <summary>
    /// Gets a value indicating whether an invalid unit, an unknown variant or a value outside its range throws an
    /// <see cref="ArgumentException"/>, for tests of the application. Otherwise it is rejected and counted
    /// (<see cref="TrackerStatistics.RejectedUnits"/>), so that no visitor gets an error because of an experiment. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool ThrowOnInvalidInput { get; init; }

    /// <summary>
    /// Gets the id by which the store knows this process. It must be new for every start, because sequences restart at 1: under an id that
    /// was used before, such as the name of a pod, the store would treat all events as duplicates. The default is a new unique id.
    /// </summary>
    public string ProducerId { get; init; } = Guid.NewGuid().ToString("N");
}
