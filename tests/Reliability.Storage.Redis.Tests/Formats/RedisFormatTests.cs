using Reliability.Storage.Redis.Internal;
using Reliability.Tests.Shared;
using Reliability.TestServers;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests.Formats;

/// <summary>
/// What the library has ever laid out in Redis is read and continued for ever. The samples beside this file hold it.
/// </summary>
public sealed class RedisFormatTests
{
    private const long HeldToken = 1;
    private const long LastToken = 2;

    private static readonly StoredSample Sample = new("Reliability.Storage.Redis.Tests", "redis", "txt");

    private readonly string _prefix = Given.Prefix();

    public static TheoryData<int> Samples => [.. Sample.Editions()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_read_and_continued(int edition) =>
        await ShouldBeReadAndContinuedAsync(edition, (await SharedServers.RedisAsync()).ConnectionString);

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_read_and_continued_in_a_cluster(int edition) =>
        await ShouldBeReadAndContinuedAsync(edition, (await SharedServers.RedisClusterAsync()).ConnectionString);

    [Fact]
    public async Task The_same_content_is_laid_out_as_in_the_sample()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        IReadOnlyDictionary<string, string> random = await StoredContent.WriteAsync(store);
        await using ConnectionMultiplexer connection =
            await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);

        string written = await RedisLayout.DescribeAsync(connection, _prefix, StoredContent.End, random);
        Sample.ShouldBeLaidOut(RedisConnection.FormatVersion, written, RedisLayout.Mask);
    }

    private async Task ShouldBeReadAndContinuedAsync(int edition, string configuration)
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        await RedisLayout.LoadAsync(connection, _prefix, Sample.Read(edition));

        await using RedisStore store = Given.Store(configuration, _prefix);
        await StoredContent.ShouldBeReadAsync(store, HeldToken);
        await StoredContent.ShouldBeContinuedAsync(store, LastToken);
    }
}
