using Reliability.Experiments.Internal;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// The test of the test: assigns units again and again under fresh seeds, to arms that do not differ, and counts how often a difference is called. It shows what the assignment,
/// the outcome at hand and the statistics do together, before anybody relies on them.
/// </summary>
public static class AaTest
{
    private const double AllPairsRisk = 0.001;

    /// <summary>Replays an assignment over units. Deterministic; the time is that of <see cref="AaTestOptions.Replays"/> times as many assignments as there are units.</summary>
    /// <param name="assignment">The assignment: its scheme, variants, weights and coverage. Its seed is replaced. The first variant of a weight above 0 is the control.</param>
    /// <param name="units">The ids, each once, such as those of <see cref="ReadUnitsAsync"/> or <see cref="SyntheticUnits"/>.</param>
    /// <param name="options">How to replay; the defaults when left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The assignment is not valid, fewer than two variants take units, there are no units, an id is empty, or an option is outside its range.</exception>
    public static AaTestReport Run(AssignmentDefinition assignment, IReadOnlyList<string> units, AaTestOptions? options = null, CancellationToken cancellationToken = default)
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
            throw new ArgumentException("An A/A test needs units; there are none.", nameof(units));
        }

        if (units.GroupBy(unit => unit, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Each unit is there once; '{twice.Key}' is there {twice.Count()} times.", nameof(units));
        }

        var replay = new AaReplay(assignment, units, options.Outcome ?? Synthetic, InferenceRule.Fixed(options.Alpha), control);
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
            SampleRatioAlarms = (double)replay.RatioAlarms / options.Replays,
            SampleRatioInterval = new Proportion(replay.RatioAlarms, options.Replays).Wilson(0.001),
            Pairs = pairs.Length,
            MeanDependence = pairs.Average(pair => pair.PerDegree),
            MaxDependence = pairs.Max(pair => pair.PerDegree),
            DependentPairs = MultipleComparisons.Holm([.. pairs.Select(pair => pair.PValue)]).Count(p => p <= AllPairsRisk),
            Alpha = options.Alpha,
        };
    }

    /// <summary>The ids of units that an experiment has enrolled, crossed ones left out.</summary>
    /// <param name="store">Where they are counted.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="most">How many at most, 1 or more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async Task<IReadOnlyList<string>> ReadUnitsAsync(IEnrollmentStore store, ExperimentId experiment, int most = 100_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
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

    /// <summary>Ids that look like those of a small shop: <c>user-1</c>, <c>user-2</c> and so on. Near ids are the hardest for a hash.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static IReadOnlyList<string> SyntheticUnits(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(1, count).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"user-{i}"))];
    }

    private static double Synthetic(string unit) => UnitDraw.ForVariant("a/a outcome").Of(UnitHash.Of(unit)) < 0.1 ? 1 : 0;

    private static int IndexOfControl(AssignmentDefinition assignment)
    {
        int[] taking = [.. Enumerable.Range(0, assignment.Variants.Count).Where(i => assignment.Variants[i].Weight > 0)];
        return taking.Length is >= 2 and <= sbyte.MaxValue
            ? taking[0]
            : throw new ArgumentException($"An A/A test compares 2 to {sbyte.MaxValue} variants that take units; {taking.Length} do.", nameof(assignment));
    }
}
