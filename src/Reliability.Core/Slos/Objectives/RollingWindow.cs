using Reliability.Common;

namespace Reliability.Slos;

/// <summary>A window of fixed length that always ends now.</summary>
public sealed record RollingWindow : SloWindow
{
    /// <summary>Sets the length.</summary>
    /// <param name="length">1 hour to 366 days, in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is outside its range.</exception>
    public RollingWindow(TimeSpan length)
    {
        if (length < TimeSpan.FromHours(1) || length > TimeSpan.FromDays(366) || length.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "A rolling window lasts 1 hour to 366 days, in whole minutes.");
        }

        Length = length;
    }

    /// <summary>How long the window lasts.</summary>
    public TimeSpan Length { get; }

    /// <inheritdoc/>
    public override TimeSpan NominalLength => Length;

    /// <inheritdoc/>
    public override TimeRange At(DateTimeOffset now) => new(now.ToUniversalTime() - Length, now.ToUniversalTime());
}
