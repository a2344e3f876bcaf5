namespace Reliability.TestServers.Tests;

public sealed class RedisServerTests
{
    [Fact]
    public async Task It_answers_and_is_gone_after_disposal()
    {
        RedisServer redis = await RedisServer.StartAsync();
        (await redis.CommandAsync("PING")).Should().Be("PONG");
        (await redis.CommandAsync("SET", "greeting", "grüß\r\ndich")).Should().Be("OK");
        (await redis.CommandAsync("GET", "greeting")).Should().Be("grüß\r\ndich");
        (await redis.CommandAsync("GET", "absent")).Should().BeEmpty();
        (await redis.CommandAsync("MGET", "greeting", "absent")).Should().Be("grüß\r\ndich\n");
        (await redis.CommandAsync("DBSIZE")).Should().Be("1");
        redis.ConnectionString.Should().Be($"127.0.0.1:{redis.Port}");
        string folder = (await redis.CommandAsync("CONFIG", "GET", "dir")).Split('\n')[1];

        await redis.DisposeAsync();

        Directory.Exists(folder).Should().BeFalse();
        await redis.Invoking(r => r.CommandAsync("PING")).Should().ThrowAsync<System.Net.Sockets.SocketException>();
    }

    [Theory]
    [InlineData(RedisPersistence.None, "0")]
    [InlineData(RedisPersistence.AppendOnlyEverySecond, "1")]
    [InlineData(RedisPersistence.AppendOnlyAlways, "1")]
    public async Task What_the_append_only_file_holds_survives_a_kill(RedisPersistence persistence, string keys)
    {
        await using RedisServer redis = await RedisServer.StartAsync(new RedisServerOptions { Persistence = persistence });
        await redis.CommandAsync("SET", "key", "value");
        int port = redis.Port;

        await redis.KillAsync();
        redis.IsRunning.Should().BeFalse();
        await redis.RestartAsync();

        redis.Port.Should().Be(port);
        (await redis.CommandAsync("DBSIZE")).Should().Be(keys);
    }

    [Fact]
    public async Task A_restart_ends_a_server_that_runs()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await redis.CommandAsync("SET", "key", "value");

        await redis.RestartAsync();

        (await redis.CommandAsync("DBSIZE")).Should().Be("0");
    }

    [Fact]
    public async Task The_password_is_needed()
    {
        await using RedisServer redis = await RedisServer.StartAsync(new RedisServerOptions { Password = "secret" });

        redis.ConnectionString.Should().Be($"127.0.0.1:{redis.Port},password=secret");
        (await redis.CommandAsync("PING")).Should().Be("PONG");
        Func<Task> unknown = async () => await Internal.RespConnection.OpenAsync(redis.Host, redis.Port, "wrong");
        await unknown.Should().ThrowAsync<InvalidOperationException>().WithMessage("WRONGPASS*");
    }

    [Fact]
    public async Task Writes_above_the_memory_limit_are_refused()
    {
        await using RedisServer redis = await RedisServer.StartAsync(new RedisServerOptions { MaxMemoryBytes = 10_000_000 });
        await redis.CommandAsync("SET", "small", "x");

        Func<Task> write = () => redis.CommandAsync("SET", "large", new string('x', 11_000_000));

        await write.Should().ThrowAsync<InvalidOperationException>().WithMessage("OOM*");
    }

    [Fact]
    public async Task A_server_that_does_not_come_up_says_why()
    {
        Func<Task> start = () => RedisServer.StartAsync(new RedisServerOptions { ExtraArguments = ["--no-such-setting", "1"] });

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("redis-server ended with 1*no-such-setting*");
    }
}
