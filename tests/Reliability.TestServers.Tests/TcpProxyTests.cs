using System.Diagnostics;
using System.Net.Sockets;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers.Tests;

public sealed class TcpProxyTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private RedisServer _redis = null!;
    private TcpProxy _proxy = null!;

    public async Task InitializeAsync()
    {
        _redis = await SharedServers.RedisAsync();
        _proxy = await TcpProxy.StartAsync(_redis.Host, _redis.Port);
    }

    public async Task DisposeAsync() => await _proxy.DisposeAsync();

    [Fact]
    public async Task It_passes_and_counts()
    {
        await using RespConnection first = await ConnectAsync();
        await using RespConnection second = await ConnectAsync();

        (await first.SendAsync("PING")).Text.Should().Be("PONG");
        (await second.SendAsync("ECHO", new string('x', 1_000_000))).Text.Should().HaveLength(1_000_000);

        _proxy.Connections.Should().Be(2);
        _proxy.OpenConnections.Should().Be(2);
        _proxy.RoundTrips.Should().Be(2);
        _proxy.BytesToServer.Should().Be("*1\r\n$4\r\nPING\r\n".Length + "*2\r\n$4\r\nECHO\r\n$1000000\r\n\r\n".Length + 1_000_000);
        await EventuallyAsync(() => _proxy.BytesToClient == "+PONG\r\n".Length + "$1000000\r\n\r\n".Length + 1_000_000);
    }

    [Fact]
    public async Task It_refuses_new_connections()
    {
        await using RespConnection open = await ConnectAsync();
        (await open.SendAsync("PING")).Text.Should().Be("PONG");

        _proxy.Refuse();

        Func<Task> connect = async () => await (await ConnectAsync()).SendAsync("PING");
        await LosesConnectionAsync(connect);
        (await open.SendAsync("PING")).Text.Should().Be("PONG");
        _proxy.Pass();
        await connect();
    }

    [Fact]
    public async Task It_resets_clients_while_the_server_is_gone()
    {
        using var free = new PortLease();
        await using TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", free.Port);

        await LosesConnectionAsync(async () => await (await RespConnection.OpenAsync(proxy.Host, proxy.Port, null)).SendAsync("PING"));
    }

    [Fact]
    public async Task It_delays_replies()
    {
        var delay = TimeSpan.FromMilliseconds(200);
        await using RespConnection connection = await ConnectAsync();
        await connection.SendAsync("PING");

        _proxy.Delay(delay);
        var clock = Stopwatch.StartNew();
        Task<RespReply> reply = connection.SendAsync("INCR", _key);
        await EventuallyAsync(async () => await _redis.CommandAsync("GET", _key) == "1");
        await reply;

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(delay - TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public async Task It_cuts_every_connection()
    {
        await using RespConnection first = await ConnectAsync();
        await using RespConnection second = await ConnectAsync();
        await first.SendAsync("PING");
        await second.SendAsync("PING");

        _proxy.CutAll();

        await IsResetAsync(() => first.SendAsync("PING"));
        await IsResetAsync(() => second.SendAsync("PING"));
        await EventuallyAsync(() => _proxy.OpenConnections == 0);
        await using RespConnection third = await ConnectAsync();
        (await third.SendAsync("PING")).Text.Should().Be("PONG");
    }

    [Fact]
    public async Task It_drops_replies_and_the_server_does_its_work()
    {
        await using RespConnection connection = await ConnectAsync();
        await connection.SendAsync("PING");
        long delivered = _proxy.BytesToClient;

        _proxy.DropReplies();
        Task<RespReply> reply = connection.SendAsync("INCR", _key);
        await EventuallyAsync(async () => await _redis.CommandAsync("GET", _key) == "1");
        reply.IsCompleted.Should().BeFalse();
        _proxy.CutAll();

        await IsResetAsync(() => reply);
        _proxy.BytesToClient.Should().Be(delivered);
    }

    [Fact]
    public async Task A_connection_that_lost_a_reply_gets_no_later_one_in_its_place()
    {
        await using RespConnection connection = await ConnectAsync();
        await connection.SendAsync("PING");
        _proxy.DropReplies();
        Task<RespReply> lost = connection.SendAsync("INCR", _key);
        await EventuallyAsync(() => _proxy.LostBytes > 0);
        _proxy.Pass();

        Task<RespReply> later = connection.SendAsync("INCR", _key);
        await EventuallyAsync(async () => await _redis.CommandAsync("GET", _key) == "2");
        await using RespConnection other = await ConnectAsync();
        (await other.SendAsync("PING")).Text.Should().Be("PONG");
        _proxy.CutAll();

        await IsResetAsync(() => lost);
        await FluentActions.Awaiting(() => later).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task It_drops_the_replies_to_the_requests_that_match_and_no_other()
    {
        Task lost = _proxy.DropReplyAfterRequest("INCR", times: 2);
        for (int i = 0; i < 2; i++)
        {
            await using RespConnection connection = await ConnectAsync();
            (await connection.SendAsync("PING")).Text.Should().Be("PONG");
            lost.IsCompleted.Should().BeFalse();
            await IsResetAsync(() => connection.SendAsync("INCR", _key));
        }

        await lost;
        (await _redis.CommandAsync("GET", _key)).Should().Be("2");
        await using RespConnection last = await ConnectAsync();
        (await last.SendAsync("INCR", _key)).Text.Should().Be("3");
    }

    [Fact]
    public async Task An_earlier_reply_is_not_mistaken_for_the_one_to_lose()
    {
        await using RespConnection connection = await ConnectAsync();
        await connection.SendAsync("PING");
        Task lost = _proxy.DropReplyAfterRequest("INCR");

        Task slow =
            connection.SendAsync(
                "EVAL",
                "local t = redis.call('TIME') repeat local n = redis.call('TIME') until (n[1] - t[1]) * 1000000 + n[2] - t[2] > 200000",
                "0");
        Task matching = connection.SendAsync("INCR", _key);
        await lost;

        (await _redis.CommandAsync("GET", _key)).Should().Be("1");
        await LosesConnectionAsync(() => slow);
        await LosesConnectionAsync(() => matching);
    }

    [Fact]
    public async Task A_commit_whose_reply_is_lost_is_a_commit()
    {
        PostgresServer postgres = await SharedServers.PostgresAsync();
        await postgres.SqlAsync("CREATE TABLE lost_reply (id int)");
        await using TcpProxy proxy = await TcpProxy.StartAsync(postgres.Host, postgres.Port);
        Task lost = proxy.DropReplyAfterRequest("COMMIT");

        Func<Task> insert = () => Tool.RunAsync(
            Path.Combine(Binaries.PostgresFolder, "psql"),
            ["--host", proxy.Host, "--port", $"{proxy.Port}", "--username", postgres.Username, "--no-psqlrc", "--file", "-"],
            input: "BEGIN; INSERT INTO lost_reply VALUES (1); COMMIT;",
            password: postgres.Password);

        await insert.Should().ThrowAsync<InvalidOperationException>().WithMessage("psql failed with 2*connection*");
        await lost;
        (await postgres.SqlAsync("SELECT count(*) FROM lost_reply")).Should().Be("1");
    }

    [Fact]
    public async Task A_new_wish_replaces_the_old_one_and_a_broken_one_says_so()
    {
        Task first = _proxy.DropReplyAfterRequest("INCR");
        Task second = _proxy.DropReplyAfterRequest(_ => throw new FormatException("broken"));
        await first.Awaiting(t => t).Should().ThrowAsync<OperationCanceledException>();

        await using RespConnection connection = await ConnectAsync();
        (await connection.SendAsync("INCR", _key)).Text.Should().Be("1");

        await second.Awaiting(t => t).Should().ThrowAsync<FormatException>();
    }

    [Fact]
    public async Task It_ends_one_direction()
    {
        await using RespConnection deaf = await ConnectAsync();
        await deaf.SendAsync("PING");
        _proxy.HalfClose(ProxyDirection.ToClient);
        await deaf.Awaiting(d => d.SendAsync("INCR", _key)).Should().ThrowAsync<EndOfStreamException>();
        await EventuallyAsync(async () => await _redis.CommandAsync("GET", _key) == "1");

        await using RespConnection mute = await ConnectAsync();
        await mute.SendAsync("PING");
        _proxy.HalfClose(ProxyDirection.ToServer);
        await LosesConnectionAsync(() => mute.SendAsync("INCR", _key));
        (await _redis.CommandAsync("GET", _key)).Should().Be("1");
    }

    private Task<RespConnection> ConnectAsync() => RespConnection.OpenAsync(_proxy.Host, _proxy.Port, null);

    private static async Task LosesConnectionAsync(Func<Task> use) =>
        (await use.Should().ThrowAsync<Exception>()).Which.Should().Match(e => e is IOException || e is SocketException);

    private static async Task IsResetAsync(Func<Task> use) =>
        (await use.Should().ThrowAsync<IOException>()).WithInnerException<SocketException>()
            .Which.SocketErrorCode.Should().BeOneOf(SocketError.ConnectionReset, SocketError.Shutdown);

    private static Task EventuallyAsync(Func<bool> condition) => EventuallyAsync(() => Task.FromResult(condition()));

    private static Task EventuallyAsync(Func<Task<bool>> condition) => Poll.UntilAsync(condition, () => "It did not happen.");
}
