namespace Reliability.Jobs;

/// <summary>A subject of background jobs, such as an objective. One live process at a time does its jobs.</summary>
public sealed record JobSubject
{
    /// <summary>Gets the service that the subject belongs to.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the kind of the subject, such as <c>objective</c> or <c>experiment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the name, unique within the kind.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets the definition of the subject in this process as text, which is equal in every process with the same definition. If live
    /// processes have different definitions, one is in force. It is <see langword="null"/> if the subject has no definition, so that any
    /// process may do its jobs.
    /// </summary>
    public string? Definition { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} '{Name}' of service '{Service}'";
}
