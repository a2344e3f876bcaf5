using Reliability.Common;
using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>A request to resolve an item.</summary>
public sealed record DebtResolveRequest : ChangeRequest
{
    /// <summary>The maximum length of <see cref="Notes"/>, in characters.</summary>
    public const int MaxNotesLength = 10_000;

    /// <summary>Gets how the item was resolved, or <see langword="null"/>: at most <see cref="MaxNotesLength"/> characters.</summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character.</exception>
    public string? Notes { get; init => field = DebtText.Block(value, MaxNotesLength, nameof(Notes)); }
}
