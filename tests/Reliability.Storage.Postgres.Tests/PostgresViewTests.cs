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
            $"SELECT service, series, extract(epoch FROM hour)::bigint, total, good, bad, round(good_ratio, 6), mean, min, max FROM {schema}.budget_by_hour ORDER BY hour"))
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
}
