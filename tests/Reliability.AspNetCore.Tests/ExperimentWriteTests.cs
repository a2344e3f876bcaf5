using System.Net;
using System.Text.Json;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Tests;

public sealed class ExperimentWriteTests
{
    private static readonly string[] Moves = ["start", "pause", "resume", "rollback", "conclude"];

    [Fact]
    public async Task An_experiment_is_moved_through_its_life_by_who_was_authenticated()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string? tag = (await site.CreateAsync()).ETag.Value;
        foreach ((string move, string state) in ((string, string)[])
            [
                ("start", "Running"), ("pause", "Paused"), ("resume", "Running"), ("rollback", "RolledBack"), ("resume", "Running"),
            ])
        {
            (HttpStatusCode status, JsonElement json, string? next) =
                await site.PostAsync($"experiments/button/{move}", Body(tag, $"to {move}"), "bob;sre");
            status.Should().Be(HttpStatusCode.OK, json.ToString());
            (Text(json, "state"), Text(json, "etag")).Should().Be((state, next));
            tag = next;
        }

        (await site.PostAsync(
            "experiments/button/conclude",
            $$"""{"reason":"it is old","ship":"green","override":true,"etag":"{{tag}}"}""")).Status.Should().Be(HttpStatusCode.OK);
        Experiment concluded = (await site.Experiments.GetAsync("button"))!;
        concluded.History.Skip(1).Select(one => $"{one.Kind} by {one.By}: {one.Reason}").Should().Equal(
            "Started by bob: to start", "Paused by bob: to pause", "Resumed by bob: to resume", "RolledBack by bob: to rollback",
            "Resumed by bob: to resume", "Concluded by ada: it is old");
        (concluded.Conclusion!.Shipped, concluded.Conclusion.Overridden.Count > 0).Should().Be(("green", true));
    }

    [Fact]
    public async Task A_conclusion_without_a_variant_keeps_the_control()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string tag = (await site.RunAsync(ExperimentSite.Button with { Control = "green" })).ETag.Value;
        (await site.PostAsync("experiments/button/conclude", $$"""{"reason":"no more","override":true,"etag":"{{tag}}"}""")).Status
            .Should().Be(HttpStatusCode.OK);
        (await site.Experiments.GetAsync("button"))!.Conclusion!.Shipped.Should().Be("green");
    }

    [Fact]
    public async Task The_reasons_against_a_conclusion_are_409_and_an_override_is_stored_with_them()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string tag = (await site.RunAsync()).ETag.Value;
        await site.CountAsync("blue", 0, 1000, 100);
        await site.CountAsync("green", 0, 2000, 200);
        string body = $$"""{"reason":"now","ship":"green","etag":"{{tag}}"}""";
        (HttpStatusCode status, JsonElement problem, _) = await site.PostAsync("experiments/button/conclude", body);
        (status, Text(problem, "etag"), Text(problem, "state")).Should().Be((HttpStatusCode.Conflict, tag, "Running"), problem.ToString());
        string[] rejections = [.. problem.GetProperty("rejections").EnumerateArray().Select(one => one.GetString()!)];
        rejections.Should().Contain(one => one.Contains("sample ratio mismatch", StringComparison.Ordinal))
            .And.Contain(one => one.StartsWith("it ran for 0 days", StringComparison.Ordinal));
        (await site.Experiments.GetAsync("button"))!.State.Should().Be(ExperimentState.Running);

        (await site.PostAsync(
            "experiments/button/conclude",
            $$"""{"reason":"I know","ship":"green","override":true,"etag":"{{tag}}"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await site.Experiments.GetAsync("button"))!.Conclusion!.Overridden.Should().Equal(rejections);
    }

    [Fact]
    public async Task A_guardrail_that_names_no_objective_is_reported_by_every_answer_and_never_kept()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync(declare: r => r.AddSlo("checkout", slo => slo.Availability(99m)));
        string tag = (await site.CreateAsync(ExperimentSite.Button with
        {
            Metrics = [.. ExperimentSite.Button.Metrics, ExperimentMetric.SloGuardrail("misspelt", GuardrailMargin.Absolute(0.01))],
        })).ETag.Value;
        const string Warning = "The guardrail 'slo:misspelt' counts nothing. No objective is named 'misspelt'. Declared are: 'checkout'.";

        (HttpStatusCode status, JsonElement started, _) = await site.PostAsync("experiments/button/start", Body(tag, "go"));
        (status, started.GetProperty("warnings")[0].GetString()).Should().Be((HttpStatusCode.OK, Warning));
        await site.CountAsync("blue", 0, 2000, 100);
        await site.CountAsync("green", 0, 2000, 900);
        JsonElement report = JsonDocument.Parse(
            await site.Client.GetStringAsync(new Uri("/reliability/experiments/button/report", UriKind.Relative))).RootElement;
        report.GetProperty("reasons").EnumerateArray().Select(one => one.GetString()).Should().Contain(Warning);
        report.GetProperty("metrics")[1].GetProperty("effects").EnumerateArray()
            .Select(effect => effect.GetProperty("guardrail").GetString()).Should().Equal("Open");
        JsonElement problem = (await site.PostAsync(
            "experiments/button/conclude",
            $$"""{"reason":"now","ship":"green","etag":"{{Text(started, "etag")}}"}""")).Json;
        problem.GetProperty("rejections").EnumerateArray().Select(one => one.GetString()).Should().Contain(Warning);
    }

    [Fact]
    public async Task The_same_id_sent_twice_changes_once()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string tag = (await site.CreateAsync()).ETag.Value;
        string body = $$"""{"reason":"go","id":"start-1","etag":"{{tag}}"}""";
        (HttpStatusCode first, _, string? after) = await site.PostAsync("experiments/button/start", body);
        (HttpStatusCode second, _, string? again) = await site.PostAsync("experiments/button/start", body);
        (first, second, again).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, after));
        (await site.Experiments.GetAsync("button"))!.History.Should().HaveCount(2);

        (HttpStatusCode other, JsonElement problem, _) =
            await site.PostAsync("experiments/button/pause", $$"""{"reason":"go","id":"start-1","etag":"{{after}}"}""");
        (other, Text(problem, "detail")!.Contains("'start-1' belongs to another change", StringComparison.Ordinal))
            .Should().Be((HttpStatusCode.Conflict, true));
    }

    [Fact]
    public async Task The_same_conclusion_sent_twice_concludes_once()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string body = $$"""{"reason":"end","override":true,"id":"end-1","etag":"{{(await site.RunAsync()).ETag}}"}""";
        (await site.PostAsync("experiments/button/conclude", body)).Status.Should().Be(HttpStatusCode.OK);
        (await site.PostAsync("experiments/button/conclude", body)).Status.Should().Be(HttpStatusCode.OK);
        (await site.Experiments.GetAsync("button"))!.History.Should().HaveCount(3);
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_version_one_changes_it()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string tag = (await site.RunAsync()).ETag.Value;
        (HttpStatusCode Status, JsonElement Json, string? Tag)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => site.PostAsync(
                $"experiments/button/{(i % 2 == 0 ? "pause" : "rollback")}", Body(tag, $"caller {i}"))));
        answers.Count(one => one.Status == HttpStatusCode.OK).Should().Be(1);
        answers.Where(one => one.Status != HttpStatusCode.OK).Should().OnlyContain(one => one.Status == HttpStatusCode.Conflict);
        (await site.Experiments.GetAsync("button"))!.History.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.PreconditionFailed)]
    [InlineData(false, HttpStatusCode.Conflict)]
    public async Task A_version_that_was_changed_since_is_rejected_with_the_current_one(bool isHeader, HttpStatusCode expected)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync();
        Experiment paused = (await site.Experiments.PauseAsync(running, new() { By = "eve", Reason = "wait" })).Current;
        (HttpStatusCode status, JsonElement problem, string? tag) = isHeader
            ? await site.PostAsync("experiments/button/resume", """{"reason":"go on"}""", headers: ("If-Match", $"\"{running.ETag}\""))
            : await site.PostAsync("experiments/button/resume", Body(running.ETag.Value, "go on"));
        (status, Text(problem, "etag"), tag).Should().Be((expected, paused.ETag.Value, paused.ETag.Value));
        Text(problem, "detail").Should().Contain("Paused at revision 3");
        (await site.Experiments.GetAsync("button"))!.ETag.Should().Be(paused.ETag);

        (await site.PostAsync("experiments/button/resume", """{"reason":"go on"}""", headers: ("If-Match", $"\"{tag}\""))).Status
            .Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("draft/conclude", """{"reason":"r","etag":"DRAFT"}""", 409, "is a draft; it can be concluded only while it is running")]
    [InlineData("draft/pause", """{"reason":"r","etag":"DRAFT"}""", 409, "is a draft")]
    [InlineData("button/start", """{"reason":"r","etag":"BUTTON"}""", 409, "is running; it can be started only while it is a draft")]
    [InlineData("button/conclude", """{"reason":"r","etag":"BUTTON","ship":"gren"}""", 400, "No variant is named 'gren'. Declared are: 'green', 'blue'.")]
    [InlineData("button/conclude", """{"reason":"r","etag":"BUTTON","ship":NaN}""", 400, "The body cannot be read")]
    [InlineData("button/conclude", """{"reason":"r","etag":"BUTTON","override":"yes"}""", 400, "override: \"yes\" is not valid. The value must be true or false.")]
    [InlineData("button/conclude", """{"reason":"r","etag":"BUTTON","by":"eve"}""", 400, "No field is named 'by'")]
    [InlineData("button/pause", """{"etag":"BUTTON"}""", 400, "The body has no reason.")]
    [InlineData("button/pause", """{"reason":" ","etag":"BUTTON"}""", 400, "reason has 1 to 1000 characters")]
    [InlineData("button/pause", """{"reason":"line\r\nInjected: yes","etag":"BUTTON"}""", 400, "U+000D")]
    [InlineData("button/pause", """{"reason":"r","etag":"BUTTON","id":""}""", 400, "id has 1 to 100 characters")]
    [InlineData("button/pause", """{"reason":"r"}""", 400, "does not say which version")]
    [InlineData("button/pause", """{"reason":"r","etag":""}""", 400, "does not say which version")]
    [InlineData("buton/pause", """{"reason":"r","etag":"x"}""", 404, "No experiment is named 'buton'. Declared are: 'button', 'draft'.")]
    [InlineData("%0d%0abutton/pause", """{"reason":"r","etag":"x"}""", 404, "No experiment is named")]
    [InlineData("button%2fpause/pause", """{"reason":"r","etag":"x"}""", 404, "No experiment is named")]
    public async Task What_is_not_legal_is_reported_and_changes_nothing(string path, string body, int status, string tells)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment button = await site.RunAsync();
        Experiment draft = await site.CreateAsync(ExperimentSite.Button with { Key = "draft" });
        body = body.Replace("BUTTON", button.ETag.Value, StringComparison.Ordinal)
            .Replace("DRAFT", draft.ETag.Value, StringComparison.Ordinal);
        (HttpStatusCode answer, JsonElement json, _) = await site.PostAsync($"experiments/{path}", body);
        ((int)answer).Should().Be(status, json.ToString());
        Text(json, "detail").Should().Contain(tells).And.NotContainAny("System.", "Parameter", "JSON value", "Actual value");
        (await site.Experiments.GetAsync("button"))!.ETag.Should().Be(button.ETag);
        (await site.Experiments.GetAsync("draft"))!.ETag.Should().Be(draft.ETag);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("unquoted")]
    [InlineData("\"\"")]
    [InlineData("W/\"weak\"")]
    [InlineData("\"one\", \"two\"")]
    public async Task If_Match_must_name_one_version(string header)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        await site.RunAsync();
        (HttpStatusCode status, JsonElement json, _) =
            await site.PostAsync("experiments/button/pause", """{"reason":"r"}""", headers: ("If-Match", header));
        (status, Text(json, "detail")!.StartsWith("If-Match: ", StringComparison.Ordinal)).Should().Be((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task Who_is_not_authenticated_or_not_allowed_changes_nothing()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync();
        foreach (string move in Moves)
        {
            string path = $"experiments/button/{move}";
            string body = Body(running.ETag.Value, "please");
            (await site.PostAsync(path, body, user: "")).Status.Should().Be(HttpStatusCode.Unauthorized);
            (await site.PostAsync(path, body, user: "eve;guest")).Status.Should().Be(HttpStatusCode.Forbidden);
            (await site.PostAsync(path, body, user: ";sre")).Status.Should().Be(HttpStatusCode.Forbidden, "an author needs a name");
        }

        (await site.Experiments.GetAsync("button"))!.ETag.Should().Be(running.ETag);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://evil.example", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("Sec-Fetch-Site", "same-origin", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_page_of_another_site_and_a_form_change_nothing(string header, string value, string type, HttpStatusCode expected)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        Experiment running = await site.RunAsync();
        foreach (string move in Moves)
        {
            (await site.PostAsync(
                $"experiments/button/{move}", Body(running.ETag.Value, "please"), type: type, headers: (header, value))).Status
                .Should().Be(expected);
        }

        (await site.Experiments.GetAsync("button"))!.ETag.Should().Be(running.ETag);
    }

    private static string Body(string? etag, string reason) => $$"""{"reason":"{{reason}}","etag":"{{etag}}"}""";

    private static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();
}
