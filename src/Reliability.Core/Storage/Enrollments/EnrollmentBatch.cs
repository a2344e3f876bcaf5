using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable list of entries about one experiment that a store applies whole and at most once. A store remembers the last sequence of each
/// producer within an experiment, and the result of that batch, which makes a retry after an ambiguous failure safe.
/// </summary>
public sealed class EnrollmentBatch
{
    /// <summary>The most entries of a batch.</summary>
    public const int MaxEntries = 1000;

    /// <summary>The greatest magnitude of a value: its square still sums up without overflow.</summary>
    public const double MaxValue = 1e100;

    /// <summary>Creates a batch.</summary>
    /// <param name="experiment">The experiment; sequences are ordered within it.</param>
    /// <param name="producerId">Who sends, unique to one running process or one import.</param>
    /// <param name="sequence">The batch's number, 1 or more, greater than any that this producer sent before.</param>
    /// <param name="entries">What is known, in order, 1 to <see cref="MaxEntries"/>. The list is copied.</param>
    /// <exception cref="ArgumentException">A name is illegal, an entry lacks what its kind needs, or there are none or too many.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is below 1.</exception>
    public EnrollmentBatch(ExperimentId experiment, string producerId, long sequence, IEnumerable<EnrollmentEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(entries);
        Experiment = experiment;
        ProducerId = StoreName.Require(producerId);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        Sequence = sequence;
        EnrollmentEntry[] copy = [.. entries];
        if (copy.Length is 0 or > MaxEntries)
        {
            throw new ArgumentException($"A batch holds 1 to {MaxEntries} entries; this one holds {copy.Length}.", nameof(entries));
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

    /// <summary>The experiment.</summary>
    public ExperimentId Experiment { get; }

    /// <summary>Who sends.</summary>
    public string ProducerId { get; }

    /// <summary>The batch's number among those of its producer.</summary>
    public long Sequence { get; }

    /// <summary>What is known, in order.</summary>
    public IReadOnlyList<EnrollmentEntry> Entries { get; }

    /// <summary>The one rule for the units that <see cref="IEnrollmentStore.GetVariantsAsync"/> is asked for, so that every store can keep it.</summary>
    /// <param name="units">The units.</param>
    /// <exception cref="ArgumentException">A name is illegal, or there are more than <see cref="MaxEntries"/>.</exception>
    public static void RequireUnits(IReadOnlyList<string> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        if (units.Count > MaxEntries)
        {
            throw new ArgumentException($"A question names at most {MaxEntries} units; this one names {units.Count}.", nameof(units));
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
            return $"An entry is an exposure, a first, a sum or a covariate; that of '{entry.Unit}' says {(int)entry.Kind}.";
        }

        bool isExposure = entry.Kind == EnrollmentKind.Exposure;
        if (isExposure ? entry.Variant is null || entry.Metric is not null : entry.Metric is null)
        {
            return $"An exposure names a variant and no metric, every other entry a metric; the {entry.Kind} of '{entry.Unit}' does not.";
        }

        if (!isExposure)
        {
            StoreName.Require(entry.Metric!);
        }

        bool fits = Math.Abs(entry.Value) <= MaxValue && Math.Abs(entry.Second) <= MaxValue;
        bool isEmpty = entry.Value == 0 && (entry.Second == 0 || !isExposure);
        if (!fits || ((isExposure || entry.Kind == EnrollmentKind.Covariate) && !isEmpty))
        {
            return $"Values are -1e100 to 1e100, both 0 for an exposure and the first 0 for a covariate; the {entry.Kind} of '{entry.Unit}' has {entry.Value} and {entry.Second}.";
        }

        return null;
    }
}
