namespace Reliability.Dashboard.Internal;

/// <summary>Data that supports a postmortem.</summary>
internal sealed record PostmortemEvidenceRow
{
    public required string Name { get; init; }

    /// <summary>Gets the address, which the page shows as a text; <see langword="null"/> if it has none.</summary>
    public string? Address { get; init; }
}
