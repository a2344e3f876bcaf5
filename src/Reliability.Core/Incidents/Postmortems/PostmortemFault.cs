namespace Reliability.Incidents;

/// <summary>A line of Markdown that could not be read.</summary>
public sealed record PostmortemFault
{
    /// <summary>Gets the number of the line, from 1 on; for a section that is missing, the number of the last line.</summary>
    public required int Line { get; init; }

    /// <summary>Gets the line, shortened to 100 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the reason as a sentence.</summary>
    public required string Reason { get; init; }
}
