namespace Reliability.Slos;

/// <summary>A recurring time range, as specified by RFC 5545 (iCalendar).</summary>
public sealed record Recurrence
{
    /// <summary>The maximum length of <see cref="Rule"/>: 500 characters.</summary>
    public const int MaxRuleLength = 500;

    /// <summary>The maximum <see cref="Duration"/>: 7 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>Gets the recurrence rule, such as <c>FREQ=WEEKLY;BYDAY=SU</c> (the value of an RRULE).</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the start of the first occurrence in the local time of <see cref="Zone"/> (DTSTART), a whole minute.</summary>
    public required DateTime Start { get; init; }

    /// <summary>
    /// Gets the IANA time zone, such as <c>Europe/Berlin</c>. The local time of day stays the same across clock changes. Default: UTC.
    /// </summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Gets the duration of each occurrence: 1 minute to <see cref="MaxDuration"/>, in whole minutes.</summary>
    public required TimeSpan Duration { get; init; }
}
