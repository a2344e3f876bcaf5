namespace Reliability.Experiments;

/// <summary>How an <see cref="ExperimentTracker"/> behaves.</summary>
public sealed record TrackerOptions
{
    /// <summary>The smallest legal <see cref="Capacity"/>.</summary>
    public const int MinCapacity = 16;

    /// <summary>The greatest legal <see cref="Capacity"/>.</summary>
    public const int MaxCapacity = 1 << 22;

    /// <summary>How many events wait in memory at most; what comes on top is dropped and counted. Rounded up to a power of two. Default: 65,536.</summary>
    public int Capacity { get; init; } = 1 << 16;

    /// <summary>
    /// How long a conversion waits for the exposure of its unit, which may be on its way from another process. Zero to an hour. Default: 10 seconds.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What <see cref="TrackedExperiment.ExposeAsync"/> does when the store cannot say what a unit of a sticky experiment was exposed to: <see langword="true"/> gives the draw,
    /// counted in <see cref="TrackerStatistics.FellBack"/>, and a unit that had another variant then is in two arms; <see langword="false"/> throws the
    /// <see cref="Storage.StoreException"/>. Default: <see langword="false"/>.
    /// </summary>
    public bool FallBackToDraw { get; init; }

    /// <summary>Names this process to the store, new with every start: sequences begin at 1 again, and under a name that was used before, such as that of a pod, the store would take all events for old ones. Default: a new name.</summary>
    public string ProducerId { get; init; } = Guid.NewGuid().ToString("N");
}
