namespace Reliability.Slos;

/// <summary>Time that comes again and again, as RFC 5545 (iCalendar) describes it.</summary>
public sealed record Recurrence
{
    /// <summary>The longest legal <see cref="Rule"/>: 500 characters.</summary>
    public const int MaxRuleLength = 500;

    /// <summary>The longest legal <see cref="Duration"/>: 7 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>The rule, such as <c>FREQ=WEEKLY;BYDAY=SU</c> (RRULE without its name).</summary>
    public required string Rule { get; init; }

    /// <summary>When it first happens, in local time of <see cref="Zone"/> (DTSTART); a whole minute.</summary>
    public required DateTime Start { get; init; }

    /// <summary>
    /// An IANA time zone such as <c>Europe/Berlin</c>: the time of day stays the same when its clocks change. Default: UTC.
    /// </summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>How long it lasts each time: 1 minute to <see cref="MaxDuration"/>, in whole minutes.</summary>
    public required TimeSpan Duration { get; init; }
}
