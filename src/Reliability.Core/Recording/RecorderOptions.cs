using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>Options for how a <see cref="ReliabilityRecorder"/> buffers and sends events.</summary>
public sealed class RecorderOptions
{
    /// <summary>
    /// Gets or sets the id by which the store knows this recorder. Leave it unset in a service, where a random id per recorder is correct.
    /// Set it for an import that must be counted once even if it is run again, and end each part of the import with
    /// <see cref="ReliabilityRecorder.CheckpointAsync"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>. Otherwise 1 to 200 bytes of UTF-8.</value>
    public string? ProducerId { get; set; }

    /// <summary>
    /// Gets or sets the retention of each tier. An event older than the retention of the hour tier is dropped and counted.
    /// </summary>
    /// <value>The default is <see cref="SeriesRetention.Default"/>.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public SeriesRetention Retention
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = SeriesRetention.Default;

    /// <summary>Gets or sets the time zone in which the day buckets lie, the same one for all processes of a service.</summary>
    /// <value>The default is UTC.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The time zone has no IANA name.</exception>
    public TimeZoneInfo DayZone
    {
        get;
        set => field = Check.NamedZone(value, nameof(value));
    } = TimeZoneInfo.Utc;

    /// <summary>Gets or sets how far the time of an event may be ahead of the clock, which allows for differences between clocks.</summary>
    /// <value>The default is 5 minutes. The range is 0 to 1 day.</value>
    public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets or sets the maximum number of buckets (one per series and minute with events) that may wait while the store is unavailable.
    /// Beyond it, events of further minutes are dropped and counted.
    /// </summary>
    /// <value>The default is 100,000. The range is 1 to 10,000,000.</value>
    public int MaxPendingBuckets { get; set; } = 100_000;

    /// <summary>
    /// Gets or sets the maximum memory that threads hold for counters and events that are not collected yet. A thread for which there is
    /// none left records with a lock or an interlocked instruction instead; nothing is lost.
    /// </summary>
    /// <value>In bytes. The default is 67,108,864 (64 MiB). The range is 0 to 1,099,511,627,776 (1 TiB).</value>
    public long MaxCellBytes { get; set; } = 64L << 20;

    /// <summary>Gets or sets the maximum number of buckets in one batch.</summary>
    /// <value>The default is 5,000. The range is 1 to 100,000.</value>
    public int MaxBatchBuckets { get; set; } = 5_000;

    /// <summary>
    /// Gets or sets a value indicating whether each series gets an empty bucket for every minute in which the recorder ran, which
    /// distinguishes a quiet minute from a minute without measurements. Turn it off for an import.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool RecordQuietMinutes { get; set; } = true;

    /// <summary>
    /// Gets or sets a value indicating whether a value outside the range of its kind throws an <see cref="ArgumentOutOfRangeException"/>,
    /// for tests of the application. Otherwise it is rejected and counted (<see cref="RecorderStatistics.Rejected"/>), so that measuring
    /// never fails what is measured.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ThrowOnInvalidInput { get; set; }

    internal RecorderOptions Validated()
    {
        if (ProducerId is not null)
        {
            StoreName.Require(ProducerId);
        }

        Check.Between(FutureTolerance, TimeSpan.Zero, TimeSpan.FromDays(1));
        Check.Between(MaxPendingBuckets, 1, 10_000_000);
        Check.Between(MaxCellBytes, 0, 1L << 40);
        Check.Between(MaxBatchBuckets, 1, 100_000);
        return (RecorderOptions)MemberwiseClone();
    }
}
