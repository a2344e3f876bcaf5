namespace Reliability.Experiments;

/// <summary>The numbers of events of an <see cref="ExperimentTracker"/> that are not in the store, by kind.</summary>
public sealed record PendingEvents
{
    /// <summary>Gets the number of exposures.</summary>
    public required long Exposures { get; init; }

    /// <summary>Gets the number of conversions.</summary>
    public required long Conversions { get; init; }

    /// <summary>Gets the number of values.</summary>
    public required long Values { get; init; }

    /// <summary>Gets the number of covariates.</summary>
    public required long Covariates { get; init; }

    /// <summary>Gets the number of all events.</summary>
    public long Total => Exposures + Conversions + Values + Covariates;
}
