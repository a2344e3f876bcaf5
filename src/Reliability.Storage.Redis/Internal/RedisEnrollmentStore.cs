using System.Globalization;
using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Stores an experiment as four hashes: its units, the values of each unit, the sums of its variants, and the sequences and results of its
/// producers. One script applies a whole batch to them.
/// </summary>
internal sealed class RedisEnrollmentStore(RedisConnection connection, KeyFactory keys) : IEnrollmentStore
{
    private const int EntryWidth = 7;
    private const int PageSize = 1000;

    private readonly Registry _experiments = new(connection, keys.Experiments);
    private readonly EnrollmentTransfer _transfer = new(connection, keys);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ExperimentId experiment = batch.Experiment;
        await _experiments.EnterAsync([NamePair.Join(experiment.Service, experiment.Key)], cancellationToken).ConfigureAwait(false);
        RedisResult applied = await connection.ScriptAsync(
            RedisScripts.EnrollmentApply, keys.Enrollment(experiment), ValuesOf(batch), cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(() => EnrollmentRows.Result((string)applied!));
    }

    public async ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken)
    {
        Check.Items(experiments);
        HashEntry[][] sums = await connection.TogetherAsync(
            db => experiments.Select(experiment => db.HashGetAllAsync(keys.ArmSums(experiment))), cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(() => Array.ConvertAll(sums, EnrollmentRows.Summary));
    }

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EnrollmentBatch.RequireUnits(units);
        return GetVariantsCoreAsync(experiment, units, cancellationToken);
    }

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return ReadUnitsCoreAsync(experiment, cancellationToken);
    }

    public async IAsyncEnumerable<ExperimentId> ListExperimentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A deleted experiment stays in the list, but has no data.
        foreach ((string service, string key) in await _experiments.ListFilledAsync(
            (service, key) => keys.Units(new ExperimentId(service, key)), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ExperimentId(service, key);
        }
    }

    public ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return _transfer.GetStateAsync(experiment, cancellationToken);
    }

    public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return _transfer.ExportAsync(experiment, continuation, cancellationToken);
    }

    public async ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        ExperimentId experiment = import.Experiment;
        await _experiments.EnterAsync([NamePair.Join(experiment.Service, experiment.Key)], cancellationToken).ConfigureAwait(false);
        return await _transfer.ImportAsync(import, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The experiment stays in the list of experiments, because another process may have just entered it to enroll units again.
    /// </summary>
    public async ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        object[] all = [.. keys.Enrollment(experiment), .. keys.StagedEnrollment(experiment)];
        await connection.RunAsync(db => db.ExecuteAsync("UNLINK", all), cancellationToken).ConfigureAwait(false);
    }

    private static RedisValue[] ValuesOf(EnrollmentBatch batch)
    {
        var values = new RedisValue[2 + (EntryWidth * batch.Entries.Count)];
        values[0] = batch.ProducerId;
        values[1] = batch.Sequence.ToString("D19", CultureInfo.InvariantCulture);
        int at = 2;
        foreach (EnrollmentEntry entry in batch.Entries)
        {
            values[at++] = (int)entry.Kind;
            values[at++] = entry.Unit;
            values[at++] = entry.Variant ?? "";
            values[at++] = entry.Metric ?? "";
            values[at++] = entry.Value.ToString("R", CultureInfo.InvariantCulture);
            values[at++] = entry.Second.ToString("R", CultureInfo.InvariantCulture);
            values[at++] = entry.Time.ToUnixTimeMilliseconds();
        }

        return values;
    }

    private async ValueTask<IReadOnlyList<string?>> GetVariantsCoreAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (units.Count == 0)
        {
            return [];
        }

        RedisValue[] fields = [.. units.Select(unit => (RedisValue)unit)];
        RedisValue[] found = await connection.RunAsync(
            db => db.HashGetAsync(keys.Units(experiment), fields), cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(
            () => Array.ConvertAll(found, row => row.IsNull ? null : EnrollmentRows.Unit("", row.ToString()).Variant));
    }

    /// <summary>
    /// A scan can return a unit twice. When a slot moves or a replica takes over, the scan continues in a different order and can miss
    /// units. Units are never removed, so there must be as many as at the start; otherwise another pass looks for the rest.
    /// </summary>
    private async IAsyncEnumerable<EnrolledUnit> ReadUnitsCoreAsync(
        ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RedisKey key = keys.Units(experiment);
        HashSet<string> seen = new(StringComparer.Ordinal);
        long expected = await connection.RunAsync(db => db.HashLengthAsync(key), cancellationToken).ConfigureAwait(false);
        while (seen.Count < expected)
        {
            string cursor = "0";
            do
            {
                string from = cursor;
                RedisResult page = await connection.RunAsync(
                    db => db.ExecuteAsync("HSCAN", key, from, "COUNT", PageSize), cancellationToken).ConfigureAwait(false);
                cursor = (string)page[0]!;
                foreach (EnrolledUnit unit in connection.Faults.Read(() => Units((string[])page[1]!)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (seen.Add(unit.Unit))
                    {
                        yield return unit;
                    }
                }
            }
            while (cursor != "0");

            if (seen.Count < expected)
            {
                long left = await connection.RunAsync(db => db.HashLengthAsync(key), cancellationToken).ConfigureAwait(false);
                expected = Math.Min(expected, left); // The experiment may have been deleted in the meantime.
            }
        }
    }

    private static EnrolledUnit[] Units(string[] page) => [.. page.Chunk(2).Select(row => EnrollmentRows.Unit(row[0], row[1]))];
}
