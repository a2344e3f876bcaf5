using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Maps instants to places, evenly in elapsed time: a day of 25 hours is as wide as it lasts.</summary>
internal readonly struct TimeScale
{
    private readonly LinearScale _scale;

    /// <summary>Initializes a scale.</summary>
    /// <param name="from">The instant at the start.</param>
    /// <param name="to">The instant at the end.</param>
    /// <param name="zone">The zone in which ticks are round.</param>
    /// <param name="width">The place of the end; the start has 0.</param>
    public TimeScale(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, double width)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Check.That(from.Year is >= 1900 and <= 9000, from, "A chart begins in a year from 1900 to 9000.", nameof(from));
        Check.That(to.Year is >= 1900 and <= 9000, to, "A chart ends in a year from 1900 to 9000.", nameof(to));
        Check.That(to > from, to, $"A chart ends after its start, {Show.Instant(from, TimeZoneInfo.Utc)}.", nameof(to));
        (From, To, Zone) = (from, to, zone);
        _scale = new LinearScale(0, (to - from).TotalSeconds, 0, width);
    }

    /// <summary>Gets the instant at the start.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Gets the instant at the end.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Gets the zone in which ticks are round.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Returns the place of an instant; one outside of the range lies at the nearer end.</summary>
    public double At(DateTimeOffset instant) => _scale.At((instant - From).TotalSeconds);

    /// <summary>Returns whether an instant lies inside of the range.</summary>
    public bool Holds(DateTimeOffset instant) => instant >= From && instant <= To;

    /// <summary>Returns the ticks, at most so many.</summary>
    public IReadOnlyList<TimeTick> Ticks(int max) => TimeTicks.Of(From, To, Zone, max);
}
