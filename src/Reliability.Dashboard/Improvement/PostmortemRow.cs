namespace Reliability.Dashboard.Internal;

/// <summary>A postmortem in a list.</summary>
internal sealed record PostmortemRow
{
    /// <summary>Gets the id of the incident.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Gets the status in a word.</summary>
    public required string Status { get; init; }

    /// <summary>Gets what is missing, in words; <see langword="null"/> if nothing is.</summary>
    public string? Missing { get; init; }

    public required DateTimeOffset DraftedAt { get; init; }

    public DateTimeOffset? FinalAt { get; init; }

    public required int Actions { get; init; }

    public required int OpenActions { get; init; }
}
