using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// One page of an import of an experiment from another store. A store stages the pages out of sight of every reader, and shows the whole
/// experiment with the page that has a <see cref="Final"/> state.
/// </summary>
public sealed class EnrollmentImport
{
    /// <summary>The maximum number of units in a page.</summary>
    public const int MaxUnits = 1000;

    /// <summary>Initializes a new instance of the <see cref="EnrollmentImport"/> class.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="importId">
    /// The id of the import, 1 to 200 bytes of UTF-8 without control characters. All pages of one state of one source have the same id, and
    /// pages of any other state have another. An experiment has one import at a time: a page of another id discards what was staged.
    /// </param>
    /// <param name="after">The position that <paramref name="units"/> follow, or <see langword="null"/> for the first page.</param>
    /// <param name="units">The units, 0 to <see cref="MaxUnits"/>, each once. The list is copied.</param>
    /// <exception cref="ArgumentException">A name, a value or the number of units is not valid.</exception>
    /// <exception cref="StoreException">A record is of a version that this library does not read.</exception>
    public EnrollmentImport(ExperimentId experiment, string importId, string? after, IEnumerable<UnitRecord> units)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(units);
        Experiment = experiment;
        ImportId = StoreName.Require(importId);
        After = after is null ? null : StoreName.Require(after);
        Continuation = After;
        UnitRecord[] copy = [.. units];
        Check.Items(copy, nameof(units));
        if (copy.Length > MaxUnits)
        {
            throw new ArgumentException($"A page must have at most {MaxUnits} units; this one has {copy.Length}.", nameof(units));
        }

        foreach (UnitRecord unit in copy)
        {
            Require(unit);
        }

        RequireDistinct(copy.Select(unit => unit.Unit), "units", nameof(units));
        Units = copy;
    }

    /// <summary>Gets the experiment.</summary>
    public ExperimentId Experiment { get; }

    /// <summary>Gets the id of the import.</summary>
    public string ImportId { get; }

    /// <summary>Gets the position that <see cref="Units"/> follow, or <see langword="null"/> for the first page.</summary>
    public string? After { get; }

    /// <summary>Gets the units.</summary>
    public IReadOnlyList<UnitRecord> Units { get; }

    /// <summary>
    /// Gets the position of the import after this page: 1 to 200 bytes of UTF-8 without control characters, or <see langword="null"/> for
    /// the beginning. Default: <see cref="After"/>, so that more units of the same page can follow. It is ignored for the last page.
    /// </summary>
    /// <exception cref="ArgumentException">The position is not valid.</exception>
    public string? Continuation
    {
        get;
        init => field = value is null ? null : StoreName.Require(value, nameof(Continuation));
    }

    /// <summary>
    /// Gets the state of the experiment at the source, which makes this the last page, or <see langword="null"/> if more pages follow.
    /// Default: <see langword="null"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A name or a number is not valid, or an item occurs twice.</exception>
    public EnrollmentState? Final
    {
        get;
        init
        {
            if (value is not null)
            {
                Require(value);
            }

            field = value;
        }
    }

    private static void Require(UnitRecord unit)
    {
        if (unit.Version != UnitRecord.LatestVersion)
        {
            throw new StoreException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The record of unit '{unit.Unit}' has version {unit.Version}, and this library reads version "
                    + $"{UnitRecord.LatestVersion}. Update the library that imports it."),
                isTransient: false);
        }

        StoreName.Require(unit.Unit);
        StoreName.Require(unit.Variant);
        RequireDistinct(unit.Values.Select(one => StoreName.Require(one.Metric)), "metrics of a unit", "units");
        if (unit.Values.Any(one => !double.IsFinite(one.X) || !double.IsFinite(one.Y)) || (unit.IsCrossed && unit.Values.Count > 0))
        {
            throw new ArgumentException(
                $"The values of a unit must be finite, and a crossed unit has none; those of '{unit.Unit}' are not.", nameof(unit));
        }
    }

    private static void Require(EnrollmentState state)
    {
        RequireDistinct(state.Summary.Arms.Select(arm => StoreName.Require(arm.Variant)), "arms", nameof(Final));
        foreach (ArmSummary arm in state.Summary.Arms)
        {
            RequireDistinct(arm.Metrics.Select(sums => StoreName.Require(sums.Metric)), "metrics of an arm", nameof(Final));
            Check.AtLeast(arm.Units, 0);
            foreach (MetricSums sums in arm.Metrics)
            {
                foreach (double sum in (ReadOnlySpan<double>)[sums.X, sums.XX, sums.Y, sums.YY, sums.XY])
                {
                    Check.Finite(sum, nameof(Final));
                }
            }
        }

        Check.AtLeast(state.Summary.Crossed, 0);
        RequireDistinct(state.Producers.Select(one => StoreName.Require(one.ProducerId)), "producers", nameof(Final));
        foreach (EnrollmentProducer producer in state.Producers)
        {
            Check.AtLeast(producer.Sequence, 1);
            if (producer.Result.Superseded)
            {
                throw new ArgumentException(
                    $"The result of an applied batch is never superseded; that of '{producer.ProducerId}' is.", nameof(state));
            }
        }
    }

    private static void RequireDistinct(IEnumerable<string> names, string what, string parameter)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException($"The {what} must be distinct; '{name}' occurs twice.", parameter);
            }
        }
    }
}
