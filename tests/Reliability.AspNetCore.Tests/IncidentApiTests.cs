using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.AspNetCore.Internal;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.AspNetCore.Tests;

public sealed class IncidentApiTests
{
    private const string Down =
        """
        {"title":"Checkout is down","service":"shop","severity":"high","causeClass":"dns","reason":"users complain","id":"go",
         "startedAt":"2026-02-28T10:00:00Z"}
        """;

    [Fact]
    public async Task An_incident_is_opened_changed_and_resolved_by_who_was_authenticated()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement one, string? tag) = await site.PostAsync("incidents", Down, "bob;sre");
        status.Should().Be(HttpStatusCode.Created, one.ToString());
        string id = Text(one, "id");
        (_, JsonElement open) = await site.ReadAsync("incidents/open");
        open.GetProperty("incidents").EnumerateArray().Select(each => Text(each, "id")).Should().Equal(id);
        foreach ((string path, string body, string state) in ((string, string, string)[])
            [
                ("", """{"title":"Down","severity":"critical","causeClass":"dns","reason":"it is worse","etag":"TAG"}""", "Open"),
                ("/milestones", """{"milestone":"acknowledged","at":"2026-02-28T10:05:00Z","reason":"log","etag":"TAG"}""", "Open"),
                ("/milestones", """{"milestone":"mitigated","at":"2026-02-28T10:30:00Z","reason":"log","etag":"TAG"}""", "Mitigated"),
                ("/notes", """{"text":"Rolled back.","at":"2026-02-28T10:20:00Z","etag":"TAG"}""", "Mitigated"),
                ("/reopen", """{"reason":"again","etag":"TAG"}""", "Open"),
                (
                    "/resolve",
                    """
                    {"reason":"quiet","causeClass":"deployment","impact":"No orders.","resolvedAt":"2026-02-28T11:00:00Z",
                     "etag":"TAG"}
                    """,
                    "Resolved"),
            ])
        {
            (status, one, string? next) =
                await site.PostAsync($"incidents/{id}{path}", body.Replace("TAG", tag, StringComparison.Ordinal));
            status.Should().Be(HttpStatusCode.OK, one.ToString());
            (Text(one, "status"), next).Should().Be((state, Text(one, "etag")));
            tag = next;
        }

        one.GetProperty("history").EnumerateArray().Select(each => $"{Text(each, "kind")} {Text(each, "by")}: {Text(each, "reason")}")
            .Should().Equal(
                "Opened bob: users complain", "Edited ada: it is worse", "MilestoneSet ada: log", "MilestoneSet ada: log",
                "Noted ada: Entry of the timeline", "Reopened ada: again", "Resolved ada: quiet");
        (_, JsonElement detail) = await site.ReadAsync($"incidents/{id}");
        detail.GetProperty("incident").GetProperty("cost").GetProperty("affectedRequestsAreEstimated").GetBoolean().Should().BeTrue();
        (status, JsonElement problem, _) = await site.PostAsync(
            $"incidents/{id}/resolve", $$"""{"reason":"quiet","etag":"{{tag}}"}""");
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.Conflict, $"The incident '{id}' was resolved on 2026-02-28 11:00Z by ada."));
        (_, JsonElement report) = await site.ReadAsync("incidents/report?service=shop&periods=3");
        report.GetProperty("periods").EnumerateArray().Select(each => each.GetProperty("count").GetInt32()).Should().Equal(0, 0, 1);
        (report.GetProperty("rotationDays").GetInt32(), Text(report, "workFrom"), Text(report, "rotationStart")).Should().Be(
            (7, "09:00:00", "2024-01-01"));
        (_, report) = await site.ReadAsync(
            "incidents/report?service=shop&rotationDays=2&rotationStart=2026-02-01&workFrom=22:00&workTo=00:00");
        (report.GetProperty("rotationDays").GetInt32(), Text(report, "workFrom"), Text(report, "workTo")).Should().Be(
            (2, "22:00:00", "00:00:00"));
        report.GetProperty("rotations").EnumerateArray().Should().OnlyContain(each =>
            each.GetProperty("end").GetDateTimeOffset() - each.GetProperty("start").GetDateTimeOffset() == TimeSpan.FromDays(2));
    }

    [Theory]
    [InlineData("incidents/nobody", HttpStatusCode.NotFound)]
    [InlineData("incidents?service=nobody", HttpStatusCode.NotFound)]
    [InlineData("incidents?service=shop&status=lost", HttpStatusCode.BadRequest)]
    [InlineData("incidents?service=shop&format=xml", HttpStatusCode.BadRequest)]
    [InlineData("incidents?service=shop&after=nobody", HttpStatusCode.NotFound)]
    [InlineData("incidents?service=shop&from=2026-03-02&to=2026-03-01", HttpStatusCode.BadRequest)]
    [InlineData("incidents/report?service=shop&periods=99", HttpStatusCode.BadRequest)]
    [InlineData("incidents/report?service=shop&rotationDays=29", HttpStatusCode.BadRequest)]
    [InlineData("incidents/report?service=shop&rotationStart=monday", HttpStatusCode.BadRequest)]
    [InlineData("incidents/report?service=shop&workFrom=25:00", HttpStatusCode.BadRequest)]
    [InlineData("incidents/report?service=shop&workTo=08:00", HttpStatusCode.BadRequest)]
    public async Task What_is_not_valid_or_unknown_is_rejected(string path, HttpStatusCode expected)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (await site.ReadAsync(path)).Status.Should().Be(expected);
    }

    [Fact]
    public async Task Links_to_nobody_are_404_and_a_stale_version_shows_both()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (await site.PostAsync("incidents", """{"title":"x","service":"shop","duplicateOf":"nobody","reason":"x"}""")).Status
            .Should().Be(HttpStatusCode.NotFound);
        (_, JsonElement one, string? tag) = await site.PostAsync("incidents", Down);
        string path = $"incidents/{Text(one, "id")}";
        await site.PostAsync(path, $$"""{"title":"Mine","reason":"x","etag":"{{tag}}"}""");
        (HttpStatusCode status, JsonElement problem, _) =
            await site.PostAsync(path, $$"""{"title":"Yours","reason":"x","etag":"{{tag}}"}""");
        status.Should().Be(HttpStatusCode.Conflict);
        (Text(problem.GetProperty("current"), "title"), Text(problem.GetProperty("proposed"), "title")).Should().Be(("Mine", "Yours"));
    }

    [Theory]
    [InlineData("\"deploymentId\":\"build-9\"", "Service 'shop' has no deployment 'build-9'.")]
    [InlineData("\"objectives\":[\"chekout\"]", "Service 'shop' has no objective 'chekout'. Declared are: 'checkout'.")]
    [InlineData("\"recurrenceOf\":\"nobody\"", "Service 'shop' has no incident 'nobody'.")]
    public async Task What_an_incident_names_and_does_not_exist_is_404_with_its_id(string field, string detail)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync(
            declare: r => r.AddSlo("checkout", slo => slo.Availability(99.9m)));
        (HttpStatusCode status, JsonElement problem, _) =
            await site.PostAsync("incidents", $$"""{"title":"x","service":"shop",{{field}},"reason":"x"}""");
        (status, Text(problem, "detail")).Should().Be((HttpStatusCode.NotFound, detail));
        (_, JsonElement one, string? tag) = await site.PostAsync("incidents", Down);
        (status, problem, _) =
            await site.PostAsync($"incidents/{Text(one, "id")}", $$"""{"title":"x",{{field}},"reason":"x","etag":"{{tag}}"}""");
        (status, Text(problem, "detail")).Should().Be((HttpStatusCode.NotFound, detail));
        (await site.ReadAsync("incidents?service=shop")).Json.GetProperty("totalCount").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task A_circle_of_three_duplicates_is_409_with_its_members()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (_, JsonElement first, string? tag) = await site.PostAsync("incidents", Down);
        string a = Text(first, "id");
        string b = Text((await OpenAsync(a)).Json, "id");
        string c = Text((await OpenAsync(b)).Json, "id");
        (HttpStatusCode status, JsonElement problem, _) = await site.PostAsync(
            $"incidents/{a}", $$"""{"title":"x","duplicateOf":"{{c}}","reason":"x","etag":"{{tag}}"}""");
        status.Should().Be(HttpStatusCode.Conflict);
        Text(problem, "detail").Should().EndWith($"the links would form a circle ('{a}', '{c}', '{b}', '{a}').");

        Task<(HttpStatusCode Status, JsonElement Json, string? Tag)> OpenAsync(string of) =>
            site.PostAsync("incidents", $$"""{"title":"x","service":"shop","duplicateOf":"{{of}}","reason":"x"}""");
    }

    [Theory]
    [InlineData("\"service\":\"search\"", "service: *query parameter service*")]
    [InlineData("\"startedAt\":\"2026-02-28T09:00:00Z\"", "startedAt: *incidents/{id}/milestones*")]
    [InlineData("\"detectedAt\":\"2026-02-28T09:00:00Z\"", "detectedAt: *incidents/{id}/milestones*")]
    [InlineData("\"resolvedAt\":\"2026-02-28T11:00:00Z\"", "resolvedAt: *incidents/{id}/resolve*")]
    [InlineData("\"isAnonymous\":true", "isAnonymous: *opens*")]
    public async Task An_edit_with_a_field_that_is_only_to_open_an_incident_is_400_and_says_where_it_is_changed(
        string field, string detail)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (_, JsonElement one, string? tag) = await site.PostAsync("incidents", Down);
        string path = $"incidents/{Text(one, "id")}";
        (HttpStatusCode status, JsonElement problem, _) =
            await site.PostAsync(path, $$"""{"title":"x",{{field}},"reason":"x","etag":"{{tag}}"}""");
        status.Should().Be(HttpStatusCode.BadRequest);
        Text(problem, "detail").Should().Match(detail);
        Text((await site.ReadAsync(path)).Json.GetProperty("incident"), "title").Should().Be("Checkout is down");
    }

    [Fact]
    public async Task An_incident_with_a_slash_in_its_id_is_reached_and_an_id_that_is_a_path_is_rejected()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string[] paths = ["open", "Report", "quality", "import", "alertmanager", ".", ".."];
        string lines = string.Concat(paths.Append("INC/7").Select(id =>
            $$"""{"id":"{{id}}","title":"Down","service":"shop","startedAt":"2026-02-01T10:00:00Z"}""" + "\n"));
        (_, JsonElement report) = await SendAsync(site, "incidents/import", lines, "application/x-ndjson");
        report.GetProperty("addedCount").GetInt32().Should().Be(1, report.ToString());
        report.GetProperty("rejected").EnumerateArray().Select(each => Text(each, "id")).Should().Equal(paths);
        Text(report.GetProperty("rejected")[0], "reason").Should().StartWith("No incident can have the id 'open': 'open', 'report'");
        (HttpStatusCode status, JsonElement one) = await site.ReadAsync("incidents/INC%2F7");
        status.Should().Be(HttpStatusCode.OK);
        string tag = Text(one.GetProperty("incident"), "etag");
        foreach ((string path, string body) in ((string, string)[])
            [
                ("", """{"title":"Slow","reason":"x","etag":"TAG"}"""),
                ("/milestones", """{"milestone":"detected","at":"2026-02-01T10:05:00Z","reason":"x","etag":"TAG"}"""),
                ("/notes", """{"text":"Rolled back.","etag":"TAG"}"""),
                ("/resolve", """{"reason":"x","resolvedAt":"2026-02-01T11:00:00Z","etag":"TAG"}"""),
                ("/reopen", """{"reason":"x","etag":"TAG"}"""),
            ])
        {
            (status, one, string? next) =
                await site.PostAsync($"incidents/INC%2f7{path}", body.Replace("TAG", tag, StringComparison.Ordinal));
            (status, Text(one, "id")).Should().Be((HttpStatusCode.OK, "INC/7"), one.ToString());
            tag = next!;
        }

        (status, one, string? postmortem) = await site.PostAsync("postmortems/shop/INC%2F7/draft", """{"reason":"x"}""");
        (status, Text(one, "incidentId")).Should().Be((HttpStatusCode.Created, "INC/7"), one.ToString());
        (await site.ReadAsync("postmortems/shop/INC%2F7")).Status.Should().Be(HttpStatusCode.OK);
        (await site.PostAsync("postmortems/shop/INC%2F7/submit", $$"""{"reason":"x","etag":"{{postmortem}}"}""")).Status
            .Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_open_incident_that_cannot_be_read_is_named()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.PostAsync("incidents", Down);
        await site.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "incidents", "later"), """{"v":9}""")], CancellationToken.None);
        (_, JsonElement open) = await site.ReadAsync("incidents/open");
        open.GetProperty("incidents").GetArrayLength().Should().Be(1);
        JsonElement unreadable = open.GetProperty("unreadable").EnumerateArray().Should().ContainSingle().Subject;
        (Text(unreadable, "service"), Text(unreadable, "document")).Should().Be(("shop", "incidents/later"));
        Text(unreadable, "reason").Should().Contain("has format 9");
    }

    [Fact]
    public async Task Alerts_of_a_message_are_judged_one_by_one()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement answer) = await SendAsync(
            site,
            "incidents/alertmanager",
            Alerts(("a", "nobody", "2026-03-01T07:00:00Z"), ("b", "shop", "2036-03-01T10:00:00Z"), ("c", "shop", "2026-03-01T07:30:00Z")),
            "application/json");
        (status, answer.GetProperty("receivedCount").GetInt32()).Should().Be((HttpStatusCode.OK, 1), answer.ToString());
        answer.GetProperty("rejected").EnumerateArray()
            .Select(one => $"{one.GetProperty("line").GetInt32()} {Text(one, "id")}: {Text(one, "reason")}").Should().Equal(
                "1 a: No service is named 'nobody'. Declared are: 'shop'.",
                "2 b: A time of the alert is more than a day after now (2026-03-01 08:00:00Z).");
        (_, JsonElement open) = await site.ReadAsync("incidents/open?service=shop");
        open.GetProperty("totalCount").GetInt32().Should().Be(1);

        (status, answer) = await SendAsync(
            site, "incidents/alertmanager", Alerts(("a", "nobody", "2026-03-01T07:00:00Z")), "application/json");
        status.Should().Be(HttpStatusCode.NotFound);
        Text(answer.GetProperty("rejected")[0], "id").Should().Be("a");
    }

    [Fact]
    public async Task Files_are_imported_and_exported_and_alertmanager_opens_one_incident()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        const string Csv = "Name,startedAt\r\nDown,2026-02-01T10:00:00Z\r\n=1+1,2026-02-02T10:00:00Z\r\n,2026-02-02T10:00:00Z\r\n";
        (HttpStatusCode status, JsonElement plan) = await SendAsync(
            site, "incidents/import/plan?format=csv&service=shop&columns=title:Name", Csv, "text/csv");
        (status, plan.GetProperty("addedCount").GetInt32(), plan.GetProperty("rejected").GetArrayLength()).Should().Be(
            (HttpStatusCode.OK, 2, 1), plan.ToString());
        plan.GetProperty("isPlan").GetBoolean().Should().BeTrue();
        (await site.ReadAsync("incidents?service=shop")).Json.GetProperty("totalCount").GetInt32().Should().Be(0, "a plan stores nothing");
        const string Misspelt = "Name,startedAt,severty\r\nDown,2026-02-01T10:00:00Z,high\r\n";
        foreach (string path in (string[])["incidents/import", "incidents/import/plan"])
        {
            (status, JsonElement problem) = await SendAsync(
                site, path + "?format=csv&service=shop&columns=title:Name", Misspelt, "text/csv");
            status.Should().Be(HttpStatusCode.BadRequest);
            Text(problem, "detail").Should().StartWith("No field is named 'severty'. Declared are: 'severity',");
            (status, _) = await SendAsync(site, path + "?format=csv&service=shop&columns=title:Name,-:severity", Misspelt, "text/csv");
            status.Should().Be(HttpStatusCode.BadRequest, "no column has this name");
        }

        (status, plan) = await SendAsync(
            site, "incidents/import/plan?format=csv&service=shop&columns=title:Name,-:severty", Misspelt, "text/csv");
        (status, plan.GetProperty("addedCount").GetInt32()).Should().Be((HttpStatusCode.OK, 1), plan.ToString());
        await SendAsync(site, "incidents/import?format=csv&service=shop&columns=title:Name", Csv, "text/csv");
        using HttpResponseMessage csv = await site.Client.GetAsync("/reliability/incidents?service=shop&format=csv");
        (await csv.Content.ReadAsStringAsync()).Should().Contain(",'=1+1,shop,");
        (await SendAsync(site, "incidents/import", Csv, "text/plain")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);

        const string Alert =
            """
            {"version":"4","alerts":[{"status":"firing","fingerprint":"f","startsAt":"2026-03-01T10:00:00Z",
             "labels":{"alertname":"Errors","service":"shop","severity":"page"}}]}
            """;
        for (int i = 0; i < 2; i++)
        {
            (status, JsonElement answer) = await SendAsync(site, "incidents/alertmanager", Alert, "application/json");
            (status, answer.GetProperty("receivedCount").GetInt32()).Should().Be((HttpStatusCode.OK, 1), answer.ToString());
        }

        (_, JsonElement open) = await site.ReadAsync("incidents/open?service=shop");
        open.GetProperty("incidents").EnumerateArray().Select(each => Text(each, "title")).Should()
            .Equal(["Errors: Errors", "=1+1", "Down"], "two alerts opened one, and the imported ones have no end");
    }

    [Fact]
    public async Task Who_sent_alerts_is_logged_and_an_alert_that_opens_nothing_is_in_the_answer()
    {
        using var log = new LogLines();
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        site.Site.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        string alerts = Alerts(("a", "shop", "2026-03-01T07:00:00Z"), ("b", "shop", "2026-03-01T07:00:00Z"))
            .Replace("\"page\"", "\"warning\"", StringComparison.Ordinal);
        (HttpStatusCode status, JsonElement answer) = await SendAsync(site, "incidents/alertmanager", alerts, "application/json");
        (status, answer.GetProperty("receivedCount").GetInt32(), answer.GetProperty("rejected").GetArrayLength()).Should().Be(
            (HttpStatusCode.OK, 2, 0), answer.ToString());
        answer.GetProperty("ignored").EnumerateArray().Select(each => Text(each, "reason")).Should().HaveCount(2)
            .And.AllSatisfy(reason => reason.Should().StartWith("A Ticket opens no incident"));
        alerts = alerts.Replace("\"warning\"", "\"awful\"", StringComparison.Ordinal);
        (_, answer) = await SendAsync(site, "incidents/alertmanager", alerts, "application/json");
        answer.GetProperty("rejected").EnumerateArray().Select(each => Text(each, "reason")).Should().HaveCount(2)
            .And.AllSatisfy(reason => reason.Should().StartWith("severity: 'awful' is not one of page, critical, emergency, ticket"));
        log.Of("AlertsReceived").Should().Equal(
            "ada sent alerts of Alertmanager: 2 were accepted (2 of them changed nothing), 0 were rejected.",
            "ada sent alerts of Alertmanager: 0 were accepted (0 of them changed nothing), 2 were rejected.");
    }

    [Fact]
    public async Task A_wrong_time_is_400_with_the_name_of_its_field()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        foreach (string field in (string[])["startedAt", "detectedAt", "resolvedAt"])
        {
            (HttpStatusCode status, JsonElement problem, _) = await site.PostAsync(
                "incidents", $$"""{"title":"x","service":"shop","{{field}}":"1970-01-01T00:00:00Z","reason":"x"}""");
            status.Should().Be(HttpStatusCode.BadRequest);
            Text(problem, "detail").Should().StartWith(field).And.Contain("in 2000 or later, and at most a day after now");
        }
    }

    [Fact]
    public void A_share_of_a_budget_has_six_digits_in_a_list()
    {
        DateTimeOffset start = new(2026, 3, 1, 7, 0, 0, TimeSpan.Zero);
        var one = new Incident
        {
            Id = "a",
            Service = "shop",
            Definition = new IncidentDefinition { Title = "Down" },
            Times = new IncidentTimes { StartedAt = start },
            Source = IncidentSource.Manual,
            OpenedAt = start,
            History = [],
            ETag = new ETag("1"),
            Cost = new IncidentCost
            {
                MeasuredAt = start,
                Downtime = TimeSpan.Zero,
                Objectives =
                [
                    new IncidentObjectiveCost
                    {
                        Slo = "checkout", Bad = 1, BadEvents = 1, BudgetShare = 1m / 3, CountsEvents = true, IsEstimate = false,
                    },
                ],
            },
        };
        IncidentSummary.From(one).BudgetBurnt.Should().Be(0.333333m);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(
        ExperimentSite site, string path, string body, string type)
    {
        (HttpStatusCode status, JsonElement json, _) = await site.SendAsync(HttpMethod.Post, path, body, type: type);
        return (status, json);
    }

    private static string Alerts(params (string Fingerprint, string Service, string At)[] alerts)
    {
        IEnumerable<string> each = alerts.Select(one =>
            $$$"""
            {"status":"firing","fingerprint":"{{{one.Fingerprint}}}","startsAt":"{{{one.At}}}",
             "labels":{"alertname":"Errors","service":"{{{one.Service}}}","severity":"page"}}
            """);
        return $$"""{"version":"4","alerts":[{{string.Join(',', each)}}]}""";
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
