using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// An A/A test of the whole chain: it assigns units repeatedly with new seeds to arms that do not differ, and counts how often an effect is
/// reported. It shows the combined behavior of the assignment, the given outcome and the statistics before you rely on them.
/// </summary>
public static class AaTest
{
    private const double AllPairsRisk = 0.001;

    /// <summary>
    /// Replays an assignment over units. The result is deterministic. The running time is that of <see cref="AaTestOptions.Replays"/> times
    /// as many assignments as there are units.
    /// </summary>
    /// <param name="assignment">
    /// The assignment: its scheme, variants, weights and coverage. Its seed is replaced. The first variant with a weight above 0 is the
    /// control.
    /// </param>
    /// <param name="units">
    /// The unique ids of the units, such as those of <see cref="ReadUnitsAsync"/> or <see cref="SyntheticUnits"/>.
    /// </param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The assignment is not valid, fewer than two variants receive units, there are no units, an id is empty, or an option is outside its
    /// range.
    /// </exception>
    public static AaTestReport Run(
        AssignmentDefinition assignment,
        IReadOnlyList<string> units,
        AaTestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(units);
        options ??= new AaTestOptions();
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        VariantAssigner.Create(assignment);
        int control = IndexOfControl(assignment);
        if (units.Count == 0)
        {
            throw new ArgumentException("An A/A test must have units; there are none.", nameof(units));
        }

        if (units.GroupBy(unit => unit, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Each unit must occur once; '{twice.Key}' occurs {twice.Count()} times.", nameof(units));
        }

        var replay = new AaReplay(assignment, units, options.Outcome ?? Synthetic, options.Alpha, control);
        var compared = new List<sbyte[]>();
        for (int i = 0; i < options.Replays; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sbyte[]? kept = i < options.Compared ? new sbyte[units.Count] : null;
            replay.Run($"{options.Seed}:{i}", kept);
            if (kept is not null)
            {
                compared.Add(kept);
            }
        }

        Dependence[] pairs = [.. Dependence.OfPairs(compared, assignment.Variants.Count)];
        return new AaTestReport
        {
            Units = units.Count,
            Replays = options.Replays,
            Tests = replay.Tests,
            FalsePositives = replay.FalsePositives,
            FalsePositiveRate = (double)replay.FalsePositives / replay.Tests,
            FalsePositiveInterval = replay.Interval(),
            SampleRatioAlarmShare = (double)replay.RatioAlarms / options.Replays,
            SampleRatioInterval = new Proportion(replay.RatioAlarms, options.Replays).Wilson(0.001),
            Pairs = pairs.Length,
            MeanDependence = pairs.Average(pair => pair.PerDegree),
            MaxDependence = pairs.Max(pair => pair.PerDegree),
            DependentPairs = MultipleComparisons.Holm([.. pairs.Select(pair => pair.PValue)]).Count(p => p <= AllPairsRisk),
            Alpha = options.Alpha,
        };
    }

    /// <summary>Reads the ids of the units that are enrolled in an experiment, without crossed units.</summary>
    /// <param name="store">The store that holds the units.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="most">The maximum number of units, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async Task<IReadOnlyList<string>> ReadUnitsAsync(
        IEnrollmentStore store,
        ExperimentId experiment,
        int most = 100_000,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Check.AtLeast(most, 1);
        var units = new HashSet<string>(StringComparer.Ordinal);
        await foreach (EnrolledUnit unit in store.ReadUnitsAsync(experiment, cancellationToken).ConfigureAwait(false))
        {
            if (!unit.IsCrossed && units.Add(unit.Unit) && units.Count == most)
            {
                break;
            }
        }

        return [.. units];
    }

    /// <summary>
    /// Returns ids that resemble those of a small shop: <c>user-1</c>, <c>user-2</c> and so on. Similar ids are the hardest case for a
    /// hash.
    /// </summary>
    /// <param name="count">The number of ids, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static IReadOnlyList<string> SyntheticUnits(int count)
    {
        Check.AtLeast(count, 1);
        return [.. Enumerable.Range(1, count).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"user-{i}"))];
    }

    private static double Synthetic(string unit) => UnitDraw.ForVariant("a/a outcome").Of(UnitHash.Of(unit)) < 0.1 ? 1 : 0;

    private static int IndexOfControl(AssignmentDefinition assignment)
    {
        int[] taking = [.. Enumerable.Range(0, assignment.Variants.Count).Where(i => assignment.Variants[i].Weight > 0)];
        return taking.Length is >= 2 and <= sbyte.MaxValue
            ? taking[0]
            : throw new ArgumentException(
                $"An A/A test compares 2 to {sbyte.MaxValue} variants that take units; {taking.Length} do.",
                nameof(assignment));
    }
}
