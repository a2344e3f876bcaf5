namespace Reliability.Storage;

/// <summary>Specifies the kind of an entry.</summary>
public enum EnrollmentKind
{
    /// <summary>The kind was not set. An <see cref="EnrollmentBatch"/> rejects an entry of this kind.</summary>
    Unknown = 0,

    /// <summary>The unit was exposed to a variant.</summary>
    Exposure = 1,

    /// <summary>
    /// A conversion, which counts once: the first entry of this kind for a metric adds <c>Value</c> and <c>Second</c> to the sums of the
    /// unit. Any other is a duplicate.
    /// </summary>
    First = 2,

    /// <summary>A value that is summed: <c>Value</c> and <c>Second</c> are added to the sums of the unit.</summary>
    Sum = 3,

    /// <summary>
    /// A covariate that was known before the experiment: the first entry of this kind for a metric adds <c>Second</c> to the sums of the
    /// unit. Any other is a duplicate. <c>Value</c> is 0.
    /// </summary>
    Covariate = 4,
}
