using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WeeklyReviewSample.Tests;

public sealed class OwnIncidentsTests : IDisposable
{
    private static readonly string[] Names =
    [
        "time-to-detect", "time-to-acknowledge", "time-to-mitigate", "time-to-restore", "time-to-resolve", "uptime-mtbf",
        "frequency-per-30-days", "recurring-share", "time-to-implement", "deployment-frequency", "lead-time", "change-failure-rate",
        "failed-deployment-recovery", "rework-rate",
    ];

    private readonly TestReview _review = new();

    [Fact]
    public async Task A_file_of_ones_own_has_the_figures_that_a_hand_computes()
    {
        string lines = """
            {"id":"a","title":"A","service":"shop","cause":"dns","startedAt":"2025-12-20T10:00:00Z","detectedAt":"2025-12-20T10:05:00Z","resolvedAt":"2025-12-20T11:00:00Z"}
            {"id":"b","title":"B","service":"shop","cause":"DNS","startedAt":"2026-01-10T10:00:00Z","detectedAt":"2026-01-10T10:10:00Z","acknowledgedAt":"2026-01-10T10:12:00Z","mitigatedAt":"2026-01-10T10:30:00Z","resolvedAt":"2026-01-10T12:00:00Z"}
            {"id":"c","title":"C","service":"shop","startedAt":"2026-02-01T12:00:00+02:00","detectedAt":"2026-02-01T10:20:00Z","acknowledgedAt":"2026-02-01T10:40:00Z","mitigatedAt":"2026-02-01T12:00:00Z","resolvedAt":"2026-02-01T13:00:00Z"}
            {"id":"d","title":"D","service":"shop","startedAt":"2026-02-01T11:00:00Z","detectedAt":"2026-02-01T11:02:00Z","duplicateOf":"c","resolvedAt":"2026-02-01T13:00:00Z"}
            {"id":"e","title":"E","service":"shop","startedAt":"2026-03-31T23:00:00Z","detectedAt":"2026-03-31T23:30:00Z"}
            {"id":"f","title":"F","service":"shop","kind":"maintenance","startedAt":"2026-03-01T00:00:00Z","resolvedAt":"2026-03-01T04:00:00Z"}
            """;
        (await _review.RunAsync(lines)).Should().Be(0, "{0}", _review.Error);
        using (var document = JsonDocument.Parse(_review.Read("metrics.json")))
        {
            document.RootElement.EnumerateArray().Select(one => one.GetProperty("name").GetString()).Should().Equal(Names);
        }

        JsonElement restore = _review.Metric("time-to-restore");
        restore.GetProperty("count").GetInt32().Should().Be(2);
        restore.GetProperty("median").GetDouble().Should().Be(75 * 60);
        restore.GetProperty("p90").GetDouble().Should().Be((30 + (0.9 * 90)) * 60);
        restore.GetProperty("low").ValueKind.Should().Be(JsonValueKind.Null, "two values have no interval");
        restore.GetProperty("excluded").EnumerateArray()
            .Select(one => (one.GetProperty("id").GetString(), one.GetProperty("reason").GetString()))
            .Should().BeEquivalentTo([("d", "duplicate"), ("f", "maintenance")]);
        _review.Metric("time-to-detect").GetProperty("median").GetDouble().Should().Be(20 * 60);
        _review.Metric("time-to-acknowledge").GetProperty("median").GetDouble().Should().Be(11 * 60);
        _review.Metric("time-to-resolve").GetProperty("mean").GetDouble().Should().Be((110 + 160) / 2.0 * 60);
        _review.Metric("frequency-per-30-days").GetProperty("value").GetDouble().Should().Be(1, "three in ninety days");
        _review.Metric("recurring-share").GetProperty("value").GetDouble().Should().BeApproximately(1 / 3.0, 1e-12);
        _review.Metric("uptime-mtbf").GetProperty("value").GetDouble().Should().Be(((90 * 1440) - 30 - 120 - 60) / 3.0 * 60);
        foreach (string name in Names[8..])
        {
            JsonElement metric = _review.Metric(name);
            metric.GetProperty("count").GetInt32().Should().Be(0, name);
            metric.GetProperty("median").ValueKind.Should().Be(JsonValueKind.Null, name);
            metric.GetProperty("value").ValueKind.Should().Be(JsonValueKind.Null, name);
        }

        _review.Read("postmortem.md").Should().StartWith("# Incident Postmortem: C\n", "it took longest");
    }

    [Fact]
    public async Task Thirty_nine_wrong_years_are_listed_and_the_robust_figures_stand()
    {
        var lines = new StringBuilder();
        var expected = new List<double>();
        for (int i = 0; i < 1000; i++)
        {
            DateTimeOffset start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(i * 120);
            int minutes = 10 + (i * 37 % 211);
            bool isWrong = i % 25 == 3 && i < 975;
            DateTimeOffset end = start.AddMinutes(minutes).AddYears(isWrong ? 1 + (i % 5) : 0);
            lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"i{{i}}","title":"T","service":"web","startedAt":"{{start:O}}","resolvedAt":"{{end:O}}"}""")
                .Append('\n');
            if (!isWrong)
            {
                expected.Add(minutes * 60);
            }
        }

        expected.Sort();
        expected.Should().HaveCount(961);
        (await _review.RunAsync(lines.ToString(), "--as-of", "2026-04-01T12:00:00Z")).Should().Be(0, "{0}", _review.Error);
        JsonElement restore = _review.Metric("time-to-restore");
        restore.GetProperty("count").GetInt32().Should().Be(961);
        restore.GetProperty("median").GetDouble().Should().Be(expected[480]);
        restore.GetProperty("excluded").EnumerateArray().Should().HaveCount(39)
            .And.OnlyContain(one => one.GetProperty("reason").GetString() == "longer than 30 days");
        _review.Metric("frequency-per-30-days").GetProperty("count").GetInt32().Should().Be(1000);
        _review.Read("data-quality.md").Should().Contain("longer than 30 days, as with a wrong year: durations do not count | 39");
    }

    [Fact]
    public async Task Wrong_years_of_the_start_are_listed_too()
    {
        var lines = new StringBuilder();
        for (int i = 1; i <= 20; i++)
        {
            lines.Append(Line($"good-{i}", $"2026-01-{i:00}T10:00:00Z", $"2026-01-{i:00}T11:00:00Z"));
        }

        lines.Append(Line("start-2062", "2062-02-03T10:00:00Z", "2026-02-03T11:00:00Z"));
        lines.Append(Line("start-2025", "2025-02-03T10:00:00Z", "2026-02-03T11:00:00Z"));
        lines.Append(Line("end-2016", "2026-02-03T10:00:00Z", "2016-02-03T11:00:00Z"));
        lines.Append(Line("both-2027", "2027-02-03T10:00:00Z", "2027-02-03T11:00:00Z"));
        lines.Append(Line("never-closed", "2026-01-02T10:00:00Z", null));
        (await _review.RunAsync(lines.ToString())).Should().Be(0, "{0}", _review.Error);
        JsonElement restore = _review.Metric("time-to-restore");
        restore.GetProperty("count").GetInt32().Should().Be(20);
        restore.GetProperty("median").GetDouble().Should().Be(3600);
        restore.GetProperty("excluded").EnumerateArray()
            .Select(one => (one.GetProperty("id").GetString(), one.GetProperty("reason").GetString()))
            .Should().BeEquivalentTo(
            [
                ("start-2062", "negative duration"), ("start-2025", "longer than 30 days"), ("end-2016", "negative duration"),
            ]);
        restore.GetProperty("censoredMedian").GetDouble().Should().Be(3600, "what is open has lasted longer");
        _review.Read("data-quality.md").Should().Contain("began after the time of the report: left out | 1 | web/both-2027")
            .And.Contain("open for more than 30 days, as when nobody closed it | 1 | web/never-closed");
        _review.Output.Should().Contain("incidents: 25 read, 22 of them started in the period");
    }

    [Theory]
    [InlineData("mitigatedAt", "resolvedAt")]
    [InlineData("resolvedAt", "acknowledgedAt")]
    public async Task A_milestone_at_the_end_of_time_stops_nothing(string end, string far)
    {
        string lines = Line("a", "2026-01-10T10:00:00Z", null, $"\"{end}\":\"2026-01-10T11:00:00Z\",\"{far}\":\"9999-12-31T23:59:59Z\"");
        (await _review.RunAsync(lines)).Should().Be(0, "{0}", _review.Error);
        _review.Error.Should().Contain("no draft of a postmortem");
        _review.Metric("time-to-restore").GetProperty("median").GetDouble().Should().Be(3600);
    }

    [Fact]
    public async Task Links_that_lead_to_nothing_hide_no_incident_and_no_recurrence()
    {
        string lines = Line("a", "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z", "\"duplicateOf\":\"a\"")
            + Line("b", "2026-01-02T10:00:00Z", "2026-01-02T11:00:00Z", "\"duplicateOf\":\"c\"")
            + Line("c", "2026-01-03T10:00:00Z", "2026-01-03T11:00:00Z", "\"duplicateOf\":\"b\"")
            + Line("d", "2026-01-04T10:00:00Z", "2026-01-04T11:00:00Z", "\"duplicateOf\":\"typo\"")
            + Line("f", "2026-01-06T10:00:00Z", "2026-01-06T11:00:00Z", "\"recurrenceOf\":\"INC-2025-77\"");
        (await _review.RunAsync(lines)).Should().Be(0, "{0}", _review.Error);
        _review.Error.Should().Contain("'a' counts").And.Contain("'b' counts").And.Contain("'c' counts").And.Contain("'typo'");
        _review.Metric("time-to-restore").GetProperty("count").GetInt32().Should().Be(5);
        _review.Metric("recurring-share").GetProperty("value").GetDouble().Should().Be(0.2, "a person stated it");
        _review.Read("metrics.md").Should().Contain("| `f` | `INC-2025-77` | a person | not known |");
    }

    [Fact]
    public async Task A_review_leaves_no_file_of_an_earlier_one()
    {
        (await _review.RunAsync(Line("a", "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z"))).Should().Be(0);
        File.Exists(Path.Combine(_review.Out, "postmortem.md")).Should().BeTrue();
        (await _review.RunAsync(Line("a", "2025-01-01T10:00:00Z", "2025-01-01T11:00:00Z"))).Should().Be(0);
        File.Exists(Path.Combine(_review.Out, "postmortem.md")).Should().BeFalse();
        _review.Output.Should().Contain("1 read, 0 of them");
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_named_and_keep_none_back()
    {
        string lines = """
            {"id":"a","title":"A","service":"shop","startedAt":"2026-01-10T10:00:00Z","resolvedAt":"2026-01-10T11:00:00Z"}
            not json \u001b[31m
            {"id":"b","title":"B","service":"shop","startedAt":"10 January"}
            {"id":"a","title":"A again","service":"shop","startedAt":"2026-01-11T10:00:00Z"}
            """;
        (await _review.RunAsync(lines)).Should().Be(0);
        _review.Error.Should().Contain("line 2: ").And.Contain("line 3: ").And.Contain("line 4: ").And.Contain("'a'");
        _review.Metric("time-to-restore").GetProperty("count").GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData("", "no incident")]
    [InlineData("{}\n[]\n", "2 lines")]
    public async Task A_file_without_incidents_is_an_error(string lines, string message)
    {
        (await _review.RunAsync(lines)).Should().Be(ReviewCommand.BadInput);
        _review.Error.Should().Contain(message);
        File.Exists(Path.Combine(_review.Out, "metrics.json")).Should().BeFalse();
    }

    [Theory]
    [InlineData("--colour red", "--colour", "--incidents")]
    [InlineData("--from 2026-01-01", "--from", "needs --incidents")]
    [InlineData("--incidents none.jsonl --from 2026-01-01 --to 2026-04-01", "none.jsonl", "Could not find")]
    [InlineData("--incidents a --to 2026-04-01", "--from", "needs")]
    [InlineData("--incidents a --from tomorrow --to 2026-04-01", "'tomorrow'", "2026-01-01T13:30:00Z")]
    [InlineData("--incidents a --from 2026-13-01 --to 2026-04-01", "'2026-13-01'", "2026-01-01")]
    [InlineData("--incidents a --from 2026-04-01 --to 2026-04-01", "--to 2026-04-01", "after --from")]
    [InlineData("--incidents a --from 2026-01-01 --to 2026-04-01 --as-of 2025-12-31", "2026-01-01", "before 2025-12-31")]
    [InlineData("--incidents a --from 2999-01-01 --to 2999-04-01", "2999-01-01", "before")]
    [InlineData("--incidents a --incidents b", "--incidents", "twice")]
    [InlineData("--incidents", "--incidents", "value")]
    public async Task Bad_arguments_end_in_a_message_that_names_the_value_and_what_is_legal(string args, string value, string legal)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await ReviewCommand.RunAsync(args.Split(' '), output, error, CancellationToken.None);
        code.Should().Be(ReviewCommand.BadInput);
        error.ToString().Should().Contain(value).And.Contain(legal);
    }

    private static string Line(string id, string startedAt, string? resolvedAt, string more = "\"kind\":\"incident\"")
    {
        string end = resolvedAt is null ? "" : $"\"resolvedAt\":\"{resolvedAt}\",";
        return "{" + $"\"id\":\"{id}\",\"title\":\"T\",\"service\":\"web\",\"startedAt\":\"{startedAt}\",{end}{more}" + "}\n";
    }

    public void Dispose() => _review.Dispose();
}
