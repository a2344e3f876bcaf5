using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record RecurrenceResource
{
    public required string Rule { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The IANA time zone. Default: UTC.</summary>
    public string? Zone { get; init; }

    public required double DurationSeconds { get; init; }

    public static RecurrenceResource From(Recurrence recurrence) => new()
    {
        Rule = recurrence.Rule,
        Start = recurrence.Start,
        Zone = recurrence.Zone,
        DurationSeconds = recurrence.Duration.TotalSeconds,
    };

    public Recurrence ToRecurrence() => new()
    {
        Rule = Rule,
        Start = Start,
        Zone = Zone ?? "UTC",
        Duration = Math.Abs(DurationSeconds) < 1e9 ? TimeSpan.FromSeconds(DurationSeconds) : TimeSpan.MaxValue,
    };
}
