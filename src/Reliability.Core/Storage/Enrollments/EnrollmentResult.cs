namespace Reliability.Storage;

/// <summary>What became of a batch's entries; each is counted once.</summary>
public sealed record EnrollmentResult
{
    /// <summary>Whether a later batch of the producer was applied before: nothing changed, and what became of this one's entries is not known.</summary>
    public bool Superseded { get; init; }

    /// <summary>Units seen for the first time.</summary>
    public int Enrolled { get; init; }

    /// <summary>Units that crossed: seen in another arm than their own for the first time.</summary>
    public int Crossed { get; init; }

    /// <summary>Conversions, values and covariates that were counted.</summary>
    public int Counted { get; init; }

    /// <summary>Entries that say what was known: an exposure to the unit's own arm or of a unit crossed before, a second first or covariate.</summary>
    public int Duplicates { get; init; }

    /// <summary>Conversions, values and covariates that name another arm than the unit's; the unit is not crossed by them.</summary>
    public int OtherVariant { get; init; }

    /// <summary>Conversions, values and covariates of crossed units, which count nowhere. Looked at before the arm is.</summary>
    public int OfCrossed { get; init; }

    /// <summary>The places, from 0 and ascending, of entries of units not seen yet, and of conversions and values that happened before their unit's exposure; they were not stored. A covariate may lie before it.</summary>
    public IReadOnlyList<int> Unexposed { get; init; } = [];
}
