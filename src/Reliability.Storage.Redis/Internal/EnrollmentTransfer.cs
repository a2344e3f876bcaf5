using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads an experiment for a copy and imports it. One script stages a page, or shows the experiment with the last page.</summary>
internal sealed class EnrollmentTransfer(RedisConnection connection, KeyFactory keys)
{
    public async ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        RedisResult state = await connection.ScriptAsync(
            RedisScripts.EnrollmentState,
            [keys.ArmSums(experiment), keys.EnrollmentProducers(experiment)],
            [],
            cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(() => new EnrollmentState
        {
            Summary = EnrollmentRows.Summary(Entries(state[0])),
            Producers = [.. Entries(state[1]).Select(UnitRows.Producer)],
        });
    }

    /// <summary>
    /// A position is a cursor of a scan, which does not need an order of the units. A page can hold a unit that another had.
    /// </summary>
    public async ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken)
    {
        RedisResult page = await connection.RunAsync(
            db => db.ExecuteAsync("HSCAN", keys.Units(experiment), continuation ?? "0", "COUNT", EnrollmentImport.MaxUnits),
            cancellationToken).ConfigureAwait(false);
        string cursor = (string)page[0]!;
        (string Name, string Row)[] units = connection.Faults.Read(() =>
            ((string[])page[1]!).Chunk(2).Select(row => (row[0], row[1])).DistinctBy(row => row.Item1, StringComparer.Ordinal).ToArray());
        RedisValue[] names = Array.ConvertAll(units, unit => (RedisValue)unit.Name);
        RedisValue[] values = names.Length == 0 ? [] : await connection.RunAsync(
            db => db.HashGetAsync(keys.UnitValues(experiment), names), cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(() => new UnitPage
        {
            Units = [.. units.Zip(values, (unit, value) => UnitRows.Record(unit.Name, unit.Row, (string?)value))],
            Continuation = cursor == "0" ? null : cursor,
        });
    }

    public async ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken)
    {
        RedisResult imported = await connection.ScriptAsync(
            RedisScripts.EnrollmentImport,
            [.. keys.Enrollment(import.Experiment), .. keys.StagedEnrollment(import.Experiment)],
            ValuesOf(import),
            cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(() => new EnrollmentImportResult
        {
            Outcome = (EnrollmentImportOutcome)(int)imported[0],
            Continuation = (string?)imported[1] is { Length: > 0 } position ? position : null,
        });
    }

    private static RedisValue[] ValuesOf(EnrollmentImport import)
    {
        List<RedisValue> values = [import.ImportId, import.After ?? "", import.Continuation ?? "", "", import.Units.Count, 0];
        foreach (UnitRecord unit in import.Units)
        {
            UnitRows.Write(values, unit);
        }

        if (import.Final is { } final)
        {
            values[3] = final.CountUnits();
            int before = values.Count;
            values.AddRange(["crossed", final.Summary.Crossed]);
            foreach (ArmSummary arm in final.Summary.Arms)
            {
                values.AddRange([$"u:{arm.Variant}", arm.Units]);
                foreach (MetricSums sums in arm.Metrics.Where(one => one.Units != 0))
                {
                    UnitRows.Write(values, arm.Variant, sums);
                }
            }

            values[5] = (values.Count - before) / 2;
            foreach (EnrollmentProducer producer in final.Producers)
            {
                UnitRows.Write(values, producer);
            }
        }

        return [.. values];
    }

    private static HashEntry[] Entries(RedisResult flat) =>
        [.. ((RedisValue[])flat!).Chunk(2).Select(pair => new HashEntry(pair[0], pair[1]))];
}
