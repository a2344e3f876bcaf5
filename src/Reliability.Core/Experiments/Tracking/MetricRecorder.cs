using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// Records conversions and values of units after their exposure. Events before the exposure of a unit, events of units in two arms, and
/// events while the experiment does not run do not count. This class is safe for concurrent use, and its methods neither block nor
/// allocate. Every method returns <see langword="false"/> if the event was not recorded because the experiment does not run or the memory
/// is full.
/// </summary>
public sealed class MetricRecorder
{
    private readonly TrackedExperiment _run;
    private readonly ExperimentTracker _tracker;

    internal MetricRecorder(TrackedExperiment run, ExperimentTracker tracker, string name)
    {
        _run = run;
        _tracker = tracker;
        Name = name;
    }

    /// <summary>Gets the name of the metric.</summary>
    public string Name { get; }

    /// <summary>Records a conversion of a unit for a proportion. Repeated conversions of a unit count once.</summary>
    /// <param name="unit">The id of the unit, not empty.</param>
    /// <param name="variant">
    /// The variant that the caller expects the unit to have, so that a different one is detected. By default, the variant of the unit.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public bool Convert(string unit, string? variant = null) => Track(EnrollmentKind.First, unit, variant, 1, 0);

    /// <summary>Adds to the value of a unit, for a mean per unit such as revenue per customer.</summary>
    /// <param name="unit">The id of the unit, not empty.</param>
    /// <param name="value">The value, finite, at most 1e100 in magnitude.</param>
    /// <param name="denominator">
    /// The denominator for a ratio such as revenue per order, finite, at most 1e100 in magnitude. The default is 0.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public bool Add(string unit, double value, double denominator = 0) =>
        Track(EnrollmentKind.Sum, unit, null, InRange(value), InRange(denominator));

    /// <summary>
    /// Sets the covariate of a unit, which was known before the experiment, such as last month's revenue. It reduces the variance of the
    /// metric. Only the first value counts.
    /// </summary>
    /// <param name="unit">The id of the unit, not empty.</param>
    /// <param name="value">The value, finite, at most 1e100 in magnitude.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is outside its range.</exception>
    public bool SetCovariate(string unit, double value) => Track(EnrollmentKind.Covariate, unit, null, 0, InRange(value));

    private static double InRange(double value) => Math.Abs(value) <= EnrollmentBatch.MaxValue
        ? value
        : throw Check.OutOfRange(value, "The value must be finite and -1e100 to 1e100.", nameof(value));

    private bool Track(EnrollmentKind kind, string unit, string? variant, double value, double second)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        if (variant is not null && _run.Find(variant) < 0)
        {
            throw new ArgumentException($"Experiment '{_run.Id.Key}' has no variant '{variant}'.", nameof(variant));
        }

        return _run.Counts && _tracker.Track(_run.Id, kind, unit, variant, Name, value, second);
    }
}
