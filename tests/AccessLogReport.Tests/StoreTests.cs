using System.Globalization;
using AccessLogReport.Maintenance;
using Reliability.Storage;
using Reliability.TestServers;
using Spectre.Console;

namespace AccessLogReport.Tests;

/// <summary>The store is a choice that no figure depends on.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("access-log-store-");
    private readonly StringWriter _terminal = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _terminal.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_store_gives_the_same_report_to_the_last_digit()
    {
        PostgresServer postgres = await SharedServers.PostgresAsync();
        await using RedisServer redis = await RedisServer.StartAsync();
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        (string Json, string Markdown) expected = await ReportAsync(Sqlite);

        string[] others =
        [
            $"postgres:{await postgres.CreateDatabaseAsync("access_log_report")}",
            $"redis:{redis.ConnectionString}",
            $"redis:{redis.ConnectionString},protocol=resp2,defaultDatabase=1",
            $"redis:{cluster.ConnectionString}",
        ];
        foreach (string store in others)
        {
            (await ReportAsync(store)).Should().Be(expected, store.Split(':')[0]);
            (await ReportAsync(store)).Json.Should().Contain("\"added\": 0", "a second run adds nothing");
        }
    }

    [Fact]
    public async Task A_copy_gives_the_same_report_and_goes_on_where_the_original_ended()
    {
        PostgresServer postgres = await SharedServers.PostgresAsync();
        string target = $"postgres:{await postgres.CreateDatabaseAsync("access_log_copy")}";
        await ReportAsync(Sqlite);
        (string Json, string Markdown) again = await ReportAsync(Sqlite);

        (await CopyAsync("--from", Sqlite, "--to", target)).Should().Be(0);
        _terminal.ToString()
            .Should()
            .MatchRegex(
                @"(?m)^New in postgres [\w.]+/access_log_copy: [1-9]\d* buckets, 1 producer,\s+0\s+documents,\s+0\s+events,"
                + @"\s+0\s+experiments\.")
            .And.NotContain("Password");
        (await ReportAsync(target)).Should().Be(again, "the copy knows which lines it has");

        _terminal.GetStringBuilder().Clear();
        (await CopyAsync("--from", Sqlite, "--to", target)).Should().Be(0);
        _terminal.ToString().Should().MatchRegex(@": 0 buckets, 0 producers,\s+0\s+documents,\s+0\s+events,\s+0\s+experiments\.");
    }

    [Theory]
    [InlineData("reliability.db", "*reliability.db is none of sqlite:FILE, postgres:CONNECTION, redis:CONNECTION*")]
    [InlineData("mysql:Password=hunter2", "*mysql:... is none of*")]
    [InlineData("sqlite:", "*none of*")]
    [InlineData("postgres:Hots=localhost;Password=hunter2", "*onnection string*")]
    [InlineData("postgres:Host=db;Username=u;Password=top;hunter2=1", "*a keyword is unknown*semicolon*")]
    [InlineData("postgres:postgresql://u:hunter2@db/shop", "*URLs are not supported*")]
    [InlineData("redis:localhost:6379,password=top,hunter2=1", "*a setting is unknown*")]
    [InlineData("redis:localhost:6379,password=top,hunter2", "*servers before*comma*")]
    [InlineData("redis:redis://:hunter2@localhost:6379", "*URLs are not supported*")]
    public async Task An_address_that_is_not_legal_is_explained_without_its_secrets(string store, string explained)
    {
        UsageException fault =
            (await this.Invoking(t => t.ReportAsync(store)).Should().ThrowAsync<UsageException>()).WithMessage(explained).Which;

        fault.Message.Should().NotContain("hunter2");
    }

    [Theory]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Password=hunter2;Timeout=5")]
    [InlineData("redis:127.0.0.1:1,password=hunter2,connectTimeout=500")]
    public async Task A_server_that_is_not_there_is_named_without_its_secrets(string store)
    {
        StoreException fault = (await this.Invoking(t => t.ReportAsync(store)).Should().ThrowAsync<StoreException>()).Which;

        fault.Message.Should().Contain("127.0.0.1").And.NotContain("hunter2");
        fault.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_copy_needs_two_stores_and_a_source_that_exists()
    {
        await this.Invoking(t => t.CopyAsync("--from", Sqlite, "--to", Sqlite))
            .Should()
            .ThrowAsync<UsageException>()
            .WithMessage("*same store*");
        await this.Invoking(t => t.CopyAsync("--from", Sqlite, "--to", "sqlite:other.db"))
            .Should()
            .ThrowAsync<UsageException>()
            .WithMessage("*no file*");
        await this.Invoking(t => t.CopyAsync("--from", Sqlite)).Should().ThrowAsync<UsageException>().WithMessage("*--to is needed*");
    }

    private string Sqlite => $"sqlite:{Path.Combine(_folder.FullName, "reliability.db")}";

    private async Task<(string Json, string Markdown)> ReportAsync(string store)
    {
        string[] args = [SampleLog.Path, "--store", store, "--output", _folder.FullName];
        await ReportCommand.RunAsync(ReportOptions.Parse(args), Console(), CancellationToken.None);
        return (
            await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "reliability-report.json")),
            await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "reliability-report.md")));
    }

    private Task<int> CopyAsync(params string[] args) => CopyCommand.RunAsync(args, Console(), CancellationToken.None);

    private IAnsiConsole Console() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_terminal) });
}
