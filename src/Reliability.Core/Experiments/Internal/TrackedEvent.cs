using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>An event that is queued for the store.</summary>
internal readonly record struct TrackedEvent(
    ExperimentId Experiment, EnrollmentKind Kind, string Unit, string? Variant, string? Metric, double Value, double Second, long Ticks)
{
    /// <summary>Gets the time of the event.</summary>
    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);
}
