namespace Reliability.Dashboard.Internal;

/// <summary>The open actions of an age.</summary>
internal sealed record ActionAgeRow
{
    /// <summary>Gets the age in words.</summary>
    public required string Age { get; init; }

    public required int Count { get; init; }

    public required int Overdue { get; init; }

    /// <summary>Gets the number of those that nobody owns.</summary>
    public required int Unowned { get; init; }

    /// <summary>Gets the number of those without a due date.</summary>
    public required int Undated { get; init; }
}
