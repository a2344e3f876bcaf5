using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>An event on its way to the store.</summary>
internal readonly record struct TrackedEvent(
    ExperimentId Experiment, EnrollmentKind Kind, string Unit, string? Variant, string? Metric, double Value, double Second, long Ticks)
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);
}
