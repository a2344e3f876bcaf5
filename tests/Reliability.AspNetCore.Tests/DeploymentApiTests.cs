using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class DeploymentApiTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert('x')</script>\"&";
    private const string JUnit = """<testsuite><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>""";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync(
        r => r.Configure(o => o.Service = "shop")
            .AddSlo("checkout", slo => slo.Availability(99m).OfService("shop"))
            .AddSlo("invoices", slo => slo.Availability(99m).OfService("billing")),
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapReliability("/reliability").AllowAnonymous();
            app.MapReliabilityWrites("/reliability", "writers");
        },
        services: services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
            services.AddAuthorizationBuilder().AddPolicy("writers", policy => policy.RequireRole("sre"));
            services.AddAuthentication(HeaderUserHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
        });

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task What_a_deployment_broke_is_listed_with_why_it_is_attributed()
    {
        await PostAsync("deployments", """{"service":"shop","version":"4.7.1","id":"build-1","startedAt":"2026-03-01T10:00:00Z"}""");
        await PostAsync("deployments", """{"service":"shop","version":"4.7.2","id":"build-2","startedAt":"2026-03-01T11:00:00Z"}""");
        foreach ((string title, string fields) in ((string, string)[])
            [
                ("Follows", "\"startedAt\":\"2026-03-01T11:10:00Z\""),
                ("Named", "\"startedAt\":\"2026-03-01T11:05:00Z\",\"deploymentId\":\"build-1\""),
                ("Before", "\"startedAt\":\"2026-03-01T09:00:00Z\""),
            ])
        {
            (await PostAsync("incidents", $$"""{"service":"shop","title":"{{title}}",{{fields}},"reason":"a call"}""")).Status
                .Should().Be(HttpStatusCode.Created);
        }

        foreach ((string id, string expected) in ((string, string)[])
            [("build-1", "Named Explicit"), ("build-2", "Follows LastBefore")])
        {
            (_, JsonElement list) = await _site.ReadAsync($"/reliability/deployments/{id}/incidents?limit=5");
            (Text(list, "deploymentId"), Text(list, "service"), list.GetProperty("totalCount").GetInt32()).Should().Be((id, "shop", 1));
            JsonElement one = list.GetProperty("incidents").EnumerateArray().Should().ContainSingle().Subject;
            $"{Text(one.GetProperty("incident"), "title")} {Text(one, "deploymentAttribution")}".Should().Be(expected);
        }

        (await _site.ReadAsync("/reliability/deployments/nothing/incidents")).Status.Should().Be(HttpStatusCode.NotFound);
        (await _site.ReadAsync("/reliability/deployments/build-1/incidents?limit=0")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await _site.ReadAsync("/reliability/deployments/build-1/incidents?service=billing")).Status
            .Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_pipeline_starts_a_deployment_attaches_its_tests_and_finishes_it()
    {
        (HttpStatusCode started, JsonElement running) = await PostAsync(
            "deployments",
            """
            {"service":"shop","version":"4.7.1","id":"build-1","commits":[{"id":"a1","at":"2026-03-01T11:00:00Z"},{"id":"a2","at":"2026-03-01T13:00:00Z"}]}
            """);
        started.Should().Be(HttpStatusCode.Created, running.ToString());
        (Text(running, "status"), Text(running, "environment"), Text(running, "by")).Should().Be(("Running", "Production", "ada"));
        running.GetProperty("flags").EnumerateArray().Select(one => one.GetString()).Should().Equal("CommitAfterDeployment");

        (HttpStatusCode tested, JsonElement withTests) =
            await PostAsync("deployments/build-1/tests?suite=unit", JUnit, type: "application/xml");
        tested.Should().Be(HttpStatusCode.Created, withTests.ToString());
        withTests.GetProperty("tests").GetProperty("isPassed").GetBoolean().Should().BeFalse();

        _clock.Advance(TimeSpan.FromMinutes(5));
        (await PostAsync("deployments/build-1/finish", """{"id":"end"}""", "bob;sre")).Status.Should().Be(HttpStatusCode.Created);
        (HttpStatusCode again, JsonElement same) = await PostAsync("deployments/build-1/finish", """{"id":"end"}""");
        (again, Text(same, "status"), Text(same, "endedAt")).Should().Be((HttpStatusCode.OK, "Succeeded", "2026-03-01T12:05:00+00:00"));

        JsonElement one = (await _site.ReadAsync("/reliability/deployments/build-1")).Json;
        one.GetProperty("history").EnumerateArray().Select(change => $"{Text(change, "kind")} by {Text(change, "by")}")
            .Should().Equal("Started by ada", "Tested by ada", "Finished by bob");
        one.GetProperty("testSuites")[0].GetProperty("failedTests")[0].GetString().Should().Be("b");
    }

    [Fact]
    public async Task What_has_ended_is_recorded_at_once_and_listed_over_all_services_page_by_page()
    {
        for (int i = 0; i < 9; i++)
        {
            string service = i % 3 == 0 ? "billing" : "shop";
            (HttpStatusCode status, JsonElement json) = await PostAsync(
                "deployments",
                $$"""{"service":"{{service}}","version":"1.{{i}}","status":"{{(i == 4 ? "failed" : "Succeeded")}}","startedAt":"2026-02-{{10 + (i / 2)}}T00:00:00Z","endedAt":"2026-03-01T00:00:00Z","id":"b{{i}}"}""");
            status.Should().Be(HttpStatusCode.Created, json.ToString());
        }

        List<string?> ids = [];
        string? next = null;
        do
        {
            string after = next is null ? string.Empty : $"&after={Uri.EscapeDataString(next)}";
            JsonElement page = (await _site.ReadAsync($"/reliability/deployments?limit=2{after}")).Json;
            ids.AddRange(page.GetProperty("deployments").EnumerateArray().Select(one => Text(one, "id")));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        ids.Should().Equal("b8", "b7", "b6", "b5", "b4", "b3", "b2", "b1", "b0");
        JsonElement some = (await _site.ReadAsync("/reliability/deployments?service=shop&from=2026-02-11&to=2026-02-13")).Json;
        some.GetProperty("deployments").EnumerateArray().Select(one => Text(one, "id")).Should().Equal("b5", "b4", "b2");
    }

    [Fact]
    public async Task The_list_is_CSV_if_asked_for()
    {
        await PostAsync("deployments", """{"service":"shop","version":"=1+1","status":"Succeeded","id":"b1","reason":"a release"}""");
        using HttpResponseMessage response = await _site.Client.GetAsync(new Uri("/reliability/deployments?format=csv", UriKind.Relative));
        response.Content.Headers.ContentType!.ToString().Should().Be("text/csv; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).Should().StartWith("id,service,")
            .And.EndWith("\r\nb1,shop,Production,'=1+1,Succeeded,2026-03-01T12:00:00Z,2026-03-01T12:00:00Z,ada,,0,,,,,\r\n");
    }

    [Fact]
    public async Task A_conflict_shows_the_present_version()
    {
        JsonElement started = (await PostAsync("deployments", """{"service":"shop","version":"1","id":"b1"}""")).Json;
        long seen = started.GetProperty("revision").GetInt64();
        await PostAsync("deployments/b1/tests", JUnit, type: "text/xml");
        (HttpStatusCode stale, JsonElement problem) = await PostAsync("deployments/b1/finish", $$"""{"revision":{{seen}},"status":"Failed"}""");
        stale.Should().Be(HttpStatusCode.Conflict, problem.ToString());
        problem.GetProperty("current").GetProperty("revision").GetInt64().Should().Be(seen + 1);
        Text(problem.GetProperty("current"), "status").Should().Be("Running");
        (await PostAsync("deployments", """{"service":"shop","version":"2","id":"b1"}""")).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("deployments", """{"service":"shp","version":"1"}""", 404, "'shp'")]
    [InlineData("deployments", """{"service":"shop","version":""}""", 400, "version has 1 to 200 characters")]
    [InlineData("deployments", """{"service":"shop","version":"KILOBYTE"}""", 400, "version has 1 to 200 characters, not all white space; this has 1024.")]
    [InlineData("deployments", """{"service":"shop","version":"1","status":"Running"}""", 400, "one of Succeeded, Failed, RolledBack")]
    [InlineData("deployments", """{"service":"shop","version":"1","startedAt":"2027-03-01T12:00:00Z"}""", 400, "at most 10m after now")]
    [InlineData("deployments", """{"service":"shop","version":"1","startedAt":"2026-03-01T12:00:00Z","endedAt":"2026-03-01T11:00:00Z"}""", 400, "ends at its start")]
    [InlineData("deployments", """{"service":"shop","version":"1","rollbackOf":"nope"}""", 404, "'nope'")]
    [InlineData("deployments", """{"service":"shop","version":"1","commits":[null]}""", 400, "commits: null is not valid")]
    [InlineData("deployments", """{"service":"shop","version":"1","commits":"a1"}""", 400, "commits: \"a1\" is not valid. The value must be a list")]
    [InlineData("deployments", """{"service":"shop","version":"1","by":"eve"}""", 400, "No field is named 'by'")]
    [InlineData("deployments/nope/finish", "{}", 404, "'nope'")]
    [InlineData("deployments/nope/tests", "<testsuite/>", 404, "'nope'")]
    [InlineData("deployments/known/tests", "<html/>", 400, "root element 'html'")]
    [InlineData("deployments/known/tests", "<!DOCTYPE a><testsuite/>", 400, "(DTD) is not allowed")]
    [InlineData("deployments/known/tests?suite=%20", "<testsuite/>", 400, "suite has 1 to 100")]
    public async Task What_is_not_legal_is_reported_and_changes_nothing(string path, string body, int status, string tells)
    {
        await PostAsync("deployments", """{"service":"shop","version":"0","id":"known"}""");
        body = body.Replace("KILOBYTE", new string('4', 1024), StringComparison.Ordinal);
        (HttpStatusCode answer, JsonElement json) =
            await PostAsync(path, body, type: body[0] == '<' ? "application/xml" : "application/json");
        ((int)answer).Should().Be(status, json.ToString());
        Text(json, "detail").Should().Contain(tells).And.NotContainAny("System.", "Parameter", "Actual value");
        JsonElement all = (await _site.ReadAsync("/reliability/deployments")).Json.GetProperty("deployments");
        all.GetArrayLength().Should().Be(1);
        all[0].GetProperty("revision").GetInt64().Should().Be(1);
    }

    [Theory]
    [InlineData("deployments?environment=Prodution", 404, "No environment is named 'Prodution'. Did you mean 'Production'?")]
    [InlineData("deployments?service=shp", 404, "'shp'")]
    [InlineData("deployments?after=nowhere", 400, "after")]
    [InlineData("deployments?limit=0", 400, "from 1 to 1000")]
    [InlineData("deployments?from=yesterday", 400, "from")]
    [InlineData("deployments?from=2026-03-02&to=2026-03-01", 400, "from: '2026-03-02' is later than to, '2026-03-01'.")]
    [InlineData("deployments?format=xml", 400, "'csv' or 'json'")]
    [InlineData("deployments/nope", 404, "'nope'")]
    public async Task Questions_without_an_answer_are_reported(string path, int status, string tells)
    {
        await PostAsync("deployments", """{"service":"shop","version":"0","id":"known"}""");
        (HttpStatusCode answer, JsonElement json) = await _site.ReadAsync($"/reliability/{path}");
        ((int)answer).Should().Be(status, json.ToString());
        Text(json, "detail").Should().Contain(tells[..Math.Min(tells.Length, 36)]);
    }

    [Theory]
    [InlineData("deployments", "application/xml", Writer, 415)]
    [InlineData("deployments/known/tests", "application/json", Writer, 415)]
    [InlineData("deployments/known/tests", "text/plain", Writer, 415)]
    [InlineData("deployments/known/tests", "application/x-www-form-urlencoded", Writer, 415)]
    [InlineData("deployments/known/tests", "application/xml", "", 401)]
    [InlineData("deployments", "application/json", "eve;dev", 403)]
    public async Task Callers_and_content_types_that_are_not_allowed_change_nothing(string path, string type, string user, int status) =>
        ((int)(await PostAsync(path, "{}", user, type)).Status).Should().Be(status);

    [Fact]
    public async Task Test_results_of_a_megabyte_are_taken_and_larger_ones_than_the_limit_are_not()
    {
        await PostAsync("deployments", """{"service":"shop","version":"0","id":"known"}""");
        string test = $"""<testcase name="{new string('n', 1000)}"/>""";
        string large = $"<testsuite>{string.Concat(Enumerable.Repeat(test, 1000))}</testsuite>";
        (HttpStatusCode taken, JsonElement json) = await PostAsync("deployments/known/tests", large, type: "application/xml");
        taken.Should().Be(HttpStatusCode.Created, json.ToString());
        json.GetProperty("tests").GetProperty("passed").GetInt32().Should().Be(1000);
        string tooLarge = $"<testsuite>{string.Concat(Enumerable.Repeat(test, 17_000))}</testsuite>";
        (await PostAsync("deployments/known/tests", tooLarge, type: "application/xml")).Status
            .Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Markup_and_slashes_are_kept_as_text()
    {
        string id = "a/b <i>%2f";
        (HttpStatusCode status, JsonElement json) = await PostAsync(
            "deployments",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["service"] = "shop", ["version"] = Hostile, ["id"] = id }));
        (status, Text(json, "version")).Should().Be((HttpStatusCode.Created, Hostile));
        string text = await _site.Client.GetStringAsync(new Uri("/reliability/deployments", UriKind.Relative));
        text.Should().NotContain("<script>");
        (await PostAsync("deployments", """{"service":"shop","version":"1","id":"a/b"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await PostAsync("deployments/a%2Fb/finish", "{}")).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_id_that_two_services_have_needs_the_service()
    {
        await PostAsync("deployments", """{"service":"shop","version":"1","id":"b1"}""");
        await PostAsync("deployments", """{"service":"billing","version":"2","id":"b1"}""");
        (HttpStatusCode status, JsonElement json) = await _site.ReadAsync("/reliability/deployments/b1");
        status.Should().Be(HttpStatusCode.BadRequest);
        Text(json, "detail").Should().Contain("'shop'").And.Contain("'billing'");
        Text((await _site.ReadAsync("/reliability/deployments/b1?service=billing")).Json, "version").Should().Be("2");
        (await PostAsync("deployments/b1/finish?service=shop", "{}")).Status.Should().Be(HttpStatusCode.Created);
    }

    private const string Writer = "ada;sre";

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(
        string path, string body, string user = Writer, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reliability/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        if (user.Length > 0)
        {
            request.Headers.Add("X-Test-User", user);
        }

        // The server answers a body that is too large before it is sent, and closes the connection.
        request.Headers.ExpectContinue = body.Length > 10_000_000;
        using HttpResponseMessage response = await _site.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }
}
