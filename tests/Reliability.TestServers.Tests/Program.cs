namespace Reliability.TestServers.Tests;

/// <summary>Starts servers, tells their ports, and waits: to be killed, or to end in good order when its input ends.</summary>
internal static class Program
{
    public static async Task Main()
    {
        RedisServer redis = await SharedServers.RedisAsync();
        PostgresServer postgres = await SharedServers.PostgresAsync();
        Console.WriteLine($"{redis.Port} {postgres.Port}");
        await Console.In.ReadToEndAsync();
    }
}
