using Reliability.TestServers;

namespace Reliability.Storage.Redis.Tests;

/// <summary>What the server holds was changed by something else than this library.</summary>
public sealed class RedisDamageTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _prefix = Given.Prefix();

    [Theory]
    [InlineData("")]
    [InlineData("no line break")]
    [InlineData("\nno ETag")]
    public async Task A_document_that_is_damaged_is_a_fault_of_the_store(string damaged)
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        var id = new DocumentId(new CollectionId("shop", "things"), "one");
        await store.Documents.PutAsync(DocumentWrite.Create(id, "{}"), None);
        await DamageAsync("d:documents:things", "one", damaged);

        await ShouldBeDamagedAsync(async () => await store.Documents.GetAsync(id, None));
        await ShouldBeDamagedAsync(async () => await store.Documents.ListAsync(new DocumentQuery(id.Collection, null, 10), None));
    }

    [Fact]
    public async Task A_listed_document_that_is_gone_is_a_fault_of_the_store()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        var id = new DocumentId(new CollectionId("shop", "things"), "one");
        await store.Documents.PutAsync(DocumentWrite.Create(id, "{}"), None);
        await (await SharedServers.RedisAsync()).CommandAsync("DEL", Key("d:documents:things"));

        await ShouldBeDamagedAsync(async () => await store.Documents.ListAsync(new DocumentQuery(id.Collection, null, 10), None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("append\ntype")]
    [InlineData("append\ntype\nno time\n{}")]
    [InlineData("append\ntype\n-1\n{}")]
    [InlineData("append\ntype\n99999999999999999999\n{}")]
    public async Task An_event_that_is_damaged_is_a_fault_of_the_store(string damaged)
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        var stream = new StreamId("shop", "deeds");
        await store.Events.AppendAsync(
            new EventAppend(stream, [new NewEvent("type", Given.Noon, "{}")]), None);
        await DamageAsync("e:events:deeds", "1", damaged);

        await ShouldBeDamagedAsync(async () => await store.Events.ReadAsync(new EventQuery(stream), None).ToListAsync());
    }

    [Theory]
    [InlineData("1 99999999999999999999 1000 me")]
    [InlineData("99999999999999999999 2000000000000000 1000 me")]
    [InlineData("1 999999999999999999 1000 me")]
    public async Task A_lease_that_is_damaged_is_a_fault_of_the_store(string damaged)
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        var request = new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromSeconds(1));
        await store.Leases.AcquireAsync(request, None);
        await DamageAsync("l:leases", "job", damaged);

        await ShouldBeDamagedAsync(async () => await store.Leases.ListAsync("shop", None));
    }

    [Fact]
    public async Task A_token_that_is_damaged_is_a_fault_of_the_store()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        var request = new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromSeconds(1));
        await store.Leases.AcquireAsync(request, None);
        await DamageAsync("l:leases", "job", "99999999999999999999 9000000000000000 1000 me");

        await ShouldBeDamagedAsync(async () => await store.Leases.AcquireAsync(request, None));
    }

    private static async Task ShouldBeDamagedAsync(Func<Task> read) =>
        (await read.Should().ThrowAsync<StoreException>().WithMessage("*cannot be read*restore a backup*"))
            .Which.IsTransient.Should().BeFalse();

    private async Task DamageAsync(string key, string field, string value) =>
        await (await SharedServers.RedisAsync()).CommandAsync("HSET", Key(key), field, value);

    private string Key(string key) => $"{_prefix}:v3:{{shop}}:{key}";
}
