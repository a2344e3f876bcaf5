using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable list of entries of one experiment that a store applies as a whole and at most once. A store remembers the last sequence of
/// each producer within an experiment, and the result of that batch, so a retry after an ambiguous failure is safe.
/// </summary>
public sealed class EnrollmentBatch
{
    /// <summary>The maximum number of entries in a batch.</summary>
    public const int MaxEntries = 1000;

    /// <summary>The maximum magnitude of a value, so that sums of squares do not overflow.</summary>
    public const double MaxValue = 1e100;

    /// <summary>Initializes a new instance of the <see cref="EnrollmentBatch"/> class.</summary>
    /// <param name="experiment">The experiment, within which sequences are ordered.</param>
    /// <param name="producerId">The id of the producer, unique to one running process or one import.</param>
    /// <param name="sequence">The sequence of the batch, 1 or more, greater than any earlier sequence of this producer.</param>
    /// <param name="entries">The entries in order, 1 to <see cref="MaxEntries"/>. The list is copied.</param>
    /// <exception cref="ArgumentException">
    /// A name is not valid, an entry lacks a value that its kind requires, or the number of entries is outside its range.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is below 1.</exception>
    public EnrollmentBatch(ExperimentId experiment, string producerId, long sequence, IEnumerable<EnrollmentEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(entries);
        Experiment = experiment;
        ProducerId = StoreName.Require(producerId);
        Check.AtLeast(sequence, 1);
        Sequence = sequence;
        EnrollmentEntry[] copy = [.. entries];
        if (copy.Length is 0 or > MaxEntries)
        {
            throw new ArgumentException($"A batch must have 1 to {MaxEntries} entries; this one has {copy.Length}.", nameof(entries));
        }

        foreach (ref readonly EnrollmentEntry entry in copy.AsSpan())
        {
            if (Fault(in entry) is { } fault)
            {
                throw new ArgumentException(fault, nameof(entries));
            }
        }

        Entries = copy;
    }

    /// <summary>Gets the experiment.</summary>
    public ExperimentId Experiment { get; }

    /// <summary>Gets the id of the producer.</summary>
    public string ProducerId { get; }

    /// <summary>Gets the sequence of the batch among the batches of its producer.</summary>
    public long Sequence { get; }

    /// <summary>Gets the entries in order.</summary>
    public IReadOnlyList<EnrollmentEntry> Entries { get; }

    /// <summary>
    /// Validates the units that are passed to <see cref="IEnrollmentStore.GetVariantsAsync"/>, so that every store applies the same rule.
    /// </summary>
    /// <param name="units">The units.</param>
    /// <exception cref="ArgumentException">A name is not valid, or there are more than <see cref="MaxEntries"/> units.</exception>
    public static void RequireUnits(IReadOnlyList<string> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        if (units.Count > MaxEntries)
        {
            throw new ArgumentException($"A query must name at most {MaxEntries} units; this one names {units.Count}.", nameof(units));
        }

        foreach (string unit in units)
        {
            StoreName.Require(unit);
        }
    }

    private static string? Fault(in EnrollmentEntry entry)
    {
        StoreName.Require(entry.Unit);
        if (entry.Variant is not null)
        {
            StoreName.Require(entry.Variant);
        }

        if (entry.Kind is < EnrollmentKind.Exposure or > EnrollmentKind.Covariate)
        {
            return $"The kind of an entry must be Exposure, First, Sum or Covariate; for '{entry.Unit}' it is {(int)entry.Kind}.";
        }

        bool isExposure = entry.Kind == EnrollmentKind.Exposure;
        if (isExposure ? entry.Variant is null || entry.Metric is not null : entry.Metric is null)
        {
            return "An exposure must name a variant and no metric, and any other entry a metric; "
                + $"the {entry.Kind} of '{entry.Unit}' does not.";
        }

        if (!isExposure)
        {
            StoreName.Require(entry.Metric!);
        }

        bool fits = Math.Abs(entry.Value) <= MaxValue && Math.Abs(entry.Second) <= MaxValue;
        bool isEmpty = entry.Value == 0 && (entry.Second == 0 || !isExposure);
        if (!fits || ((isExposure || entry.Kind == EnrollmentKind.Covariate) && !isEmpty))
        {
            return "Values must be from -1e100 to 1e100, both 0 for an exposure and the first 0 for a covariate; "
                + $"the {entry.Kind} of '{entry.Unit}' has {entry.Value} and {entry.Second}.";
        }

        return null;
    }
}
