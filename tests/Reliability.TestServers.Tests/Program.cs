namespace Reliability.TestServers.Tests;

/// <summary>Starts servers, names their ports and folders, and waits: to be killed, or to end in good order with its input.</summary>
internal static class Program
{
    public static async Task Main()
    {
        RedisServer redis = await SharedServers.RedisAsync();
        PostgresServer postgres = await SharedServers.PostgresAsync();
        Console.WriteLine(redis.Port);
        Console.WriteLine(postgres.Port);
        Console.WriteLine((await redis.CommandAsync("CONFIG", "GET", "dir")).Split('\n')[1]);
        Console.WriteLine(await postgres.SqlAsync("SHOW unix_socket_directories"));
        await Console.In.ReadToEndAsync();
    }
}
