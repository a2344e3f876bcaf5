using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Slos;

/// <summary>A window of constant length that always ends at the current time.</summary>
public sealed record RollingWindow : SloWindow
{
    /// <summary>Initializes a new instance with a length.</summary>
    /// <param name="length">The length: 1 hour to 366 days, in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is out of range.</exception>
    public RollingWindow(TimeSpan length)
    {
        if (length < TimeSpan.FromHours(1) || length > TimeSpan.FromDays(366) || length.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw Check.OutOfRange(length, "The length must be 1 hour to 366 days, in whole minutes.", nameof(length));
        }

        Length = length;
    }

    /// <summary>Gets the length of the window.</summary>
    public TimeSpan Length { get; }

    /// <inheritdoc/>
    public override TimeSpan NominalLength => Length;

    /// <inheritdoc/>
    public override TimeRange At(DateTimeOffset now) => new(now.ToUniversalTime() - Length, now.ToUniversalTime());
}
