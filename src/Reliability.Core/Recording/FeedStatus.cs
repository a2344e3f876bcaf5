namespace Reliability.Recording;

/// <summary>The state of one source of an objective's events in this process.</summary>
public sealed record FeedStatus
{
    /// <summary>Gets the name of the objective that the source feeds.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the kind of the source, one of <see cref="FeedKinds"/> or a kind that another package documents.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what the objective waits for, such as <c>instrument db.client.operation.duration of meter Npgsql</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the state.</summary>
    public required FeedState State { get; init; }

    /// <summary>Gets the time at which the source appeared; <see langword="null"/> while it has not appeared.</summary>
    public DateTimeOffset? ConnectedSince { get; init; }

    /// <summary>
    /// Gets what may be wrong: the nearest names that exist, for example, or why the bad events of a source that has appeared may not be
    /// recognized. It is <see langword="null"/> if nothing is known.
    /// </summary>
    public string? Hint { get; init; }

    /// <summary>
    /// Gets a value indicating whether the objective has no data without this source, whatever its other sources deliver: one of them has
    /// appeared and counts events of which only this source reports the bad ones. The default is <see langword="false"/>.
    /// </summary>
    public bool IsRequired { get; init; }

    /// <summary>Returns the state as a sentence that names the source and, if it has not appeared, what may be wrong.</summary>
    public string Describe() => (State, Kind) switch
    {
        (FeedState.Connected, _) => $"The feed '{Name}' is connected.{(Hint is null ? "" : $" {Hint}")}",
        (_, FeedKinds.Code) => "Nothing feeds the objective in this process: no source is declared, and no code has taken its recorder.",
        _ => $"The feed '{Name}' has not appeared since this process started.{(Hint is null ? "" : $" {Hint}")}",
    };
}
