using Reliability.Storage;
using Reliability.Storage.Redis;
using Reliability.TestServers;

namespace Reliability.StorageCost.Tests;

public sealed class RedisWireCostTests : WireCostTests
{
    private readonly string _prefix = $"cost-{Guid.NewGuid():N}";

    private protected override IReliabilityStore Open(int port) =>
        new RedisStore(new RedisStoreOptions { Configuration = $"127.0.0.1:{port}", Prefix = _prefix });

    private protected override async Task<int> ServerPortAsync() => (await SharedServers.RedisAsync()).Port;
}
