namespace Reliability.Incidents;

/// <summary>A place in a text that blames somebody, or names a person.</summary>
public sealed record BlameFinding
{
    /// <summary>
    /// Gets the field, such as "analysis" or "timeline[2]" with the number of the item from 0 on; empty for a text without a field.
    /// </summary>
    public required string Field { get; init; }

    /// <summary>Gets the index of the first character in the text of the field.</summary>
    public required int Start { get; init; }

    /// <summary>Gets the number of characters.</summary>
    public required int Length { get; init; }

    /// <summary>Gets what stands there.</summary>
    public required string Text { get; init; }

    /// <summary>Gets what was found.</summary>
    public required BlameFindingKind Kind { get; init; }

    /// <summary>Gets what to write instead, as a sentence.</summary>
    public required string Suggestion { get; init; }
}
