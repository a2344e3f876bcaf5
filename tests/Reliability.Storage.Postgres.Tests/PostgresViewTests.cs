using Reliability.Slos;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresViewTests
{
    [Fact]
    public async Task Dashboards_read_everything_with_plain_SQL()
    {
        string schema = Database.Schema();
        await using PostgresStore store = await Database.OpenAsync(schema);
        await store.AppendAsync(1, Some.Events(0, 3000, 2999, value: 0.25), Some.Events(59, 1000, 1000, value: 0.5), Some.Events(60, 0, 0));
        await store.Documents.PutAsync(
            DocumentWrite.Create(new DocumentId("shop", "debt", "d-1"), """{ "title": "old parser", "effort": 3 }"""),
            CancellationToken.None);
        await store.Events.AppendAsync(
            new EventAppend(new StreamId("shop", "audit"), [new NewEvent("override", Some.Noon, """{"who":"eva"}""")], id: "a-1"),
            CancellationToken.None);

        (await Database.SqlAsync(
            $"SELECT service, series, extract(epoch FROM hour)::bigint, total, good, bad, round(good_ratio, 6), mean, min, max FROM "
                + $"{schema}.budget_by_hour ORDER BY hour"))
            .Should()
            .Equal(
            $"shop|orders|{Some.Noon.ToUnixTimeSeconds()}|4000|3999|1|0.999750|0.3125|0.25|0.5",
            $"shop|orders|{Some.Noon.ToUnixTimeSeconds() + 3600}|0|0|0||||");
        (await Database.SqlAsync($"SELECT service, collection, id, body->>'title', (body->>'effort')::int + 1 FROM {schema}.documents"))
            .Should()
            .Equal("shop|debt|d-1|old parser|4");
        (await Database.SqlAsync($"SELECT service, stream, position, append_id, type, data->>'who' FROM {schema}.events"))
            .Should()
            .Equal("shop|audit|1|a-1|override|eva");
    }

    [Fact]
    public async Task The_view_of_budgets_agrees_with_the_status_of_every_kind_of_objective()
    {
        string schema = Database.Schema();
        await using PostgresStore store = await Database.OpenAsync(schema);
        SloDefinition[] objectives =
        [
            .. new[]
            {
                SloDefinition.Availability("calls", 99m),
                SloDefinition.Availability("calls (score of 5)", 99m),
                SloDefinition.Latency("pages", TimeSpan.FromMilliseconds(500), 95m),
                SloDefinition.Measurement("queue", 30, 99m),
                SloDefinition.Score("answers", 4m, 5m),
                SloDefinition.Score("shares", 0.0000004m, 0.000001m),
                SloDefinition.ZeroTolerance("losses"),
                SloDefinition.Availability("calls (abandoned)", 99m),
            }.Select(slo => slo with { Service = "shop" }),
        ];

        // Clients that left, and failures of latency, are counted next to an objective, and are no events of its budget.
        await store.AppendAsync(
            1,
            Some.Events(0, 10, 0, "calls (abandoned)"), Some.Events(0, 10, 0, "pages (abandoned)"), Some.Events(0, 10, 0,
                "pages (failed)"));

        // The recorder counts no score as good: its credit is in the sum.
        await store.AppendAsync(
            2,
            [
                .. objectives.SelectMany(slo => slo.Indicator is ScoreIndicator { Scale: var scale }
                    ? (SeriesDelta[])[
                        Some.Events(0, 3, 0, slo.Series.Id.Name, 0.8 * scale), Some.Events(70, 1, 0, slo.Series.Id.Name, scale),
                        Some.Events(130, 0, 0, slo.Series.Id.Name)]
                    : [Some.Events(0, 40, 38, slo.Series.Id.Name, 0.3), Some.Events(70, 2, 2, slo.Series.Id.Name, 0.1)]),
            ]);

        (await Database.SqlAsync($"SELECT count(*) FROM {schema}.budget_by_hour WHERE series ~ '(abandoned|failed)\\)$'"))
            .Should().Equal("0");
        var budgets = new ErrorBudgets(store.Series, objectives, new FixedClock(Some.Noon.AddHours(3)));
        foreach (SloDefinition slo in objectives)
        {
            BudgetStatus status = await budgets.GetStatusAsync(slo.Name);
            (await Database.SqlAsync(
                "SELECT sum(total), round(sum(good), 6)::float8, round(sum(bad), 6)::float8, "
                + $"round((array_agg(good_ratio ORDER BY hour))[1], 6)::float8 FROM {schema}.budget_by_hour WHERE series = "
                + $"'{slo.Series.Id.Name}'"))
                .Should()
                .Equal(
                    [FormattableString.Invariant(
                        $"{status.Total:0}|{status.Good:0.######}|{status.Bad:0.######}|{(slo.Indicator is ScoreIndicator ? 0.8 : 0.95)}")],
                    "of {0}", slo.Name);
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
