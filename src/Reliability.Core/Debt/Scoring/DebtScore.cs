using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>The score of an item.</summary>
public sealed record DebtScore
{
    /// <summary>
    /// Gets the exact value by which items are ordered, or <see langword="null"/> if there is none; such items come last. An age bonus can
    /// take it below 0: show <see cref="ShownValue"/> to people.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public required double? Value { get; init => field = value is { } one ? Check.Finite(one, nameof(Value)) : null; }

    /// <summary>Gets the value before any bonus, which orders items of equal <see cref="Value"/>: the lower comes first.</summary>
    public required double Base { get; init => field = Check.Finite(value, nameof(Base)); }

    /// <summary>Gets which values come first.</summary>
    public required DebtScoreDirection Direction { get; init => field = Check.Word(value, nameof(Direction), DebtScoreDirection.Unknown); }

    /// <summary>Gets when the item should be addressed.</summary>
    public required DebtBand Band { get; init => field = Check.Word(value, nameof(Band)); }

    /// <summary>Gets what the score consists of, in words such as "rank 4, 60 days old: -2".</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Gets the names of the numbers that the scorer would need and that are missing, in words.</summary>
    public IReadOnlyList<string> MissingInputs { get; init => field = value ?? []; } = [];

    /// <summary>Gets the value for people, which is never below 0.</summary>
    public double? ShownValue => Value is { } value ? Math.Max(0, value) : null;
}
