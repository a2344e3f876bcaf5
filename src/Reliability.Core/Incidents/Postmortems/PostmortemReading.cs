namespace Reliability.Incidents;

/// <summary>What was read of the Markdown of a postmortem.</summary>
public sealed record PostmortemReading
{
    /// <summary>Gets the service, or <see langword="null"/> if it could not be read.</summary>
    public string? Service { get; init; }

    /// <summary>Gets the id of the incident, or <see langword="null"/> if it could not be read.</summary>
    public string? IncidentId { get; init; }

    /// <summary>Gets the status, or <see langword="null"/> if it could not be read.</summary>
    public PostmortemStatus? Status { get; init; }

    /// <summary>Gets the content without the lines that could not be read, or <see langword="null"/> if there is no title.</summary>
    public PostmortemContent? Content { get; init; }

    /// <summary>Gets the lines that could not be read, in their order.</summary>
    public required IReadOnlyList<PostmortemFault> Faults { get; init; }

    /// <summary>Gets a value indicating whether every line was read.</summary>
    public bool IsComplete => Content is not null && Faults.Count == 0;
}
