using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>An experiment is a hash of units, one of what each did, one of the arms' sums and one of producers; a batch is one script.</summary>
internal sealed class RedisEnrollmentStore(RedisConnection connection, KeyFactory keys) : IEnrollmentStore
{
    private const int PageSize = 500;
    private const int Counts = 7; // the sequence and six counts come before the places of what was unexposed

    private readonly Registry _experiments = new(connection, keys.Experiments);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        string scope = ScopeOf(batch.Experiment);
        await _experiments.EnterAsync(scope, cancellationToken).ConfigureAwait(false);
        RedisResult result = await connection.ScriptAsync(
            RedisScripts.EnrollmentApply,
            [keys.Units(scope), keys.UnitValues(scope), keys.ArmSums(scope), keys.EnrollmentProducers(scope)],
            [batch.ProducerId, batch.Sequence, .. batch.Entries.SelectMany(Write)],
            cancellationToken).ConfigureAwait(false);
        return Read((string)result!);
    }

    public async ValueTask<EnrollmentSummary> SummarizeAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        HashEntry[] stored = await connection.RunAsync(db => db.HashGetAllAsync(keys.ArmSums(ScopeOf(experiment))), cancellationToken).ConfigureAwait(false);
        var units = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var metrics = new List<(string Variant, MetricSums Sums)>();
        long crossed = 0;
        foreach (HashEntry entry in stored)
        {
            string[] field = entry.Name.ToString().Split('\n');
            double[] values = [.. entry.Value.ToString().Split(' ').Select(Number)];
            switch (field)
            {
                case ["u", var variant]:
                    units.Add(variant, (long)values[0]);
                    break;
                case ["m", var variant, var metric]:
                    metrics.Add((variant, new MetricSums(metric, (long)values[0], values[1], values[2], values[3], values[4], values[5])));
                    break;
                default:
                    crossed = (long)values[0];
                    break;
            }
        }

        ILookup<string, MetricSums> byArm = metrics.Where(m => m.Sums.Units > 0).OrderBy(m => m.Sums.Metric, StringComparer.Ordinal).ToLookup(m => m.Variant, m => m.Sums, StringComparer.Ordinal);
        return new EnrollmentSummary([.. units.Select(arm => new ArmSummary(arm.Key, arm.Value, [.. byArm[arm.Key]]))], crossed);
    }

    public async ValueTask<IReadOnlyList<string?>> GetVariantsAsync(ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EnrollmentBatch.RequireUnits(units);
        if (units.Count == 0)
        {
            return [];
        }

        RedisValue[] names = [.. units.Select(unit => (RedisValue)unit)];
        RedisValue[] stored = await connection.RunAsync(db => db.HashGetAsync(keys.Units(ScopeOf(experiment)), names), cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(value => value.IsNull ? null : Unit("", value.ToString()).Variant)];
    }

    public async IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var met = new HashSet<string>(StringComparer.Ordinal); // a hash that grows while it is read may show a unit twice
        RedisValue cursor = 0;
        do
        {
            RedisResult page = await connection.ScriptAsync(RedisScripts.EnrollmentScan, [keys.Units(ScopeOf(experiment))], [cursor, PageSize], cancellationToken).ConfigureAwait(false);
            cursor = (RedisValue)page[0];
            string[] flat = (string[])page[1]!;
            for (int i = 0; i < flat.Length; i += 2)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (met.Add(flat[i]))
                {
                    yield return Unit(flat[i], flat[i + 1]);
                }
            }
        }
        while (cursor != 0);
    }

    public async IAsyncEnumerable<ExperimentId> ListExperimentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string scope in _experiments.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            // An experiment that was deleted stays in the list, and is gone all the same.
            if (await connection.RunAsync(db => db.HashLengthAsync(keys.Units(scope)), cancellationToken).ConfigureAwait(false) > 0)
            {
                yield return ExperimentOf(scope);
            }
        }
    }

    public async ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        string scope = ScopeOf(experiment);
        await connection.RunAsync(
            db => db.KeyDeleteAsync([keys.Units(scope), keys.UnitValues(scope), keys.ArmSums(scope), keys.EnrollmentProducers(scope)]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One text for the two names, such that no two experiments share it.</summary>
    private static string ScopeOf(ExperimentId experiment) =>
        string.Create(CultureInfo.InvariantCulture, $"{experiment.Service.Length}:{experiment.Service}{experiment.Key}");

    private static ExperimentId ExperimentOf(string scope)
    {
        int colon = scope.IndexOf(':', StringComparison.Ordinal);
        int length = int.Parse(scope.AsSpan(0, colon), CultureInfo.InvariantCulture);
        return new ExperimentId(scope.Substring(colon + 1, length), scope[(colon + 1 + length)..]);
    }

    private static IEnumerable<RedisValue> Write(EnrollmentEntry entry) =>
    [
        (int)entry.Kind, entry.Unit, entry.Variant ?? "", entry.Metric ?? "", Text(entry.Value), Text(entry.Second), entry.Time.ToUnixTimeMilliseconds(),
    ];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static EnrollmentResult Read(string answer)
    {
        if (answer.Length == 0)
        {
            return new EnrollmentResult { Superseded = true };
        }

        string[] parts = answer.Split(',');
        int Count(int place) => int.Parse(parts[place], CultureInfo.InvariantCulture);
        return new EnrollmentResult
        {
            Enrolled = Count(1),
            Crossed = Count(2),
            Counted = Count(3),
            Duplicates = Count(4),
            OtherVariant = Count(5),
            OfCrossed = Count(6),
            Unexposed = Array.AsReadOnly([.. Enumerable.Range(Counts, parts.Length - Counts).Select(Count)]),
        };
    }

    private static EnrolledUnit Unit(string unit, string stored)
    {
        string[] parts = stored.Split(' ', 3);
        return new EnrolledUnit(unit, parts[2], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)), parts[1] == "1");
    }
}
