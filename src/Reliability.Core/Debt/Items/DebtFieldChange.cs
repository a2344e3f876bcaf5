namespace Reliability.Debt;

/// <summary>The change of one field of an item.</summary>
public sealed record DebtFieldChange
{
    /// <summary>The maximum length of <see cref="From"/> and <see cref="To"/>. Longer texts are cut and end with "...".</summary>
    public const int MaxTextLength = 200;

    /// <summary>Gets the JSON name of the field, such as <c>impact</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Gets the value before the change as text, or <see langword="null"/> if there was none.</summary>
    public string? From { get; init; }

    /// <summary>Gets the value after the change as text, or <see langword="null"/> if there is none.</summary>
    public string? To { get; init; }
}
