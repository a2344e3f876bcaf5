using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Dashboard.Tests;

/// <summary>The section and the page about improvement.</summary>
public sealed class ImprovementPageTests
{
    private const string Address = ShopPostmortems.ImprovementAddress;

    [Fact]
    public async Task Without_incidents_the_overview_has_no_such_section_and_the_page_claims_nothing_and_says_what_to_do()
    {
        await using Shop shop = await OpenAsync();
        await shop.Site.Services.GetRequiredService<IDeployments>().RecordAsync(new CompletedDeployment
        {
            By = "ci",
            Reason = "pipeline",
            Definition = new DeploymentDefinition { Service = "shop", Version = "1.0" },
            StartedAt = Shop.Now.AddHours(-2),
            EndedAt = Shop.Now.AddHours(-1),
            Status = DeploymentStatus.Succeeded,
        });
        (await shop.PageAsync("/reliability/")).Should().NotContain("id=\"improvement\"");
        JsonElement twin = await TwinAsync(shop);
        foreach (JsonElement metric in twin.GetProperty("metrics").EnumerateArray())
        {
            string name = metric.GetProperty("name").GetString()!;
            if (name is not ("deployment-frequency" or "rework-rate"))
            {
                metric.GetProperty("value").ValueKind.Should().Be(JsonValueKind.Null, name);
                metric.GetProperty("low").ValueKind.Should().Be(JsonValueKind.Null, name);
                metric.GetProperty("because").GetString().Should().NotBeNullOrEmpty(name);
            }
        }

        Metric(twin, "change-failure-rate").GetProperty("count").GetInt32().Should().Be(1, "there was a deployment");
        string page = await shop.PageAsync(Address);
        page.Should().Contain("That does not mean that none happened").And.Contain("IIncidents.OpenAsync")
            .And.Contain("No action was ever filed. Draft the postmortem").And.Contain("so that none can require one")
            .And.Contain("None was drafted.").And.Contain("No incident is recorded.").And.NotContain("All that are required are final")
            .And.NotContain("state good").And.NotContain("<circle");
    }

    [Fact]
    public async Task The_figures_are_those_of_the_metrics_and_every_incident_is_a_dot_with_its_time()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        int[] minutes = [4, 8, 12, 20, 30, 45, 60, 90, 240, 600];
        for (int i = 0; i < minutes.Length; i++)
        {
            await ShopRecords.OpenAsync(
                incidents, $"id-{i}", $"Number {i}", Shop.Now.AddDays(-i - 2), TimeSpan.FromMinutes(minutes[i]), cause: null);
        }

        await ShopRecords.OpenAsync(incidents, "zero", "Nothing long", Shop.Now.AddDays(-1), TimeSpan.Zero, cause: null);
        await ShopRecords.OpenAsync(
            incidents, "near", "Nearly", Shop.Now.AddDays(-1), TimeSpan.FromMinutes(5), cause: null, IncidentKind.NearMiss);
        await ShopRecords.OpenAsync(incidents, "old", "Long ago", Shop.Now.AddDays(-91), TimeSpan.FromHours(9), cause: null);
        await incidents.OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Id = "now",
            By = "ada",
            Reason = "seen",
            Definition = new IncidentDefinition { Title = "Still there" },
            Times = new IncidentTimes { StartedAt = Shop.Now.AddMinutes(-50), DetectedAt = Shop.Now.AddMinutes(-40) },
        });
        ImprovementReport report = await shop.Site.Services.GetRequiredService<IImprovementMetrics>()
            .GetMetricsAsync(new TimeRange(Shop.Now.AddDays(-90), Shop.Now), "shop");
        JsonElement twin = await TwinAsync(shop);
        twin.GetProperty("metrics").EnumerateArray().Select(one => one.GetProperty("name").GetString())
            .Should().Equal(report.Metrics.Select(one => one.Name));
        JsonElement restore = Metric(twin, "time-to-restore");
        restore.GetProperty("count").GetInt32().Should().Be(10);
        restore.GetProperty("value").GetDouble().Should().Be(37.5 * 60);
        restore.GetProperty("low").GetDouble().Should().Be(report.TimeToRestore.Low!.Value.TotalSeconds);
        restore.GetProperty("high").GetDouble().Should().Be(report.TimeToRestore.High!.Value.TotalSeconds);
        restore.GetProperty("p90").GetDouble().Should().Be(276 * 60);
        restore.GetProperty("open").GetInt32().Should().Be(1);
        JsonElement[] rows = [.. twin.GetProperty("incidents").EnumerateArray()];
        rows.Should().HaveCount(11);
        rows[0].GetProperty("title").GetString().Should().Be("Still there");
        rows[0].GetProperty("restore").ValueKind.Should().Be(JsonValueKind.Null);
        rows[0].GetProperty("restoreSoFar").GetDouble().Should().Be(50 * 60);
        rows[1].GetProperty("restore").GetDouble().Should().Be(4 * 60);
        twin.GetProperty("excluded").EnumerateArray()
            .Select(one => (one.GetProperty("title").GetString(), one.GetProperty("reason").GetString()))
            .Should().Contain(("Nothing long", "zero duration")).And.Contain(("Nearly", "near miss"))
            .And.NotContain(one => one.Item1 == "Long ago");
        string page = await shop.PageAsync(Address);
        string chart = page[page.IndexOf("id=\"chart-durations\"", StringComparison.Ordinal)..];
        chart = chart[..chart.IndexOf("</figure>", StringComparison.Ordinal)];
        chart.Should().Contain(
            "Time to restore: median 37 min 30 s, n 10, its interval 8 min to 4 h, 90th percentile 4 h 36 min, 1 not over.");
        string drawing = chart[chart.IndexOf("class=\"plot\"", StringComparison.Ordinal)..];
        Regex.Count(drawing, "<circle class=\"duration\"").Should().Be(31, "the open one was detected");
        Regex.Count(drawing, "<circle class=\"duration open\"").Should().Be(2);
        Regex.Count(drawing, "class=\"band\"").Should().Be(3);
        Regex.Count(drawing, "class=\"median\"").Should().Be(3);
        Regex.Count(drawing, "class=\"p90\"").Should().Be(3);
    }

    [Fact]
    public async Task Overdue_actions_are_first_then_the_oldest_and_each_leads_to_its_postmortem()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        JsonElement actions = (await TwinAsync(shop)).GetProperty("actions");
        actions.GetProperty("open").GetInt32().Should().Be(2);
        actions.GetProperty("overdue").GetInt32().Should().Be(1);
        actions.GetProperty("done").GetInt32().Should().Be(1);
        actions.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()).Should().Equal("late", "undated");
        actions.GetProperty("items")[0].GetProperty("due").GetString().Should().Be("overdue by 3 days");
        actions.GetProperty("items")[0].GetProperty("ageDays").GetInt32().Should().Be(40);
        actions.GetProperty("ages").EnumerateArray().Select(one => one.GetProperty("count").GetInt32()).Should().Equal(0, 1, 1, 0);
        actions.GetProperty("ages")[2].GetProperty("unowned").GetInt32().Should().Be(1);
        actions.GetProperty("ages")[2].GetProperty("undated").GetInt32().Should().Be(1);
        Metric(await TwinAsync(shop), "time-to-implement").GetProperty("value").GetDouble().Should().Be(12 * 86_400);
        string page = await shop.PageAsync(Address);
        page.Should().Contain("href=\"../postmortem/shop/198c70047605\"").And.Contain("id=\"chart-implemented\"")
            .And.Contain("open for ").And.Contain("came again").And.Contain("never filed");
    }

    [Fact]
    public async Task The_overview_has_a_row_for_each_service_and_says_what_is_overdue()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json")).RootElement;
        JsonElement improvement = twin.GetProperty("improvement");
        JsonElement row = improvement.GetProperty("services").EnumerateArray().Should().ContainSingle().Subject;
        row.GetProperty("service").GetString().Should().Be("shop");
        row.GetProperty("restore").GetProperty("value").GetDouble()
            .Should().Be(Metric(await TwinAsync(shop), "time-to-restore").GetProperty("value").GetDouble());
        row.GetProperty("openActions").GetInt32().Should().Be(2);
        row.GetProperty("overdueActions").GetInt32().Should().Be(1);
        row.GetProperty("missingPostmortems").GetInt32().Should().Be(1, "the open incident burnt 43 % of a budget");
        improvement.GetProperty("overdue")[0].GetProperty("id").GetString().Should().Be("late");
        twin.GetProperty("attention").GetProperty("lines").EnumerateArray()
            .Should().Contain(one => one.GetProperty("text").GetString() == "An action of a postmortem is overdue: shop.");
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("id=\"improvement\"").And.Contain("href=\"./improvement/shop\"")
            .And.Contain("href=\"./postmortem/shop/198c70047605\"");
        string past = await shop.PageAsync("/reliability/?at=2026-03-29T09:00Z");
        past.Should().NotContain("id=\"improvement\"").And.Contain("Improvement is not shown");
    }

    [Fact]
    public async Task A_service_without_postmortems_has_no_number_of_actions_on_the_overview()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        await ShopRecords.OpenAsync(incidents, "one", "One", Shop.Now.AddDays(-3), TimeSpan.FromHours(1), cause: null);
        JsonElement row = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json")).RootElement
            .GetProperty("improvement").GetProperty("services")[0];
        row.GetProperty("openActions").ValueKind.Should().Be(JsonValueKind.Null);
        row.GetProperty("implement").GetProperty("value").ValueKind.Should().Be(JsonValueKind.Null);
        row.GetProperty("missingPostmortems").GetInt32().Should().Be(0);
        row.GetProperty("restore").GetProperty("low").ValueKind.Should().Be(JsonValueKind.Null);
        (await shop.PageAsync("/reliability/")).Should().Contain("none recorded").And.Contain("needs 6 values");
    }

    [Fact]
    public async Task An_incident_that_requires_a_postmortem_is_overdue_after_its_time_until_that_is_final()
    {
        await using Shop shop = await OpenAsync();
        Incident incident = await BurningAsync(shop);
        JsonElement required = (await TwinAsync(shop)).GetProperty("required");
        required.GetProperty("missing").GetInt32().Should().Be(1);
        required.GetProperty("overdue").GetInt32().Should().Be(0);
        required.GetProperty("items")[0].GetProperty("status").GetString().Should().Be("Not written");
        shop.Clock.Advance(TimeSpan.FromDays(15));
        (await TwinAsync(shop)).GetProperty("required").GetProperty("overdue").GetInt32().Should().Be(1);
        (await shop.PageAsync(Address)).Should().Contain("overdue since ").And.Contain("How to draft it");
        (await shop.PageAsync("/reliability/")).Should().Contain("A postmortem is overdue: shop.")
            .And.Contain("Postmortems that are overdue");
        (await shop.PageAsync($"/reliability/incident/shop/{incident.Id}")).Should().Contain("That is overdue.")
            .And.Contain($"href=\"../../postmortem/shop/{incident.Id}\"");
        IPostmortems postmortems = shop.Site.Services.GetRequiredService<IPostmortems>();
        Postmortem draft = (await postmortems.DraftAsync("shop", incident.Id, ShopPostmortems.Change("d"))).Current!;
        Postmortem edited = (await postmortems.EditAsync(
            draft,
            draft.Content with
            {
                Analysis = "No limit.",
                NoActionsReason = "The limit is there now.",
                Impact = draft.Content.Impact with { Users = "They waited." },
            },
            ShopPostmortems.Change("e"))).Current!;
        Postmortem submitted = (await postmortems.SubmitAsync(edited, ShopPostmortems.Change("s"))).Current!;
        (await postmortems.FinalizeAsync(submitted, ShopPostmortems.Change("f"))).IsStored.Should().BeTrue();
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        required = (await TwinAsync(shop)).GetProperty("required");
        required.GetProperty("missing").GetInt32().Should().Be(0);
        required.GetProperty("final").GetInt32().Should().Be(1);
        (await shop.PageAsync(Address)).Should().Contain("All that are required are final.")
            .And.Contain("No action was ever filed.");
    }

    [Fact]
    public async Task A_page_of_many_incidents_draws_the_last_of_them_and_says_how_many_it_leaves_out()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        for (int i = 0; i < 210; i++)
        {
            await ShopRecords.OpenAsync(
                incidents, Id(i), $"Number {i}", Shop.Now.AddHours(-i - 2), TimeSpan.FromMinutes(5), cause: null);
        }

        JsonElement twin = await TwinAsync(shop);
        twin.GetProperty("incidents").GetArrayLength().Should().Be(200);
        twin.GetProperty("moreIncidents").GetInt32().Should().Be(10);
        Metric(twin, "time-to-restore").GetProperty("count").GetInt32().Should().Be(210);
        (await shop.PageAsync(Address)).Should().Contain("are in the figures, and neither drawn nor listed");

        static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"id-{i}");
    }

    /// <summary>Opens an incident over the minutes in which checkout failed, which is resolved.</summary>
    private static async Task<Incident> BurningAsync(Shop shop)
    {
        IncidentUpdate update = await shop.Site.Services.GetRequiredService<IIncidents>().OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Id = "burning",
            By = "ada",
            Reason = "seen",
            Definition = new IncidentDefinition { Title = "Nobody could pay", Impact = "They waited." },
            Times = new IncidentTimes
            {
                StartedAt = Shop.Now.AddMinutes(-30),
                DetectedAt = Shop.Now.AddMinutes(-25),
                MitigatedAt = Shop.Now.AddMinutes(-2),
                ResolvedAt = Shop.Now.AddMinutes(-1),
            },
        });
        update.Current!.BudgetBurnt.Should().BeGreaterThan(0.2m);
        return update.Current;
    }

    private static JsonElement Metric(JsonElement twin, string name) =>
        twin.GetProperty("metrics").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(ShopExperiment.BelongsToShop);

    private static async Task<JsonElement> TwinAsync(Shop shop) =>
        JsonDocument.Parse(await shop.PageAsync(Address + ".json")).RootElement;
}
