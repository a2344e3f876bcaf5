using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// Counts what units do after they were exposed. What a unit does before its exposure, what units in two arms do, and what comes while the experiment does not
/// run counts nowhere. Safe for concurrent use; nothing here blocks or allocates. Every method answers whether the event was taken: not when the experiment does
/// not run or memory is full.
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

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>The unit did it. However often it does, it counts once: a proportion.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="variant">The variant that the unit is thought to have, so that another one is noticed; by default whichever it has.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public bool Convert(string unit, string? variant = null) => Track(EnrollmentKind.First, unit, variant, 1, 0);

    /// <summary>Adds to the unit's value: a mean per unit, such as revenue per customer.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="value">How much, finite, at most 1e100 in magnitude.</param>
    /// <param name="denominator">How much of what it is divided by, for a ratio such as revenue per order; likewise. Default: 0.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public bool Add(string unit, double value, double denominator = 0) => Track(EnrollmentKind.Sum, unit, null, InRange(value), InRange(denominator));

    /// <summary>Tells what was known of the unit before the experiment, such as last month's revenue: it takes noise out of the metric. The first value counts.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="value">How much, finite, at most 1e100 in magnitude.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is outside its range.</exception>
    public bool SetCovariate(string unit, double value) => Track(EnrollmentKind.Covariate, unit, null, 0, InRange(value));

    private static double InRange(double value) => Math.Abs(value) <= EnrollmentBatch.MaxValue
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A value is finite and -1e100 to 1e100.");

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
