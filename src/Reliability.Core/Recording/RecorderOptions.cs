using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>How a <see cref="ReliabilityRecorder"/> buffers and sends.</summary>
public sealed class RecorderOptions
{
    /// <summary>
    /// Who this recorder is to the store. Leave it unset in a service: a random id per recorder is right there. Set it
    /// for an import that must be counted once even when it is run again; then end each part with
    /// <see cref="ReliabilityRecorder.CheckpointAsync"/>.
    /// </summary>
    /// <value>Default <see langword="null"/>; else 1 to 200 bytes of UTF-8.</value>
    public string? ProducerId { get; set; }

    /// <summary>How long each tier is kept; an event older than the hour tier is dropped and counted.</summary>
    /// <value>Default <see cref="SeriesRetention.Default"/>.</value>
    /// <exception cref="ArgumentNullException">It is set to <see langword="null"/>.</exception>
    public SeriesRetention Retention { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = SeriesRetention.Default;

    /// <summary>How far ahead of the clock an event's own time may lie, to forgive clocks that differ.</summary>
    /// <value>Default 5 minutes; 0 to 1 day.</value>
    public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The most buckets (one per series and minute with events) that may wait while the store is away. Beyond it, events
    /// of further minutes are dropped and counted.
    /// </summary>
    /// <value>Default 100,000; 1 to 10,000,000.</value>
    public int MaxPendingBuckets { get; set; } = 100_000;

    /// <summary>The most buckets in one batch.</summary>
    /// <value>Default 5,000; 1 to 100,000.</value>
    public int MaxBatchBuckets { get; set; } = 5_000;

    /// <summary>
    /// Whether each series gets an empty bucket for every minute in which the recorder ran, so that a quiet minute can be
    /// told from a minute in which nobody measured. Turn it off for an import.
    /// </summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool Heartbeat { get; set; } = true;

    internal RecorderOptions Validated()
    {
        if (ProducerId is not null)
        {
            StoreName.Require(ProducerId);
        }

        Require(FutureTolerance >= TimeSpan.Zero && FutureTolerance <= TimeSpan.FromDays(1), nameof(FutureTolerance), FutureTolerance, "0 to 1 day");
        Require(MaxPendingBuckets is >= 1 and <= 10_000_000, nameof(MaxPendingBuckets), MaxPendingBuckets, "1 to 10000000");
        Require(MaxBatchBuckets is >= 1 and <= 100_000, nameof(MaxBatchBuckets), MaxBatchBuckets, "1 to 100000");
        return (RecorderOptions)MemberwiseClone();
    }

    private static void Require(bool legal, string option, object value, string range)
    {
        if (!legal)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(RecorderOptions)}.{option} must be {range}.");
        }
    }
}
