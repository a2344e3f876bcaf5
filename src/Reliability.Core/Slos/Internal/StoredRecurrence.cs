namespace Reliability.Slos.Internal;

/// <summary>When a recurring exclusion happens, as it is stored.</summary>
internal sealed record StoredRecurrence
{
    public required string Rule { get; init; }

    public required DateTime Start { get; init; }

    public required string Zone { get; init; }

    public required TimeSpan Duration { get; init; }

    public static StoredRecurrence Of(Recurrence one) =>
        new() { Rule = one.Rule, Start = one.Start, Zone = one.Zone, Duration = one.Duration };

    public Recurrence ToRecurrence() => new() { Rule = Rule, Start = Start, Zone = Zone, Duration = Duration };
}
