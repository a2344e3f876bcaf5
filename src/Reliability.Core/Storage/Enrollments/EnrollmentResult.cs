using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The outcome of the entries of a batch. Each entry is counted once.</summary>
public sealed record EnrollmentResult
{
    /// <summary>
    /// Gets a value indicating whether a later batch of the producer was applied before. Nothing changed, and the outcome of this batch's
    /// entries is not known.
    /// </summary>
    public bool Superseded { get; init; }

    /// <summary>Gets the number of units that were seen for the first time.</summary>
    public int Enrolled { get; init; }

    /// <summary>
    /// Gets the number of units that crossed, which means that they were seen in another arm than their own for the first time.
    /// </summary>
    public int Crossed { get; init; }

    /// <summary>Gets the number of conversions, values and covariates that were counted.</summary>
    public int Counted { get; init; }

    /// <summary>
    /// Gets the number of entries that add nothing: an exposure to the unit's own arm, an exposure of a unit that had crossed before, and a
    /// second conversion or covariate.
    /// </summary>
    public int Duplicates { get; init; }

    /// <summary>
    /// Gets the number of conversions, values and covariates that name another arm than the unit's. They do not make the unit cross.
    /// </summary>
    public int OtherVariant { get; init; }

    /// <summary>
    /// Gets the number of conversions, values and covariates of crossed units, which are not counted. This is determined before the arm is
    /// compared.
    /// </summary>
    public int OfCrossed { get; init; }

    /// <summary>
    /// Gets the indexes, from 0 and in ascending order, of entries of units that were not exposed yet, and of conversions and values that
    /// happened before the exposure of their unit. These entries were not stored. A covariate may precede the exposure.
    /// </summary>
    public IReadOnlyList<int> Unexposed { get; init; } = [];

    /// <summary>Counts the outcomes of a batch's entries.</summary>
    /// <param name="outcomes">The outcome of each entry, in the order of the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">An outcome is <see cref="EnrollmentOutcome.None"/> or not a member.</exception>
    public static EnrollmentResult Of(IReadOnlyList<EnrollmentOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        Span<int> counts = stackalloc int[(int)EnrollmentOutcome.Unexposed + 1];
        List<int> unexposed = [];
        for (int place = 0; place < outcomes.Count; place++)
        {
            EnrollmentOutcome outcome = outcomes[place];
            if (outcome is <= EnrollmentOutcome.None or > EnrollmentOutcome.Unexposed)
            {
                throw Check.OutOfRange(outcome, $"Entry {place} was not decided.", nameof(outcomes));
            }

            counts[(int)outcome]++;
            if (outcome == EnrollmentOutcome.Unexposed)
            {
                unexposed.Add(place);
            }
        }

        return new EnrollmentResult
        {
            Enrolled = counts[(int)EnrollmentOutcome.Enrolled],
            Crossed = counts[(int)EnrollmentOutcome.Crossed],
            Counted = counts[(int)EnrollmentOutcome.Counted],
            Duplicates = counts[(int)EnrollmentOutcome.Duplicate],
            OtherVariant = counts[(int)EnrollmentOutcome.OtherVariant],
            OfCrossed = counts[(int)EnrollmentOutcome.OfCrossed],
            Unexposed = unexposed.AsReadOnly(),
        };
    }
}
