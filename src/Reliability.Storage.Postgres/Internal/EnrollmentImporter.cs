using System.Globalization;
using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// Sends one page of an import: its units, and then the state if it is the last page. The units of the last page do not move the import,
/// so that the page can be sent again when only they were stored.
/// </summary>
internal sealed class EnrollmentImporter(PostgresDatabase database, Func<ExperimentId, string, CancellationToken, ValueTask> clean)
{
    /// <summary>The end of the name of a staged experiment. No experiment of a caller has a line break in its name.</summary>
    public const string StageSuffix = "\nimport";

    public async ValueTask<EnrollmentImportResult> RunAsync(EnrollmentImport import, CancellationToken cancellationToken)
    {
        EnrollmentImportResult result = await SendAsync(import, Units(import), cancellationToken).ConfigureAwait(false);
        return import.Final is { } final && result.Outcome == EnrollmentImportOutcome.Staged && result.Continuation == import.After
            ? await SendAsync(import, State(import, final), cancellationToken).ConfigureAwait(false)
            : result;
    }

    private async ValueTask<EnrollmentImportResult> SendAsync(
        EnrollmentImport import, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        using (command)
        {
            (EnrollmentImportResult result, bool isDiscarded) = await database.FirstAsync(
                command,
                row => (new EnrollmentImportResult
                {
                    Outcome = (EnrollmentImportOutcome)row.GetInt32(0),
                    Continuation = row.GetString(1) is { Length: > 0 } position ? position : null,
                }, row.GetBoolean(2)),
                cancellationToken).ConfigureAwait(false);
            if (isDiscarded)
            {
                await clean(import.Experiment, StageSuffix, cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
    }

    private NpgsqlCommand Of(string sql, EnrollmentImport import) => database.Command(sql)
        .With(import.Experiment.Service)
        .With(import.Experiment.Key)
        .With(import.ImportId)
        .With(import.After ?? "");

    private NpgsqlCommand Units(EnrollmentImport import)
    {
        ArraySegment<UnitRecord> units = import.Units.OrderBy(unit => unit.Unit, StringComparer.Ordinal).ToArray();
        ArraySegment<(int Unit, UnitValues Value)> values =
            units.SelectMany((unit, place) => unit.Values.Select(one => (place + 1, one))).ToArray();
        string? position = import.Final is null ? import.Continuation : import.After;
        return Of(database.Sql.ImportUnits, import)
            .With(position ?? "")
            .With(units.Column(unit => unit.Unit))
            .With(units.Column(unit => unit.Variant))
            .With(units.Column(unit => Timestamp.Of(DateTimeOffset.FromUnixTimeMilliseconds(unit.Time.ToUnixTimeMilliseconds()))))
            .With(units.Column(unit => unit.IsCrossed))
            .With(values.Column(one => one.Unit))
            .With(values.Column(one => one.Value.Metric))
            .With(values.Column(one => one.Value.X))
            .With(values.Column(one => one.Value.Y))
            .With(values.Column(one => UnitRows.Flags(one.Value)));
    }

    private NpgsqlCommand State(EnrollmentImport import, EnrollmentState state)
    {
        ArraySegment<(string Arm, MetricSums Sums)> sums =
            state.Summary.Arms.SelectMany(arm => arm.Metrics.Where(one => one.Units != 0).Select(one => (arm.Variant, one))).ToArray();
        ArraySegment<EnrollmentProducer> producers = state.Producers.ToArray();
        return Of(database.Sql.FinishImport, import)
            .With(state.CountUnits())
            .With(sums.Column(one => one.Arm))
            .With(sums.Column(one => one.Sums.Metric))
            .With(sums.Column(one => one.Sums.Units))
            .With(sums.Column(one => one.Sums.X))
            .With(sums.Column(one => one.Sums.XX))
            .With(sums.Column(one => one.Sums.Y))
            .With(sums.Column(one => one.Sums.YY))
            .With(sums.Column(one => one.Sums.XY))
            .With(producers.Column(one => one.ProducerId))
            .With(producers.Column(one => one.Sequence))
            .With(producers.Column(one => one.Result.Enrolled))
            .With(producers.Column(one => one.Result.Crossed))
            .With(producers.Column(one => one.Result.Counted))
            .With(producers.Column(one => one.Result.Duplicates))
            .With(producers.Column(one => one.Result.OtherVariant))
            .With(producers.Column(one => one.Result.OfCrossed))
            .With(producers.Column(one => ArrayText(one.Result.Unexposed)));
    }

    /// <summary>Returns the text of an array of the server, because an array of arrays would have to be rectangular.</summary>
    private static string ArrayText(IReadOnlyList<int> numbers) =>
        $"{{{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}}}";
}
