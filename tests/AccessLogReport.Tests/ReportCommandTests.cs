using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AccessLogReport.Maintenance;
using Microsoft.Data.Sqlite;
using Reliability.Storage;
using Reliability.Storage.Sqlite;
using Spectre.Console;

namespace AccessLogReport.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("access-log-report-");
    private readonly StringWriter _terminal = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _terminal.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_sample_log_gives_the_report_that_its_generator_intended()
    {
        (await RunAsync(SampleLog.Path)).Should().Be(0);

        JsonElement report = Json();
        report.GetProperty("verdict").GetString().Should().Be("Block");
        JsonElement lines = report.GetProperty("lines");
        (lines.GetProperty("read").GetInt64(), lines.GetProperty("parsed").GetInt64(), lines.GetProperty("malformed").GetInt64())
            .Should()
            .Be((60_000, 59_995, 5));
        lines.GetProperty("added").GetInt64().Should().Be(2 * 59_995);
        JsonElement availability = Status(report, 0);
        (availability.GetProperty("total").GetDecimal(),
            availability.GetProperty("bad").GetDecimal(),
            availability.GetProperty("allowed").GetDecimal())
            .Should().Be((59_995m, 102m, 59.995m));
        availability.GetProperty("state").GetString().Should().Be("Exhausted");
        Status(report, 1).GetProperty("state").GetString().Should().Be("Healthy");

        // The incident of 3 March 14:10 to 14:35 pages after ten minutes; the regression of 5 March 10:20 to 11:00 raises the p95.
        Episode(report, 0, "burn-1h-5m").Should().StartWith("2026-03-03T14:20");
        Episode(report, 1, "p95-above-550ms-10m", "2026-03-05T10").Should().StartWith("2026-03-05T10:2");

        // A single error in ten quiet minutes is below 99.8 % and opens no ticket; what happened in the incident does.
        JsonElement[] tickets = [.. Episodes(report, 0).Where(one => one.GetProperty("rule").GetString() == "below-99.8%-10m")];
        tickets.Should().HaveCount(3, "single errors opened 37 of them before").And.OnlyContain(
            ticket => int.Parse(
                Regex.Match(ticket.GetProperty("explanation").GetString()!, "\\(([0-9]+) bad of").Groups[1].Value,
                CultureInfo.InvariantCulture) >= 5);

        string shown = _terminal.ToString();
        shown.Should().Contain("BLOCK").And.Contain("Exhausted").And.Contain("burn-1h-5m").And.Contain("and 2 more malformed lines");
        string markdown = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "reliability-report.md"));
        markdown.Should()
            .Contain("## Release: block").And
            .Contain("| availability | 99.9 % |").And
            .Contain("5 malformed").And
            .NotContain("\u001b");
    }

    [Fact]
    public async Task Running_it_twice_adds_nothing_the_second_time()
    {
        await RunAsync(SampleLog.Path);
        JsonElement first = Json();
        await RunAsync(SampleLog.Path);
        JsonElement second = Json();

        second.GetProperty("objectives").GetRawText().Should().Be(first.GetProperty("objectives").GetRawText());
        second.GetProperty("lines").GetProperty("before").GetInt64().Should().Be(60_000);
        second.GetProperty("lines").GetProperty("added").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task A_log_that_has_grown_adds_its_new_lines()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        await File.WriteAllTextAsync(log, TestLog.Lines(500));
        await RunAsync(log);
        await File.WriteAllTextAsync(log, TestLog.Lines(1_200));
        await RunAsync(log);

        Json().GetProperty("lines").GetProperty("added").GetInt64().Should().Be(700);
        Status(Json(), 0).GetProperty("total").GetDecimal().Should().Be(1_200);
    }

    [Fact]
    public async Task A_report_says_since_when_a_rule_could_be_replayed_if_the_store_lacks_the_minutes_of_the_start()
    {
        const string Told = "not the whole log was replayed: burn-1h-5m from 2015-05-17 02:00 on,";
        string log = Path.Combine(_folder.FullName, "access.log");
        await File.WriteAllTextAsync(log, TestLog.Lines(4 * 3_600));
        await RunAsync(log);
        _terminal.ToString().Should().NotContain("not the whole log was replayed");
        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DELETE FROM bucket WHERE tier = 0 AND start < unixepoch('2015-05-17 01:00')";
            command.ExecuteNonQuery().Should().BePositive();
        }

        await RunAsync(log);

        _terminal.ToString().ReplaceLineEndings(" ").Should().Contain(Told);
        string markdown = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "reliability-report.md"));
        markdown.Should().Contain(Told).And.Contain("burn-6h-30m not at all");
        JsonElement[] replayed = [.. Json().GetProperty("objectives")[0].GetProperty("replayed").EnumerateArray()];
        replayed[0].GetProperty("since").GetDateTimeOffset().Should().Be(new DateTimeOffset(2015, 5, 17, 2, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_short_log_that_grows_and_a_last_line_that_is_finished_later_count_once()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        string lines = TestLog.Lines(6);
        string[] each = lines.Split('\n');
        await File.WriteAllTextAsync(log, string.Join('\n', each[..3]) + "\n" + each[3][..40]);
        await RunAsync(log);
        Status(Json(), 0).GetProperty("total").GetDecimal().Should().Be(3, "the fourth line is being written");
        _terminal.ToString().Should().Contain("not finished");

        await File.WriteAllTextAsync(log, lines.TrimEnd('\n'));
        await RunAsync(log);
        Status(Json(), 0).GetProperty("total").GetDecimal().Should().Be(5, "the sixth line may still grow");

        await File.WriteAllTextAsync(log, lines);
        await RunAsync(log);
        await RunAsync(log);
        Status(Json(), 0).GetProperty("total").GetDecimal().Should().Be(6);
    }

    [Fact]
    public async Task A_log_whose_first_lines_lack_the_request_time_still_has_its_latency_judged()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        string timed = TestLog.Combined.TrimEnd() + " 0.900\n";
        await File.WriteAllTextAsync(log, TestLog.Common + "\n" + string.Concat(Enumerable.Repeat(timed, 10)));

        await RunAsync(log);

        Status(Json(), 1).GetProperty("slo").GetString().Should().Be("latency");
        Status(Json(), 1).GetProperty("bad").GetDecimal().Should().Be(10);
    }

    [Fact]
    public async Task A_log_without_request_times_has_no_latency_objective()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        await File.WriteAllTextAsync(log, TestLog.Lines(10));
        await RunAsync(log);
        Json().GetProperty("objectives").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_log_out_of_order_is_reported_from_its_earliest_line()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        await File.WriteAllTextAsync(log, TestLog.Lines(5).Replace("17/May", "19/May", StringComparison.Ordinal) + TestLog.Lines(5));
        await RunAsync(log);
        Json().GetProperty("from").GetDateTimeOffset().Should().Be(new DateTimeOffset(2015, 5, 17, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_replay_that_was_stopped_goes_on_and_ends_with_the_same_numbers()
    {
        using (var stop = new CancellationTokenSource())
        using (AccessLogReader reader = AccessLogSource.Open(SampleLog.Path))
        {
            reader.TryRead(out LogLine first).Should().BeTrue();
            await using var store = new SqliteStore(new SqliteStoreOptions { Path = Database });
            await using var replay = new LogReplay(
                reader,
                store.Series,
                LogObjectives.For(new ReportOptions()),
                new ReplayClock(TimeProvider.System));
            await replay.Invoking(r => r.RunAsync(first, stop.Cancel, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        }

        await RunAsync(SampleLog.Path);
        JsonElement resumed = Json();
        resumed.GetProperty("lines").GetProperty("before").GetInt64().Should().BeInRange(1, 59_999);
        File.Delete(Database);
        await RunAsync(SampleLog.Path);

        // One gap is not known to have been quiet: the one in which it was stopped.
        foreach (int objective in new[] { 0, 1 })
        {
            foreach (string number in new[] { "total", "good", "bad" })
            {
                Status(resumed, objective).GetProperty(number)
                    .GetDecimal()
                    .Should()
                    .Be(Status(Json(), objective).GetProperty(number).GetDecimal());
            }
        }
    }

    [Fact]
    public async Task A_log_that_is_cut_is_reported_up_to_the_cut()
    {
        string log = Path.Combine(_folder.FullName, "cut.log.gz");
        byte[] whole = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(20_000)));
        await File.WriteAllBytesAsync(log, whole[..(whole.Length / 2)]);

        (await RunAsync(log)).Should().Be(2);

        Json().GetProperty("damage").GetString().Should().Contain("damaged gzip");
        Status(Json(), 0).GetProperty("total").GetDecimal().Should().BeInRange(1_000, 19_999);
    }

    [Fact]
    public async Task A_line_from_the_future_is_left_out_and_does_not_move_the_clock()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        string future =
            TestLog.Common.Replace(
                "2015",
                (TimeProvider.System.GetUtcNow().Year + 2).ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
        string[] lines = TestLog.Lines(200).Split('\n');
        await File.WriteAllTextAsync(log, string.Join('\n', [.. lines[..100], future, .. lines[100..]]));

        await RunAsync(log);

        Json().GetProperty("lines").GetProperty("dropped").GetInt64().Should().Be(1);
        Json().GetProperty("to").GetDateTimeOffset().Should().Be(new DateTimeOffset(2015, 5, 17, 0, 3, 19, TimeSpan.Zero));
        Status(Json(), 0).GetProperty("total").GetDecimal().Should().Be(200);
        _terminal.ToString().Should().Contain("1 events lie in the future");
    }

    [Fact]
    public async Task What_a_log_says_cannot_break_out_of_the_reports()
    {
        string log = Path.Combine(_folder.FullName, "access.log");
        await File.WriteAllTextAsync(log, TestLog.Lines(3) + "`` | [red]<script>\u001b[31m [x](y)\n");

        await RunAsync(log, "--service", "shop|[bold]*x*");

        string markdown = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "reliability-report.md"));
        markdown.Should().Contain("``` `` | [red]<script>").And.Contain(@"shop\|\[bold\]\*x\*").And.NotContain("\u001b");
        _terminal.ToString().Should().Contain("[red]<script>").And.NotContain("\u001b[31m");
    }

    [Theory]
    [InlineData("--target", "100", "99.99999999")]
    [InlineData("--target", "lots", "not a number")]
    [InlineData("--store", null, "needs a value")]
    [InlineData("--colour", "red", "There is no option --colour")]
    [InlineData("--output", "no-such-folder", "not a folder")]
    [InlineData("--service", "", "empty")]
    [InlineData("--store", "", "empty")]
    [InlineData("-x", "1", "There is no option -x")]
    public async Task An_option_that_is_not_legal_is_explained(string option, string? value, string explained)
    {
        string[] options = value is null ? [option] : [option, value];
        (await this.Invoking(t => t.RunAsync(SampleLog.Path, options)).Should().ThrowAsync<UsageException>()).WithMessage($"*{explained}*");
        File.Exists(Database).Should().BeFalse("nothing is begun that cannot be ended");
    }

    [Fact]
    public async Task A_log_without_a_sound_line_is_explained()
    {
        string log = Path.Combine(_folder.FullName, "notes.txt");
        await File.WriteAllTextAsync(log, "Dear diary,\n");

        (await this.Invoking(t => t.RunAsync(log)).Should().ThrowAsync<LogReadException>()).WithMessage(
            "*holds no line of an access log*Dear diary*");
    }

    [Fact]
    public async Task A_database_that_cannot_be_used_is_explained_and_left_alone()
    {
        byte[] notes = TestLog.Bytes("these are notes, not a database; " + new string('x', 5_000));
        await File.WriteAllBytesAsync(Database, notes);
        await this.Invoking(t => t.RunAsync(SampleLog.Path)).Should().ThrowAsync<StoreException>().WithMessage($"*{Database}*");
        (await File.ReadAllBytesAsync(Database)).Should().Equal(notes);

        File.Delete(Database);
        await RunAsync(SampleLog.Path);
        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        await this.Invoking(t => t.RunAsync(SampleLog.Path)).Should().ThrowAsync<StoreException>().WithMessage("*99*");
    }

    private string Database => Path.Combine(_folder.FullName, "reliability.db");

    private static JsonElement Status(JsonElement report, int objective) =>
        report.GetProperty("objectives")[objective].GetProperty("report").GetProperty("status");

    private static JsonElement.ArrayEnumerator Episodes(JsonElement report, int objective) =>
        report.GetProperty("objectives")[objective].GetProperty("episodes").EnumerateArray();

    private static string Episode(JsonElement report, int objective, string rule, string from = "") =>
        Episodes(report, objective)
            .Where(e => e.GetProperty("rule").GetString() == rule)
            .Select(e => e.GetProperty("firedAt").GetString()!)
            .First(fired => fired.StartsWith(from, StringComparison.Ordinal));

    private Task<int> RunAsync(string log, params string[] options)
    {
        IAnsiConsole console =
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_terminal) });
        string[] args = [log, "--store", $"sqlite:{Database}", "--output", _folder.FullName, .. options];
        return ReportCommand.RunAsync(ReportOptions.Parse(args), console, CancellationToken.None);
    }

    private JsonElement Json() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "reliability-report.json"))).RootElement;
}
