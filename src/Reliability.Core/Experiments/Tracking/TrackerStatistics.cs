namespace Reliability.Experiments;

/// <summary>What became of everything that was tracked: <see cref="Tracked"/> = <see cref="Settled"/> + <see cref="Pending"/> + <see cref="Dropped"/>, always.</summary>
public sealed record TrackerStatistics
{
    /// <summary>Exposures, conversions, values and covariates that were handed over.</summary>
    public long Tracked { get; init; }

    /// <summary>What waits in memory.</summary>
    public long Pending { get; init; }

    /// <summary>What found no place in memory and is lost.</summary>
    public long Dropped { get; init; }

    /// <summary>Units seen for the first time, anywhere.</summary>
    public long Enrolled { get; init; }

    /// <summary>Units found to be in two arms.</summary>
    public long Crossed { get; init; }

    /// <summary>Conversions, values and covariates that were counted.</summary>
    public long Counted { get; init; }

    /// <summary>What was known before: a unit seen again, a second conversion.</summary>
    public long Duplicates { get; init; }

    /// <summary>Conversions and values that named another variant than the unit's.</summary>
    public long OtherVariant { get; init; }

    /// <summary>Conversions and values of units in two arms.</summary>
    public long OfCrossed { get; init; }

    /// <summary>Conversions and values of units that were not exposed before, within <see cref="TrackerOptions.Grace"/>.</summary>
    public long Unexposed { get; init; }

    /// <summary>What a store answered was overtaken: another process used the same producer id.</summary>
    public long Superseded { get; init; }

    /// <summary>How often a unit of a sticky experiment was given the draw because the store could not be asked (<see cref="TrackerOptions.FallBackToDraw"/>).</summary>
    public long FellBack { get; init; }

    /// <summary>What reached the store and was judged there.</summary>
    public long Settled => Enrolled + Crossed + Counted + Duplicates + OtherVariant + OfCrossed + Unexposed + Superseded;
}
