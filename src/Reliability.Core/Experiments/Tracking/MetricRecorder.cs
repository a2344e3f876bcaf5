using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// Records conversions and values of units after their exposure. Events before the exposure of a unit, events of units in two arms, and
/// events while the experiment does not run do not count. This class is safe for concurrent use, and its methods neither block nor
/// allocate. Every method returns <see langword="false"/> if the event was not recorded because the experiment does not run or the memory
/// is full, or because the unit, the variant or a value is not valid (<see cref="TrackerStatistics.RejectedUnits"/>,
/// <see cref="TrackerStatistics.RejectedVariants"/>, <see cref="TrackerStatistics.RejectedValues"/>).
/// </summary>
public sealed class MetricRecorder
{
    private readonly TrackedExperiment _tracked;
    private readonly ExperimentTracker _tracker;

    internal MetricRecorder(TrackedExperiment tracked, ExperimentTracker tracker, string name)
    {
        _tracked = tracked;
        _tracker = tracker;
        Name = name;
    }

    /// <summary>Gets the name of the metric.</summary>
    public string Name { get; }

    /// <summary>Records a conversion of a unit for a proportion. Repeated conversions of a unit count once.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="variant">
    /// The variant that the caller expects the unit to have, so that a different one is detected. By default, the variant of the unit.
    /// </param>
    public bool Convert(string? unit, string? variant = null) => Track(EnrollmentKind.First, unit, variant, 1, 0);

    /// <summary>Adds to the value of a unit, for a mean per unit such as revenue per customer.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="value">The value, finite, at most 1e100 in magnitude.</param>
    /// <param name="denominator">
    /// The denominator for a ratio such as revenue per order, finite, at most 1e100 in magnitude. The default is 0.
    /// </param>
    public bool Add(string? unit, double value, double denominator = 0) =>
        Track(EnrollmentKind.Sum, unit, null, value, denominator);

    /// <summary>
    /// Sets the covariate of a unit, which was known before the experiment, such as last month's revenue. It reduces the variance of the
    /// metric. Only the first value counts.
    /// </summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="value">The value, finite, at most 1e100 in magnitude.</param>
    public bool SetCovariate(string? unit, double value) => Track(EnrollmentKind.Covariate, unit, null, 0, value);

    private bool Track(EnrollmentKind kind, string? unit, string? variant, double value, double second) =>
        _tracker.Input.AcceptsUnit(unit)
        && (variant is null || _tracked.Accepts(variant, out _))
        && _tracker.Input.AcceptsValue(value)
        && _tracker.Input.AcceptsValue(second)
        && _tracked.Counts
        && _tracker.Track(_tracked.Id, kind, unit, variant, Name, value, second);
}
