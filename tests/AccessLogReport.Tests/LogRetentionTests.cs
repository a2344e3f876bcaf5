using System.Globalization;
using Reliability.Storage;
using Reliability.TestServers;
using Spectre.Console;

namespace AccessLogReport.Tests;

/// <summary>A log of years ago stays, whatever the clock of the store says: its import stores a retention of its own.</summary>
public sealed class LogRetentionTests : IDisposable
{
    private const string Service = "web";
    private const int Lines = 300;
    private static readonly DateTimeOffset May = new(2015, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("access-log-retention-");
    private readonly StringWriter _terminal = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _terminal.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task Trimming_removes_nothing_of_a_log_of_2015(string kind)
    {
        await using RedisServer? redis = kind == "redis" ? await RedisServer.StartAsync() : null;
        StoreAddress address = await AddressAsync(kind, redis);
        string first = await ReportAsync(address);
        first.Should().Contain("\"added\": 300");
        IReadOnlyList<SeriesBucket> imported = await ReadAsync(address);
        imported.Sum(bucket => bucket.Count).Should().Be(2 * Lines, "each line is in both tiers");
        string again = await ReportAsync(address);

        (await TrimAsync(address)).Should().Be(0);

        (await ReadAsync(address)).Should().Equal(imported);
        (await ReportAsync(address)).Should().Be(again, "the totals are the same").And.Contain("\"added\": 0");
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task With_the_retention_of_a_live_service_the_clock_of_the_server_removes_such_a_log(string kind)
    {
        await using RedisServer? redis = kind == "redis" ? await RedisServer.StartAsync() : null;
        StoreAddress address = await AddressAsync(kind, redis);
        await ReportAsync(address);
        await using (IReliabilityStore store = await OpenAsync(address))
        {
            await store.Series.SetRetentionAsync(Service, SeriesRetention.Default, CancellationToken.None);
        }

        (await TrimAsync(address)).Should().BePositive("trimming goes by the clock of the server, and would not have spared the log");

        (await ReadAsync(address)).Should().BeEmpty();
    }

    private static async Task<IReliabilityStore> OpenAsync(StoreAddress address)
    {
        IReliabilityStore store = address.Open();
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    private static async Task<long> TrimAsync(StoreAddress address)
    {
        await using IReliabilityStore store = await OpenAsync(address);
        return await store.Series.TrimAsync(Service, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<SeriesBucket>> ReadAsync(StoreAddress address)
    {
        await using IReliabilityStore store = await OpenAsync(address);
        List<SeriesBucket> buckets = [];
        foreach (SeriesResolution resolution in (SeriesResolution[])[SeriesResolution.Minute, SeriesResolution.Hour])
        {
            var query = new SeriesQuery(new SeriesId(Service, "availability"), resolution, May, May.AddMonths(1));
            await foreach (SeriesBucket bucket in store.Series.ReadAsync(query, CancellationToken.None))
            {
                buckets.Add(bucket);
            }
        }

        return buckets;
    }

    private async Task<StoreAddress> AddressAsync(string kind, RedisServer? redis) => StoreAddress.Parse("--store", kind switch
    {
        "postgres" => $"postgres:{await (await SharedServers.PostgresAsync()).CreateDatabaseAsync($"log_{Guid.NewGuid():N}")}",
        "redis" => $"redis:{redis!.ConnectionString}",
        _ => $"sqlite:{Path.Combine(_folder.FullName, "reliability.db")}",
    });

    /// <summary>Imports a request each minute for five hours, of which every fiftieth failed.</summary>
    private async Task<string> ReportAsync(StoreAddress address)
    {
        string log = Path.Combine(_folder.FullName, "access-2015.log");
        await File.WriteAllLinesAsync(log, Enumerable.Range(0, Lines).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"192.0.2.1 - - [17/May/2015:{10 + (i / 60):00}:{i % 60:00}:05 +0000] \"GET /cart HTTP/1.1\" {(i % 50 == 0 ? 503 : 200)} "
                + $"512")));
        string[] args = [log, "--store", $"{address.Kind}:{address.Target}", "--service", Service, "--output", _folder.FullName];
        IAnsiConsole console =
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_terminal) });
        (await ReportCommand.RunAsync(ReportOptions.Parse(args), console, CancellationToken.None)).Should().Be(0);
        return await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "reliability-report.json"));
    }
}
