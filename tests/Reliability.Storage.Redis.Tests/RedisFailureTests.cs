using Reliability.TestServers;

namespace Reliability.Storage.Redis.Tests;

public sealed class RedisFailureTests
{
    [Fact]
    public async Task An_absent_server_is_a_transient_fault_and_what_was_rejected_lands_when_it_is_back()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using RedisStore store = Given.Store(server.ConnectionString + ",connectTimeout=500,connectRetry=1");
        StoreException fault = await FaultAsync(store);
        fault.IsTransient.Should().BeTrue();
        fault.Message.Should().Contain($"127.0.0.1:{server.Port}").And.Contain("cannot be reached");

        await server.RestartAsync();
        await UntilAppliedAsync(store, 1);
        (await store.CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_server_that_restarts_without_its_data_takes_the_service_in_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisStore store = Given.Store(server.ConnectionString);
        await store.AppendAsync(1, Given.Events(0, 1));
        await server.RestartAsync();
        await UntilAppliedAsync(store, 2);
        List<SeriesId> series = [];
        await foreach (SeriesId id in store.Series.ListSeriesAsync(CancellationToken.None))
        {
            series.Add(id);
        }

        series.Should().Equal(new SeriesId("shop", "orders"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",password=not-the-secret")]
    public async Task A_wrong_password_is_named_and_not_shown(string password)
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = "right-secret" });
        await using RedisStore store = Given.Store($"127.0.0.1:{server.Port},connectTimeout=500,connectRetry=1{password}");

        // While the server has not answered yet, the fault is transient; then it is final, and ends the attempts.
        Func<Task> append = () => UntilAppliedAsync(store, 1);
        StoreException fault = (await append.Should().ThrowAsync<StoreException>()).Which;
        fault.IsTransient.Should().BeFalse();
        fault.Message.Should().Contain("rejected the password").And.Contain($"127.0.0.1:{server.Port}");
        fault.Message.Should().MatchRegex(@"\((NOAUTH|WRONGPASS) [^()]*\)$").And.NotContain("ECHO");
        fault.ToString().Should().NotContain("-secret");
    }

    [Fact]
    public async Task A_full_server_rejects_a_batch_whole_and_takes_it_later()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { MaxMemoryBytes = 64 << 20 });
        await using RedisStore store = Given.Store(server.ConnectionString);
        await store.AppendAsync(1, Given.Events(0, 1));
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "1mb");
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 300).Select(minute => Given.Events(minute, 1))];
        Func<Task> append = async () => await store.AppendAsync(2, deltas);
        StoreException fault = (await append.Should().ThrowAsync<StoreException>()).Which;
        fault.IsTransient.Should().BeTrue();
        fault.Message.Should().Contain("out of memory (maxmemory)");
        (await store.CountAsync()).Should().Be(1);
        (await store.Series.GetLastSequenceAsync("shop", "producer", CancellationToken.None)).Should().Be(1);

        await server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        (await store.AppendAsync(2, deltas)).Should().Be(AppendOutcome.Applied);
        (await store.CountAsync()).Should().Be(301);
    }

    [Fact]
    public async Task Data_of_a_newer_version_is_rejected_with_both_numbers_and_left_alone()
    {
        RedisServer server = await SharedServers.RedisAsync();
        string prefix = Given.Prefix();
        await server.CommandAsync("SET", prefix + ":format", "7");
        await using RedisStore store = Given.Store(server.ConnectionString, prefix);
        StoreException fault = await FaultAsync(store);
        fault.Message.Should().Contain("format version 7").And.Contain("up to 3");
        fault.IsTransient.Should().BeFalse();
        (await server.CommandAsync("GET", prefix + ":format")).Should().Be("7");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Data_of_a_previous_edition_is_rejected_with_what_to_do_and_left_alone(string version)
    {
        RedisServer server = await SharedServers.RedisAsync();
        string prefix = Given.Prefix();
        await server.CommandAsync("SET", prefix + ":format", version);
        await using RedisStore store = Given.Store(server.ConnectionString, prefix);
        StoreException fault = await FaultAsync(store);
        fault.Message.Should()
            .Contain("was written").And
            .Contain("by an earlier preview of Reliability SDK, which this version cannot read")
            .And.Contain("start with a new prefix (RedisStoreOptions.Prefix)").And.Contain($"delete the keys that begin with '{prefix}:'");
        fault.IsTransient.Should().BeFalse();
        (await server.CommandAsync("GET", prefix + ":format")).Should().Be(version);
        (await server.CommandAsync("EXISTS", prefix + ":v3:services")).Should().Be("0");
    }

    /// <summary>Within a script, and before it.</summary>
    [Theory]
    [InlineData("-time")]
    [InlineData("-hset")]
    [InlineData("-hincrby")]
    [InlineData("-evalsha -eval")]
    public async Task A_user_without_a_right_that_leases_need_gets_an_error_that_names_it(string missing)
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.CommandAsync(["ACL", "SETUSER", "shop", "on", ">a-secret", "~*", "&*", "+@all", .. missing.Split(' ')]);
        await using RedisStore store = Given.Store($"127.0.0.1:{server.Port},user=shop,password=a-secret");
        Func<Task> acquire = async () => await store.Leases.AcquireAsync(
            new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromMinutes(1)), CancellationToken.None);
        StoreException fault = (await acquire.Should().ThrowAsync<StoreException>()).Which;
        fault.IsTransient.Should().BeFalse();
        fault.Message.Should()
            .Contain($"127.0.0.1:{server.Port}").And
            .Contain("does not give the user the rights (ACL) that this library needs");
        fault.ToString().Should().NotContain("a-secret");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a{b}")]
    [InlineData("a b")]
    [InlineData("a*")]
    [InlineData("a\r\nFLUSHALL")]
    [InlineData("é")]
    public void An_illegal_prefix_is_named(string prefix)
    {
        Func<RedisStore> open = () => Given.Store("localhost", prefix);
        open.Should().Throw<ArgumentException>().WithMessage($"*Prefix must have 1 to 64*'{prefix}'*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost,ssl=perhaps,password=a-secret")]
    [InlineData("localhost,nonsense=1,password=a-secret")]
    public void A_connection_string_that_cannot_be_read_is_rejected_at_once_without_showing_it(string configuration)
    {
        Func<RedisStore> open = () => Given.Store(configuration);
        open.Should()
            .Throw<ArgumentException>()
            .WithMessage("*RedisStoreOptions.Configuration*").Which
            .ToString()
            .Should()
            .NotContain("a-secret");
    }

    [Fact]
    public async Task A_caller_who_gives_up_waits_no_longer_for_a_server_that_never_answers()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var store = new RedisStore(new RedisStoreOptions { Configuration = $"{silent.LocalEndpoint}" });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Func<Task> initialize = () => store.InitializeAsync(patience.Token).AsTask();

        await initialize.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_the_timeout()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var store = new RedisStore(new RedisStoreOptions
        {
            Configuration = server.ConnectionString,
            OperationTimeout = TimeSpan.FromMilliseconds(200),
        });
        await store.InitializeAsync(CancellationToken.None);
        await server.CommandAsync("CLIENT", "PAUSE", "60000", "ALL");
        StoreException fault = await FaultAsync(store);
        fault.IsTransient.Should().BeTrue();
        fault.Message.Should().Contain("did not answer within");
    }

    internal static Task UntilAppliedAsync(RedisStore store, long sequence) =>
        UntilDoneAsync(() => store.AppendAsync(sequence, Given.Events(0, 1)).AsTask());

    /// <summary>Tries again while the fault is transient.</summary>
    internal static async Task UntilDoneAsync(Func<Task> call)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (StoreException e) when (e.IsTransient)
            {
                await retry.WaitForNextTickAsync(limit.Token);
            }
        }
    }

    private static async Task<StoreException> FaultAsync(RedisStore store)
    {
        Func<Task> append = async () => await store.AppendAsync(1, Given.Events(0, 1));
        return (await append.Should().ThrowAsync<StoreException>()).Which;
    }
}
