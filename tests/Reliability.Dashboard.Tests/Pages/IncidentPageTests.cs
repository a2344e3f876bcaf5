using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Dashboard.Tests;

public sealed partial class IncidentPageTests
{
    [Fact]
    public async Task Without_incidents_the_overview_has_no_such_section_and_the_page_shows_zeros()
    {
        await using Shop shop = await OpenAsync();
        (await shop.PageAsync("/reliability/")).Should().NotContain("id=\"incidents\"");
        string page = await shop.PageAsync(ShopRecords.IncidentsAddress);
        page.Should().Contain("None was recorded.").And.Contain("id=\"chart-periods\"").And.NotContain("NaN");
        JsonElement twin = await TwinAsync(shop, ShopRecords.IncidentsAddress + ".json");
        twin.GetProperty("periods").EnumerateArray().Select(one => one.GetProperty("count").GetInt32())
            .Should().Equal(Enumerable.Repeat(0, 12));
        twin.GetProperty("summary").GetProperty("recurringShare").ValueKind.Should().Be(JsonValueKind.Null);
        twin.GetProperty("summary").GetProperty("restore").GetProperty("median").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_overview_shows_open_incidents_periods_with_zeros_and_what_they_burnt()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        JsonElement incidents = (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("incidents");
        incidents.GetProperty("periods").EnumerateArray().Select(one => one.GetProperty("count").GetInt32())
            .Should().Equal(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
        incidents.GetProperty("periods")[11].GetProperty("recurrences").GetInt32()
            .Should().Be(2, "the one of 20 days ago and that of now came again");
        JsonElement service = incidents.GetProperty("services")[0];
        service.GetProperty("restore").GetProperty("median").GetDecimal().Should().Be(75 * 60);
        service.GetProperty("maintenance").GetInt32().Should().Be(1);
        service.GetProperty("nearMisses").GetInt32().Should().Be(1);
        service.GetProperty("duplicates").GetInt32().Should().Be(1);
        JsonElement open = incidents.GetProperty("open")[1];
        open.GetProperty("title").GetString().Should().Be("Checkout is down");
        open.GetProperty("budgetBurnt").GetDecimal().Should().BePositive();
        open.GetProperty("affectedRequests").GetInt64().Should().Be(30);
        JsonElement listed = (await TwinAsync(shop, ShopRecords.IncidentsAddress + ".json")).GetProperty("items")[1];
        listed.GetProperty("budgetBurnt").GetDecimal().Should().Be(open.GetProperty("budgetBurnt").GetDecimal());
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("id=\"incidents\"").And.Contain("href=\"." + ShopRecords.IncidentAddress["/reliability".Length..] + "\"")
            .And.Contain("The incident &quot;Checkout is down&quot; is open. It burnt ");
    }

    [Fact]
    public async Task The_overview_says_that_an_incident_cannot_be_read_and_may_be_open()
    {
        await using Shop shop = await OpenAsync();
        await shop.Site.Services.GetRequiredService<IDocumentStore>().PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "incidents", "later"), """{"v":9}""")], CancellationToken.None);
        JsonElement incidents = (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("incidents");
        incidents.GetProperty("unreadable").GetInt32().Should().Be(1);
        (await shop.PageAsync("/reliability/")).Should().Contain("could not be read and may be open").And.Contain("No other is open.")
            .And.NotContain("None is open.");
    }

    [Fact]
    public async Task What_needs_attention_has_at_most_seven_lines_and_no_duplicate()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        for (int i = 0; i < 12; i++)
        {
            await OpenAsync(incidents, $"open-{i}", new IncidentDefinition { Title = $"Number {i}" });
        }

        JsonElement twin = await TwinAsync(shop, "/reliability/dashboard.json");
        twin.GetProperty("attention").GetProperty("lines").GetArrayLength().Should().Be(7);
        twin.GetProperty("incidents").GetProperty("open").GetArrayLength().Should().Be(10);
        twin.GetProperty("incidents").GetProperty("moreOpen").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task The_page_of_an_incident_shows_milestones_cost_relations_timeline_and_changes()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        JsonElement twin = await TwinAsync(shop, ShopRecords.IncidentAddress + ".json");
        twin.GetProperty("milestones").EnumerateArray().Select(one => one.GetProperty("name").GetString())
            .Should().Equal("Started", "Detected", "Acknowledged");
        twin.GetProperty("milestones")[0].GetProperty("source").GetString().Should().Be("estimated");
        twin.GetProperty("milestones")[1].GetProperty("sinceStart").GetDecimal().Should().Be(300);
        twin.GetProperty("objectives")[0].GetProperty("slo").GetString().Should().Be("checkout");
        twin.GetProperty("objectives")[0].GetProperty("badEvents").GetDecimal().Should().Be(30);
        twin.GetProperty("recurrenceOf").GetProperty("title").GetString().Should().Be("It came again");
        twin.GetProperty("deployment").GetProperty("version").GetString().Should().Be("4.7.2");
        twin.GetProperty("timeline").GetArrayLength().Should().Be(1);
        twin.GetProperty("changes").EnumerateArray().Select(one => one.GetProperty("kind").GetString())
            .Should().Equal("Noted", "Opened");
        string page = await shop.PageAsync(ShopRecords.IncidentAddress);
        page.Should().Contain("id=\"chart-milestones\"").And.Contain("href=\"../../slo/checkout\"")
            .And.Contain("href=\"../../deployment/shop\"").And.Contain("That does not mean that it is the cause.")
            .And.Contain("At least one of its times is an estimate.").And.NotContain("name=\"at\"");
        (await shop.GetAsync(ShopRecords.IncidentAddress + "?at=2026-03-29T09:00Z")).Response.StatusCode
            .Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_incident_without_any_time_between_its_milestones_says_so_instead_of_a_bar()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        Incident one = await ShopRecords.OpenAsync(incidents, "zero", "Zero", Shop.Now.AddDays(-1), TimeSpan.Zero, cause: null);
        string page = await shop.PageAsync($"/reliability/incident/shop/{one.Id}");
        page.Should().Contain("Nothing is drawn").And.Contain("It ended when it started").And.Contain("It asks for: ");
    }

    [Fact]
    public async Task The_list_leads_from_page_to_page_and_shows_every_incident_once()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        for (int i = 0; i < 120; i++)
        {
            await ShopRecords.OpenAsync(
                incidents, $"id-{i}", $"Number {i}", Shop.Now.AddHours(-i - 2), TimeSpan.FromMinutes(5), cause: null);
        }

        string address = ShopRecords.IncidentsAddress;
        List<string> titles = [];
        int pages = 0;
        for (string? next = string.Empty; next is not null; pages++)
        {
            JsonElement twin = await TwinAsync(shop, $"{address}.json{next}");
            twin.GetProperty("total").GetInt32().Should().Be(120);
            titles.AddRange(twin.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("title").GetString()!));
            string page = await shop.PageAsync(address + next);
            next = twin.GetProperty("next").GetString() is { } after ? $"?after={after}" : null;
            if (next is not null)
            {
                page.Should().Contain($"href=\"../incident/shop{next}\">Earlier<");
            }
        }

        pages.Should().Be(3);
        titles.Should().Equal(Enumerable.Range(0, 120).Select(i => $"Number {i}"));
        (HttpResponseMessage response, string text) = await shop.GetAsync(address + "?after=nothing");
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        text.Should().Contain("The list has no such page").And.NotContain("nothing");
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_and_another_service_is_forbidden()
    {
        await using Shop shop = await Shop.OpenAsync(
            ShopExperiment.BelongsToShop,
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").RequireAuthorization("sre").RequireServiceAuthorization("own");
            },
            services: AccessTests.UsersOfMailer);
        await ShopRecords.FillAsync(shop);
        (string, string) ada = ("X-Test-User", "ada;sre");
        foreach (string path in (string[])["/reliability/incident/nothing", "/reliability/incident/mailer/nothing",
            "/reliability/deployment/nothing", "/reliability/incident/nothing/nothing.json"])
        {
            (HttpResponseMessage response, string text) = await shop.GetAsync(path, ada);
            response.StatusCode.Should().Be(HttpStatusCode.NotFound, path);
            text.Should().NotContain("nothing");
        }

        foreach (string path in ShopRecords.Addresses.SelectMany(one => (string[])[one, one + ".json"]))
        {
            (HttpResponseMessage response, string text) = await shop.GetAsync(path, ada);
            response.StatusCode.Should().Be(HttpStatusCode.Forbidden, path);
            text.Should().NotContain("Checkout");
        }

        (await shop.GetAsync("/reliability/incident/mailer", ada)).Response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await shop.GetAsync("/reliability/", ada)).Text.Should().NotContain("Checkout").And.NotContain("build-").And.NotContain("shop");
        (await shop.GetAsync("/reliability/dashboard.json", ada)).Text.Should().NotContain("Checkout").And.NotContain("shop");
    }

    [Fact]
    public async Task Pages_and_the_API_at_the_same_prefix_do_not_meet()
    {
        await using Shop shop = await Shop.OpenAsync(
            ShopExperiment.BelongsToShop,
            map: app =>
            {
                app.MapReliability("/reliability").AllowAnonymous();
                app.MapReliabilityDashboard("/reliability").AllowAnonymous();
            });
        await ShopRecords.FillAsync(shop);
        foreach (string page in ShopRecords.Addresses)
        {
            (await shop.PageAsync(page)).Should().StartWith("<!doctype html>");
        }

        foreach (string address in (string[])["debt", "debt/report", "incidents?service=shop", "deployments?service=shop"])
        {
            (await shop.PageAsync("/reliability/" + address)).Should().StartWith("{");
        }
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("\" autofocus onfocus=\"alert(1)")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("javascript:alert(1)")]
    [InlineData("a/b%2fc.json?x=1#y")]
    [InlineData("\u202Egnp.exe \u05D0\u05D1\u05D2")]
    public async Task A_hostile_text_is_a_text_on_every_page(string text)
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop, text);
        foreach (string path in ShopRecords.Addresses.Prepend("/reliability/"))
        {
            string page = await shop.PageAsync(path);
            Markup().Matches(page).Should().BeEmpty(path);
            page.Should().NotContain("<img").And.NotContain("=\"javascript:");
            Regex.Count(page, "<script").Should().Be(1);
            WebUtility.HtmlDecode(page).Should().Contain(text, path);
        }
    }

    [Fact]
    public async Task An_incident_of_another_process_is_seen_after_the_interval_and_one_of_the_past_page_is_not_shown()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        (await shop.PageAsync("/reliability/")).Should().NotContain("id=\"incidents\"");
        await OpenAsync(incidents, "one", new IncidentDefinition { Title = "Number 1" });
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        await shop.PageAsync("/reliability/");
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        (await shop.PageAsync("/reliability/")).Should().Contain("Number 1");
        string past = await shop.PageAsync("/reliability/?at=2026-03-29T09:00Z");
        past.Should().NotContain("id=\"incidents\"").And.Contain("Incidents are not shown");
    }

    [Fact]
    public async Task A_snapshot_of_ten_services_with_incidents_postmortems_and_deployments_makes_at_most_three_calls_more_for_registers()
    {
        long without = await CallsAsync(isFilled: false);
        long with = await CallsAsync(isFilled: true);
        with.Should().BeInRange(without, without + 3);

        static async Task<long> CallsAsync(bool isFilled)
        {
            await using Shop shop = await Shop.OpenAsync(reliability =>
            {
                ShopExperiment.BelongsToShop(reliability);
                for (int i = 0; i < 10; i++)
                {
                    string service = $"service-{i}";
                    reliability.AddSlo($"slo-{i}", slo => slo.Availability(99m).OfService(service));
                }
            });
            IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
            IDeployments deployments = shop.Site.Services.GetRequiredService<IDeployments>();
            for (int i = 0; isFilled && i < 10; i++)
            {
                string service = $"service-{i}";
                Incident one = await ShopRecords.OpenAsync(
                    incidents, $"one-{i}", "One", Shop.Now.AddDays(-3), TimeSpan.FromHours(1), cause: null, service: service);
                await shop.Site.Services.GetRequiredService<IPostmortems>()
                    .DraftAsync(service, one.Id, ShopPostmortems.Change($"draft-{i}"));
                await deployments.RecordAsync(new CompletedDeployment
                {
                    By = "ci",
                    Reason = "pipeline",
                    Definition = new DeploymentDefinition { Service = service, Version = "1.0" },
                });
            }

            await shop.PageAsync("/reliability/");
            long most = 0;
            for (int i = 0; i < 80; i++)
            {
                shop.Clock.Advance(TimeSpan.FromSeconds(6));
                long before = Calls(shop);
                await shop.PageAsync("/reliability/");
                most = Math.Max(most, Calls(shop) - before);
            }

            return most;
        }

        static long Calls(Shop shop) =>
            shop.Store.Controls.Where(one => one.Key != StorageRoles.Leases).Sum(one => one.Value.CallCount);
    }

    private static ValueTask<IncidentUpdate> OpenAsync(IIncidents incidents, string id, IncidentDefinition definition) =>
        incidents.OpenAsync(new IncidentOpening { Service = "shop", Id = id, By = "ada", Reason = "seen", Definition = definition });

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(ShopExperiment.BelongsToShop);

    private static async Task<JsonElement> TwinAsync(Shop shop, string address) =>
        JsonDocument.Parse(await shop.PageAsync(address)).RootElement;

    [GeneratedRegex("<[^>]* on[a-z]+\\s*=|<[^>]* style\\s*=|href=\"(?:javascript|//|/)", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
