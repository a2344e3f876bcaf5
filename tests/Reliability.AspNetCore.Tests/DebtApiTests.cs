using System.Net;
using System.Text.Json;

namespace Reliability.AspNetCore.Tests;

public sealed class DebtApiTests
{
    private const string Index =
        """{"title":"No index on orders","impact":"high","effort":"low","owner":"shop-team","tags":["sql"],"reason":"seen","id":"go"}""";

    [Fact]
    public async Task An_item_is_registered_edited_accepted_linked_and_resolved_by_who_was_authenticated()
    {
        await using ExperimentSite site = await StartAsync();
        (_, JsonElement incident, _) = await site.PostAsync("incidents", """{"title":"Down","service":"shop","reason":"a call"}""");
        string outage = Text(incident, "id");
        (HttpStatusCode status, JsonElement item, string? tag) = await site.PostAsync("debt", Index, "bob;sre");
        status.Should().Be(HttpStatusCode.Created, item.ToString());
        string id = Text(item, "id");
        (Text(item, "status"), Text(item, "band"), Text(item, "etag"), item.GetProperty("score").GetInt32()).Should().Be(
            ("Open", "Immediately", tag!, 1));
        foreach ((string path, string body, string state) in ((string, string, string)[])
            [
                ("", """{"title":"No index","impact":"medium","effort":"low","reason":"less traffic","etag":"TAG"}""", "Open"),
                ("/link", $$"""{"incident":"{{outage}}","reason":"caused it","etag":"TAG"}""", "Open"),
                ("/link", """{"objective":"checkout","reason":"slows it","etag":"TAG"}""", "Open"),
                ("/unlink", $$"""{"incident":"{{outage}}","reason":"was another","etag":"TAG"}""", "Open"),
                (
                    "/accept",
                    """{"approver":"cto","expiresAt":"2026-04-01T00:00:00Z","reason":"old shop","etag":"TAG"}""",
                    "Accepted"),
                ("/reopen", """{"reason":"it stays","etag":"TAG"}""", "Open"),
                ("/resolve", """{"notes":"Index added.","reason":"done","etag":"TAG"}""", "Resolved"),
            ])
        {
            (status, item, string? next) = await site.PostAsync($"debt/{id}{path}", body.Replace("TAG", tag, StringComparison.Ordinal));
            status.Should().Be(HttpStatusCode.OK, item.ToString());
            (Text(item, "status"), next).Should().Be((state, Text(item, "etag")));
            tag = next;
        }

        (_, JsonElement history) = await site.ReadAsync($"debt/{id}/history");
        history.GetProperty("changes").EnumerateArray().Select(one => $"{Text(one, "kind")} {Text(one, "by")}: {Text(one, "reason")}")
            .Should().Equal(
                "Registered bob: seen", "Edited ada: less traffic", "Linked ada: caused it", "Linked ada: slows it",
                "Unlinked ada: was another", "Accepted ada: old shop", "Reopened ada: it stays", "Resolved ada: done");
        (_, JsonElement read) = await site.ReadAsync($"debt/{id}");
        read.ToString().Should().Be(item.ToString());
    }

    [Theory]
    [InlineData("incident", "i-7", "Service 'shop' has no incident 'i-7'.")]
    [InlineData("objective", "chekout", "No objective is named 'chekout'.")]
    public async Task A_link_to_what_does_not_exist_is_404_with_its_id_and_changes_nothing(string kind, string id, string detail)
    {
        await using ExperimentSite site = await StartAsync();
        (_, JsonElement item, string? tag) = await site.PostAsync("debt", Index);
        string path = $"debt/{Text(item, "id")}";
        (HttpStatusCode status, JsonElement problem, _) =
            await site.PostAsync($"{path}/link", $$"""{"{{kind}}":"{{id}}","reason":"caused it","etag":"{{tag}}"}""");
        (status, Text(problem, "detail")).Should().Be((HttpStatusCode.NotFound, detail));
        Text((await site.ReadAsync(path)).Json, "etag").Should().Be(tag);
    }

    [Fact]
    public async Task The_same_id_changes_once_and_a_second_resolution_is_409_with_who_was_first()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (_, JsonElement item, string? tag) = await site.PostAsync("debt", Index);
        (await site.PostAsync("debt", Index)).Tag.Should().Be(tag);
        string path = $"debt/{Text(item, "id")}/resolve";
        string body = $$"""{"reason":"done","id":"r","etag":"{{tag}}"}""";
        string? resolved = (await site.PostAsync(path, body)).Tag;
        (HttpStatusCode status, _, string? again) = await site.PostAsync(path, body);
        (status, again).Should().Be((HttpStatusCode.OK, resolved), "the request was sent again");
        (status, JsonElement problem, _) = await site.PostAsync(path, $$"""{"reason":"done","etag":"{{resolved}}"}""");
        status.Should().Be(HttpStatusCode.Conflict);
        Text(problem, "detail").Should().EndWith("was resolved on 2026-03-01 by ada.");
        string reopen = path.Replace("resolve", "reopen", StringComparison.Ordinal);
        (await site.PostAsync(reopen, $$"""{"reason":"x","id":"r","etag":"{{resolved}}"}""")).Status
            .Should().Be(HttpStatusCode.BadRequest, "the id belongs to another change");
    }

    [Theory]
    [InlineData(true, HttpStatusCode.PreconditionFailed)]
    [InlineData(false, HttpStatusCode.Conflict)]
    public async Task A_concurrent_edit_is_answered_with_both_versions(bool isHeader, HttpStatusCode expected)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (_, JsonElement item, string? tag) = await site.PostAsync("debt", Index);
        string path = $"debt/{Text(item, "id")}";
        (await site.PostAsync(path, $$"""{"title":"First","impact":"high","effort":"low","reason":"a","etag":"{{tag}}"}""")).Status
            .Should().Be(HttpStatusCode.OK);
        string etag = isHeader ? string.Empty : $",\"etag\":\"{tag}\"";
        (HttpStatusCode status, JsonElement problem, _) = await site.PostAsync(
            path,
            $$"""{"title":"Second","impact":"high","effort":"low","reason":"b"{{etag}}}""",
            headers: isHeader ? [("If-Match", $"\"{tag}\"")] : []);
        status.Should().Be(expected, problem.ToString());
        Text(problem.GetProperty("current"), "title").Should().Be("First");
        Text(problem.GetProperty("proposed"), "title").Should().Be("Second");
    }

    [Theory]
    [InlineData("""{"title":" ","impact":"high","effort":"low","reason":"a"}""", "title has 1 to 200 characters*")]
    [InlineData(
        """{"title":"a","impact":"critical","effort":"low","reason":"a"}""",
        "impact: 'critical' is not valid. The value must be one of low, medium, high.")]
    [InlineData("""{"title":"a","impact":"low","effort":"low","tags":"sql","reason":"a"}""", "*The value must be a list of texts.")]
    [InlineData("""{"title":"a","impact":"low","effort":"low","dueAt":"9999-01-01T00:00:00Z","reason":"a"}""", "*A due date is at most*")]
    [InlineData("""{"title":"a","impact":"low","effort":"low","estimates":{"jobSize":0},"reason":"a"}""", "jobSize*above 0*")]
    [InlineData("""{"title":"a","impact":"low","effort":"low","by":"eve","reason":"a"}""", "No field is named 'by'*")]
    [InlineData("""{"title":"a","impact":"low","effort":"low"}""", "The body has no reason.")]
    public async Task Bad_input_is_400_with_what_is_valid(string body, string detail)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement problem, _) = await site.PostAsync("debt", body);
        status.Should().Be(HttpStatusCode.BadRequest);
        Text(problem, "detail").Should().Match(detail);
    }

    [Fact]
    public async Task A_long_description_is_taken_and_one_of_a_megabyte_is_rejected_with_the_limit()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement item, _) = await site.PostAsync("debt", Described(65_536));
        status.Should().Be(HttpStatusCode.Created);
        Text(item, "description").Should().HaveLength(65_536);
        (status, JsonElement problem, _) = await site.PostAsync("debt", Described(65_537));
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.BadRequest, "description has at most 65536 characters; this has 65537."));
        (status, problem, _) = await site.PostAsync("debt", Described(1 << 20));
        (status, Text(problem, "detail")).Should().Be((HttpStatusCode.BadRequest, "The body is larger than 524288 bytes."));

        static string Described(int length) =>
            $$"""{"title":"a","impact":"low","effort":"low","reason":"a","description":"{{new string('x', length)}}"}""";
    }

    [Fact]
    public async Task What_does_not_exist_is_404_and_who_may_not_write_is_rejected()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (await site.ReadAsync("debt/none")).Status.Should().Be(HttpStatusCode.NotFound);
        (await site.ReadAsync("debt/none/history")).Status.Should().Be(HttpStatusCode.NotFound);
        (await site.ReadAsync("debt?after=none")).Status.Should().Be(HttpStatusCode.NotFound);
        (await site.PostAsync("debt/none/resolve", """{"reason":"a","etag":"x"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await site.PostAsync("debt", Index, user: "")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await site.PostAsync("debt", Index, user: "eve;reader")).Status.Should().Be(HttpStatusCode.Forbidden);
        (HttpStatusCode status, JsonElement item, string? tag) = await site.PostAsync("debt", Index);
        status.Should().Be(HttpStatusCode.Created);
        (status, JsonElement problem, _) = await site.PostAsync($"debt/{Text(item, "id")}/link", $$"""{"reason":"a","etag":"{{tag}}"}""");
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.BadRequest, "A link names either an incident or an objective."));
        (status, problem, _) = await site.PostAsync($"debt/{Text(item, "id")}/resolve", """{"reason":"a"}""");
        (status, Text(problem, "detail")).Should().Be((
            HttpStatusCode.BadRequest,
            "The request does not say which version of the item it changes. Pass its etag in the body, or as If-Match."));
    }

    [Fact]
    public async Task A_list_has_pages_in_the_order_of_the_report()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        foreach (string impact in (string[])["low", "high", "medium"])
        {
            await site.PostAsync(
                "debt", $$"""{"title":"{{impact}}","impact":"{{impact}}","effort":"low","reason":"a","id":"{{impact}}"}""");
        }

        (_, JsonElement first) = await site.ReadAsync("debt?limit=2");
        Titles(first.GetProperty("items")).Should().Equal("high", "medium");
        (first.GetProperty("total").GetInt32(), Text(first, "scorer")).Should().Be((3, "rank-table"));
        (_, JsonElement second) = await site.ReadAsync($"debt?limit=2&after={Text(first, "next")}");
        Titles(second.GetProperty("items")).Should().Equal("low");
        second.GetProperty("next").ValueKind.Should().Be(JsonValueKind.Null);
        (_, JsonElement filtered) = await site.ReadAsync("debt?impact=low&status=all");
        Titles(filtered.GetProperty("items")).Should().Equal("low");
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync("debt?status=closed");
        (status, Text(problem, "detail")).Should().Be((
            HttpStatusCode.BadRequest, "status: 'closed' is not valid. The value must be one of open, accepted, resolved, all."));

        (_, JsonElement report) = await site.ReadAsync("debt/report");
        Titles(report.GetProperty("recommendations")).Should().Equal("high", "medium", "low");
        report.GetProperty("months").GetArrayLength().Should().Be(12);
        report.GetProperty("matrix").GetArrayLength().Should().Be(9);
    }

    [Theory]
    [InlineData("debt/report?format=markdown", "*/*", "text/markdown", "# Technical debt of shop\n")]
    [InlineData("debt/report", "text/markdown", "text/markdown", "# Technical debt of shop\n")]
    [InlineData("debt/report?format=csv", "*/*", "text/csv", "id,title,status,")]
    [InlineData("debt/report", "text/csv, application/json;q=0.5", "text/csv", "id,title,status,")]
    [InlineData("debt/report", "text/html", "application/json", "{\"service\":\"shop\",")]
    public async Task A_report_has_the_format_that_is_asked_for(string path, string accept, string type, string start)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/reliability/{path}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.Should().Be(type);
        (await response.Content.ReadAsStringAsync()).Should().StartWith(start);
    }

    [Fact]
    public async Task Issues_of_github_are_planned_and_imported_once_and_what_is_rejected_is_named()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        const string Issues =
            """
            [{"number":12,"url":"https://github.com/acme/shop/issues/12","title":"No index","state":"OPEN",
              "createdAt":"2026-01-02T03:04:05Z","labels":[{"name":"impact:high"},{"name":"debt"},{"name":"sql"}]},
             {"number":13,"url":"https://github.com/acme/shop/issues/13","title":"Old client","state":"CLOSED",
              "createdAt":"2026-01-02T03:04:05Z","closedAt":"2026-02-02T03:04:05Z","labels":["debt","effort:low"]},
             {"number":14,"title":"Colors","state":"OPEN","labels":[]},
             {"number":15,"title":"","state":"OPEN","labels":["debt"]}]
            """;
        const string Query = "?impact=medium&effort=HIGH&label=debt&owner=shop-team";
        (HttpStatusCode status, JsonElement plan, _) = await site.PostAsync($"debt/import/plan{Query}", Issues);
        (status, Counts(plan)).Should().Be((HttpStatusCode.OK, (true, 2, 0)), plan.ToString());
        plan.GetProperty("rejected").EnumerateArray().Select(one => Text(one, "where")).Should().Equal("issue 14", "issue 15");
        Text(plan.GetProperty("rejected")[0], "reason").Should().Be("It does not have the label 'debt'.");
        (await site.ReadAsync("debt?status=all")).Json.GetProperty("total").GetInt32().Should().Be(0, "a plan stores nothing");

        (_, JsonElement report, _) = await site.PostAsync($"debt/import{Query}&reason=old+list", Issues, "bob;sre");
        Counts(report).Should().Be((false, 2, 0));
        Counts((await site.PostAsync($"debt/import{Query}", Issues)).Json).Should().Be((false, 0, 2), "items are imported once");
        JsonElement items = (await site.ReadAsync("debt?status=all")).Json.GetProperty("items");
        items.EnumerateArray().Select(one => (
            Text(one, "title"), Text(one, "impact"), Text(one, "effort"), Text(one, "owner"), Text(one, "status"))).Should()
            .BeEquivalentTo([
                ("No index", "High", "High", "shop-team", "Open"), ("Old client", "Medium", "Low", "shop-team", "Resolved")]);
        JsonElement open = items.EnumerateArray().Single(one => Text(one, "title") == "No index");
        JsonElement change = (await site.ReadAsync($"debt/{Text(open, "id")}/history")).Json.GetProperty("changes")[0];
        (Text(change, "by"), Text(change, "reason")).Should().Be(("bob", "old list"));
    }

    [Theory]
    [InlineData("?format=csv", "[]", "format: 'csv' is not valid. The value must be 'github' (default).")]
    [InlineData("?impact=huge", "[]", "impact: 'huge' is not valid. The value must be one of low, medium, high.")]
    [InlineData("", "{}", "The file is not an array of issues.")]
    [InlineData("", "[{", "The file is not JSON in UTF-8, by its line 1.")]
    [InlineData("", "", "The file is not JSON in UTF-8, by its line 1.")]
    public async Task An_import_that_cannot_be_read_is_rejected_as_a_whole(string query, string body, string detail)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        foreach (string path in (string[])["debt/import", "debt/import/plan"])
        {
            (HttpStatusCode status, JsonElement problem, _) = await site.PostAsync(path + query, body);
            status.Should().Be(HttpStatusCode.BadRequest);
            Text(problem, "detail").Should().Match(detail);
        }
    }

    [Fact]
    public async Task An_import_needs_the_policy_and_json()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (await site.PostAsync("debt/import", "[]", user: "")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await site.PostAsync("debt/import", "[]", user: "eve;reader")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await site.PostAsync("debt/import", "[]", type: "text/csv")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    private static Task<ExperimentSite> StartAsync() =>
        ExperimentSite.StartAsync(declare: r => r.AddSlo("checkout", slo => slo.Availability(99.9m)));

    private static (bool IsPlan, int Added, int Present) Counts(JsonElement report) => (
        report.GetProperty("isPlan").GetBoolean(),
        report.GetProperty("addedCount").GetInt32(),
        report.GetProperty("presentCount").GetInt32());

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static IEnumerable<string> Titles(JsonElement items) => items.EnumerateArray().Select(one => Text(one, "title"));
}
