namespace Reliability.Experiments;

/// <summary>
/// The numbers of tracked events by outcome. At all times <see cref="Tracked"/> = <see cref="Settled"/> + <see cref="Pending"/> +
/// <see cref="Dropped"/>.
/// </summary>
public sealed record TrackerStatistics
{
    /// <summary>Gets the number of exposures, conversions, values and covariates that were tracked.</summary>
    public long Tracked { get; init; }

    /// <summary>Gets the number of events that wait in memory.</summary>
    public long Pending { get; init; }

    /// <summary>Gets the number of events that were dropped because the memory was full, or because the tracker had stopped.</summary>
    public long Dropped { get; init; }

    /// <summary>Gets the number of events of <see cref="Dropped"/> that were tracked after the tracker had stopped.</summary>
    public long DroppedStopped { get; init; }

    /// <summary>Gets the number of units that were seen for the first time in any process.</summary>
    public long Enrolled { get; init; }

    /// <summary>Gets the number of units that were found in two arms.</summary>
    public long Crossed { get; init; }

    /// <summary>Gets the number of conversions, values and covariates that were counted.</summary>
    public long Counted { get; init; }

    /// <summary>Gets the number of events that add nothing, such as a repeated exposure or a second conversion.</summary>
    public long Duplicates { get; init; }

    /// <summary>Gets the number of conversions and values that named another variant than the unit's.</summary>
    public long OtherVariant { get; init; }

    /// <summary>Gets the number of conversions and values of units in two arms.</summary>
    public long OfCrossed { get; init; }

    /// <summary>
    /// Gets the number of conversions and values of units that were not exposed within <see cref="TrackerOptions.Grace"/>.
    /// </summary>
    public long Unexposed { get; init; }

    /// <summary>Gets the number of events whose result is unknown because another process used the same producer id.</summary>
    public long Superseded { get; init; }

    /// <summary>
    /// Gets the number of times that a unit of a sticky experiment was given the draw because the store could not be read
    /// (<see cref="TrackerOptions.FallBackToDraw"/>).
    /// </summary>
    public long FellBack { get; init; }

    /// <summary>
    /// Gets the number of times that a unit of a sticky experiment got no variant because the store could not be read
    /// (<see cref="VariantReason.StoreUnavailable"/>).
    /// </summary>
    public long StoreUnavailable { get; init; }

    /// <summary>
    /// Gets the number of calls that were rejected because the id of the unit is missing, empty or longer than
    /// <see cref="VariantAssigner.MaxUnitLength"/>. Rejected calls are not tracked events.
    /// </summary>
    public long RejectedUnits { get; init; }

    /// <summary>Gets the number of calls that were rejected because the experiment does not have the variant.</summary>
    public long RejectedVariants { get; init; }

    /// <summary>Gets the number of calls that were rejected because a value is not finite or is outside its range.</summary>
    public long RejectedValues { get; init; }

    /// <summary>Gets the number of events that the store has processed.</summary>
    public long Settled => Enrolled + Crossed + Counted + Duplicates + OtherVariant + OfCrossed + Unexposed + Superseded;
}
