using Reliability.TestServers;

namespace Reliability.Storage.Redis.Tests;

internal static class Given
{
    /// <summary>A store on the server that all tests share.</summary>
    public static async ValueTask<RedisStore> StoreAsync(string prefix, string settings = "")
    {
        RedisServer server = await SharedServers.RedisAsync();
        return new RedisStore(new RedisStoreOptions { Configuration = server.ConnectionString + settings, Prefix = prefix });
    }
}
