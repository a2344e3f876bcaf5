using System.Net;
using System.Text.Json;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.AspNetCore.Tests;

public sealed class ExperimentApiTests
{
    private const string Hostile = "a/b<script>%2f..\u202e";

    [Fact]
    public async Task The_list_says_what_runs_for_how_long_and_what_was_concluded()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.CreateAsync(ExperimentSite.Button with { Key = "a-draft" });
        Experiment button = await site.RunAsync();
        site.Clock.Advance(TimeSpan.FromDays(2.5));
        await site.Experiments.ConcludeAsync(
            await site.RunAsync(ExperimentSite.Button with { Key = "old" }),
            new() { By = "ada", Reason = "enough", Ship = "blue", Override = true });

        JsonElement list = (await site.ReadAsync("experiments")).Json;
        JsonElement[] all = [.. list.GetProperty("experiments").EnumerateArray()];
        all.Select(one => $"{Text(one, "key")} {Text(one, "state")} {one.GetProperty("day")} of {one.GetProperty("plannedDays")}")
            .Should().Equal("a-draft Draft  of 7", "button Running 3 of 7", "old Concluded 1 of 7");
        (all[1].GetProperty("runningForSeconds").GetDouble(), Text(all[1], "etag")).Should().Be((2.5 * 86400, button.ETag.Value));
        (Text(all[1], "verdict"), Text(all[1], "verdictReason")!.Contains("report", StringComparison.Ordinal)).Should().Be((null, true));
        (Text(all[2], "verdict"), Text(all[2], "shipped"), Text(all[2], "verdictReason")).Should().Be(("Inconclusive", "blue", null));
        (list.GetProperty("total").GetInt32(), Text(list, "next")).Should().Be((3, null));
    }

    [Fact]
    public async Task Pages_have_every_experiment_once()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string[] keys = ["a", "b", "é", "\uffee", "\U0001F600"];
        foreach (string key in keys)
        {
            await site.CreateAsync(ExperimentSite.Button with { Key = key });
        }

        List<string> seen = [];
        string? after = null;
        do
        {
            string more = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            JsonElement page = (await site.ReadAsync($"experiments?limit=2{more}")).Json;
            page.GetProperty("total").GetInt32().Should().Be(5);
            seen.AddRange(page.GetProperty("experiments").EnumerateArray().Select(one => Text(one, "key")!));
            after = Text(page, "next");
        }
        while (after is not null);

        seen.Should().Equal(keys);
    }

    [Fact]
    public async Task An_experiment_has_its_definition_and_history_and_no_ids_of_units()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync(ExperimentSite.Button with
        {
            Forced = new Dictionary<string, string> { ["visitor-17"] = "green" },
            Design = new() { Stopping = StoppingRule.GroupSequential(1000, [0.5, 1]) },
        });
        (HttpStatusCode status, JsonElement json, string? tag) = await site.SendAsync(HttpMethod.Get, "experiments/button");
        (status, tag, Text(json, "etag")).Should().Be((HttpStatusCode.OK, running.ETag.Value, running.ETag.Value));
        (Text(json, "control"), json.GetProperty("forcedUnits").GetInt32()).Should().Be(("blue", 1));
        json.GetRawText().Should().NotContain("visitor-17");
        JsonElement design = json.GetProperty("design");
        (Text(design, "stopping"), design.GetProperty("targetUnits").GetInt64()).Should().Be(("GroupSequential", 1000));
        json.GetProperty("history").EnumerateArray().Select(one => $"{Text(one, "kind")} by {Text(one, "by")}: {Text(one, "reason")}")
            .Should().Equal("Created by ada: spring sale", "Started by ada: spring sale");
        (await site.SendAsync(HttpMethod.Head, "experiments/button")).Tag.Should().Be(tag);
    }

    [Fact]
    public async Task A_report_has_the_verdict_with_its_reasons_and_rounded_numbers()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync();
        await site.CountAsync("blue", 0, 3000, 301);
        await site.CountAsync("green", 0, 3000, 510);
        JsonElement report = (await site.ReadAsync("experiments/button/report")).Json;
        (Text(report, "verdict"), Text(report, "winner"), Text(report, "state")).Should().Be(("Winner", "green", "Running"));
        report.GetProperty("reasons").GetArrayLength().Should().BePositive();
        JsonElement effect = report.GetProperty("metrics")[0].GetProperty("effects")[0];
        Comparison expected = (await site.Experiments.AnalyzeAsync(running)).Metrics[0].Effects[0].Comparison;
        effect.GetProperty("lift").GetRawText().Should().Be("0.694352");
        effect.GetProperty("liftInterval").GetProperty("lower").GetDouble()
            .Should().BeApproximately(expected.LiftInterval.Lower!.Value, 1e-6);
        effect.GetProperty("pValue").GetDouble().Should().BeInRange(expected.PValue * 0.99999, expected.PValue * 1.00001).And.BePositive();
        effect.GetProperty("undefined").EnumerateObject().Should().BeEmpty();
    }

    [Fact]
    public async Task An_undefined_number_is_null_with_a_reason()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.RunAsync();
        JsonElement effect = (await site.ReadAsync("experiments/button/report")).Json.GetProperty("metrics")[0].GetProperty("effects")[0];
        effect.GetProperty("undefined").GetProperty("lift").GetString().Should().StartWith("There is not enough data: ");
        JsonProperty[] missing =
        [
            .. effect.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Null && one.Name != "guardrail"),
        ];
        missing.Should().NotBeEmpty();
        missing.Select(one => one.Name).Should().BeSubsetOf(
            effect.GetProperty("undefined").EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    public async Task A_look_that_is_due_is_not_taken_by_reading()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync(
            ExperimentSite.Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(600) } });
        await site.CountAsync("blue", 0, 300, 30);
        await site.CountAsync("green", 0, 300, 90);
        foreach (string _ in (string[])["first", "second"])
        {
            JsonElement report = (await site.ReadAsync("experiments/button/report")).Json;
            report.GetProperty("looks").GetInt32().Should().Be(0);
            JsonElement metric = report.GetProperty("metrics")[0];
            (metric.GetProperty("effects").GetArrayLength(), Text(metric, "effectsReason")!.Contains("look", StringComparison.Ordinal))
                .Should().Be((0, true));
        }

        (await site.Experiments.AnalyzeAsync(running)).Looks.Should().Be(1);
        (await site.ReadAsync("experiments/button/report")).Json.GetProperty("looks").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task The_history_has_the_lift_of_every_day_in_pages()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync();
        for (int day = 0; day < 3; day++)
        {
            await site.CountAsync("blue", day * 1000, 1000, 100);
            await site.CountAsync("green", day * 1000, 1000, 130);
            site.Clock.Advance(TimeSpan.FromDays(1));
            await site.Experiments.RecordDayAsync(running);
        }

        JsonElement page = (await site.ReadAsync("experiments/button/history?limit=2")).Json;
        JsonElement[] days = [.. page.GetProperty("days").EnumerateArray()];
        days.Select(one => Text(one, "day")).Should().Equal("2026-03-01", "2026-03-02");
        days.Select(one => one.GetProperty("arms")[0].GetProperty("units").GetInt64()).Should().Equal(1000, 2000);
        JsonElement[] lifts = [.. days.Select(one => one.GetProperty("metrics")[0].GetProperty("lifts")[0])];
        lifts.Select(one => one.GetProperty("lift").GetDouble()).Should().Equal(0.3, 0.3);
        double[] widths = [.. lifts.Select(one => one.GetProperty("upper").GetDouble() - one.GetProperty("lower").GetDouble())];
        widths[1].Should().BeLessThan(widths[0]);
        page = (await site.ReadAsync($"experiments/button/history?limit=2&after={Text(page, "next")}")).Json;
        page.GetProperty("days").EnumerateArray().Select(one => Text(one, "day")).Should().Equal("2026-03-03");
        Text(page, "next").Should().BeNull();
    }

    [Theory]
    [InlineData("experiments?limit=0", 400, "from 1 to 1000")]
    [InlineData("experiments?limit=1001", 400, "from 1 to 1000")]
    [InlineData("experiments?limit=NaN", 400, "limit: 'NaN' is not valid")]
    [InlineData("experiments?limit=-1", 400, "from 1 to 1000")]
    [InlineData("experiments/button/history?limit=1e3", 400, "from 1 to 1000")]
    [InlineData("experiments/button/history?after=yesterday", 400, "a day such as 2026-03-01")]
    [InlineData("experiments/button/history?after=2026-02-30", 400, "'2026-02-30' is not valid")]
    [InlineData("experiments/buton", 404, "No experiment is named 'buton'. Declared are: 'button', 'header'.")]
    [InlineData("experiments/buton/report", 404, "'button'")]
    [InlineData("experiments/buton/history", 404, "'button'")]
    [InlineData("experiments/%00", 404, "")]
    [InlineData("experiments/%0d%0abutton", 404, "No experiment is named")]
    [InlineData("experiments/button%2freport", 404, "No experiment is named")]
    public async Task A_request_that_is_not_valid_says_what_is(string path, int status, string tells)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.RunAsync();
        await site.CreateAsync(ExperimentSite.Button with { Key = "header" });
        using HttpResponseMessage response = await site.Client.GetAsync(new Uri($"/reliability/{path}", UriKind.Relative));
        string text = await response.Content.ReadAsStringAsync();
        if (tells.Length == 0)
        {
            ((int)response.StatusCode).Should().BeInRange(400, status);
            return;
        }

        ((int)response.StatusCode).Should().Be(status, text);
        JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString().Should().Contain(tells)
            .And.NotContainAny("System.", "Parameter", "Actual value");
    }

    [Fact]
    public async Task A_name_of_thousands_of_characters_is_not_repeated()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement json) = await site.ReadAsync($"experiments/{new string('a', 5000)}");
        (status, json.GetRawText().Length < 1000).Should().Be((HttpStatusCode.NotFound, true));
    }

    [Fact]
    public async Task A_hostile_key_is_read_and_harmless()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.RunAsync(ExperimentSite.Button with { Key = Hostile });
        string list = await site.Client.GetStringAsync(new Uri("/reliability/experiments", UriKind.Relative));
        list.Should().NotContain("<script>");
        foreach (string about in (string[])["", "/report", "/history"])
        {
            (HttpStatusCode status, JsonElement json) = await site.ReadAsync($"experiments/{Uri.EscapeDataString(Hostile)}{about}");
            (status, Text(json, "key")).Should().Be((HttpStatusCode.OK, Hostile));
        }
    }

    [Fact]
    public async Task An_experiment_of_a_later_version_is_named_and_hides_no_other()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.RunAsync();
        await site.Documents.PutAsync(
            DocumentWrite.Create(new DocumentId("shop", "experiments", "later"), """{"v":99}"""), default);
        JsonElement list = (await site.ReadAsync("experiments")).Json;
        list.GetProperty("experiments").EnumerateArray().Select(one => Text(one, "key")).Should().Equal("button");
        JsonElement later = list.GetProperty("unreadable")[0];
        (Text(later, "key"), Text(later, "reason")!.Contains("format 99", StringComparison.Ordinal)).Should().Be(("later", true));
        (await site.ReadAsync("experiments/later")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await site.ReadAsync("experiments/lat")).Json.GetProperty("detail").GetString().Should().Contain("'button'");
    }

    [Fact]
    public async Task An_unavailable_store_is_503()
    {
        using var store = new ChaosStore(new InMemoryStore());
        await using ExperimentSite site = await ExperimentSite.StartAsync(store);
        await site.RunAsync();
        store.Controls[StorageRoles.Documents].IsDown = true;
        store.Controls[StorageRoles.Enrollments].IsDown = true;
        foreach (string path in (string[])["experiments", "experiments/button", "experiments/button/report", "experiments/button/history"])
        {
            (await site.ReadAsync(path)).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        }
    }

    private static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();
}
